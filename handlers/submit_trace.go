package handlers

import (
	"strings"

	"sereda/council"
)

// versionDetails are what a new version of a unit's plan changes, for the log:
// which entries it adds, takes out and changes, and how (E6).
func (t *turn) versionDetails(before *council.Submission, s council.Submission) map[string]any {
	details := map[string]any{"submission": s.ID, "entries": len(s.Entries)}
	if before == nil {
		return details
	}
	left := map[int64]council.Entry{}
	for _, e := range before.Entries {
		left[e.Origin] = e
	}
	var added, changed, removed []string
	for _, e := range s.Entries {
		was, known := left[e.Origin]
		delete(left, e.Origin)
		if !known {
			added = append(added, t.changeTitle(e))
		} else if differs := t.differs(was, e); len(differs) > 0 {
			changed = append(changed, cut(was.Title, 120)+" ("+t.traceWords(council.Trace{Details: differs})+")")
		}
	}
	for _, e := range before.Entries {
		if _, gone := left[e.Origin]; gone {
			removed = append(removed, t.changeTitle(e))
		}
	}
	for key, texts := range map[string][]string{"added": added, "changed": changed, "removed": removed} {
		if len(texts) > 0 {
			details[key] = strings.Join(texts, "; ")
		}
	}
	return details
}
