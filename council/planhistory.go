package council

import (
	"reflect"
	"slices"
	"time"
)

// PlanHistory is all revisions of a week's plan, entry by entry: what changed is
// kept, what stayed is not repeated. It is not changed once it is made.
type PlanHistory struct {
	Week Week
	// Number is that of the latest revision in it, 0 for none.
	Number  int
	Entries []EntryHistory
}

// EntryHistory is an entry through the revisions, the oldest version first.
type EntryHistory []EntryVersion

// EntryVersion is an entry as it was from a revision on. Without Entry it is in
// the plan no more.
type EntryVersion struct {
	Number   int
	AgreedAt time.Time
	Entry    *RevisionEntry
	// Leaders are the names of those who take part, as they were then.
	Leaders []string
}

// Latest is the entry as it stands, nil when it is in the plan no more.
func (h EntryHistory) Latest() *RevisionEntry { return h[len(h)-1].Entry }

// With is the history with the next revisions, in their order; older ones than
// it has are left out.
func (h PlanHistory) With(revisions ...Revision) PlanHistory {
	h.Entries = slices.Clone(h.Entries)
	place := make(map[int64]int, len(h.Entries))
	for i, e := range h.Entries {
		place[e[0].Entry.ID] = i
	}
	for _, r := range revisions {
		if r.Number <= h.Number {
			continue
		}
		h.Week, h.Number = r.Week, r.Number
		there := make(map[int64]bool, len(r.Entries))
		for _, e := range r.Entries {
			there[e.ID] = true
			at, known := place[e.ID]
			if !known {
				at = len(h.Entries)
				place[e.ID] = at
				h.Entries = append(h.Entries, nil)
			}
			h.Entries[at] = h.Entries[at].with(EntryVersion{r.Number, r.MadeAt(), &e, r.leaderNames(e)})
		}
		for id, at := range place {
			if !there[id] {
				h.Entries[at] = h.Entries[at].with(EntryVersion{Number: r.Number, AgreedAt: r.MadeAt()})
			}
		}
	}
	return h
}

// with adds a version that differs from the last.
func (h EntryHistory) with(v EntryVersion) EntryHistory {
	if n := len(h); n > 0 {
		last := h[n-1]
		if reflect.DeepEqual(last.Entry, v.Entry) && slices.Equal(last.Leaders, v.Leaders) {
			return h
		}
	}
	return append(slices.Clip(h), v)
}

func (r Revision) leaderNames(e RevisionEntry) []string {
	var names []string
	for _, l := range r.Leaders {
		if slices.Contains(e.Leaders, l.PostID) {
			name := l.Holder
			if name == "" {
				name = l.Title
			}
			names = append(names, name)
		} else if s, sent := e.StandInFor(l.PostID); sent {
			names = append(names, s.Name)
		}
	}
	return names
}
