package council

import (
	"cmp"
	"slices"
	"strings"
)

// ClashKind is what is the matter with entries that do not fit together.
type ClashKind string

// The kinds of a clash (practice, P8).
const (
	// LeaderTwice: a leader is in two places at the same hour.
	LeaderTwice ClashKind = "leader"
	// VenueTwice: a hall is taken twice at the same time.
	VenueTwice ClashKind = "venue"
	// SameEvent: two units sent the same event.
	SameEvent ClashKind = "event"
)

// Clash is two or more entries of one day that do not fit together, in order
// of their hours.
type Clash struct {
	Kind ClashKind
	Day  Date
	// Leader is set for LeaderTwice.
	Leader  Leader
	Entries []PlanEntry
}

// usualMinutes is how long an entry without an end is taken to last.
const usualMinutes = 60

const dayMinutes = 24 * 60

// nowhere are the venues that can be "taken" any number of times: no place, or
// a different one for everybody.
var nowhere = []string{
	"онлайн", "online", "дистанційно", "zoom", "у режимі відеоконференції", "відеоконференція",
	"за окремим графіком", "згідно з графіком", "за графіком", "за місцем проживання",
}

// FindClashes looks for clashes in the week's entries. Only entries with hours
// can meet; one without an end is taken to last an hour. Ends that touch do
// not overlap. The same event sent by two units is one clash of that kind, and
// not the leader's or the hall's as well.
func FindClashes(week Week, entries []PlanEntry, leaders []Leader) []Clash {
	same, event := sameEvents(entries)
	var found []Clash
	found = append(found, same...)

	takes := spans(week, entries, event)
	for _, l := range leaders {
		found = append(found, overlaps(takes, Clash{Kind: LeaderTwice, Leader: l}, func(e PlanEntry) string {
			if slices.Contains(e.Leaders, l.PostID) {
				return "leader"
			}
			return ""
		})...)
	}
	found = append(found, overlaps(takes, Clash{Kind: VenueTwice}, func(e PlanEntry) string { return place(e.Venue) })...)
	slices.SortStableFunc(found, compareClashes)
	return found
}

func compareClashes(a, b Clash) int {
	return cmp.Or(a.Day.Compare(b.Day), startOrder(a.Entries[0].Entry)-startOrder(b.Entries[0].Entry))
}

// span is an entry on one day, in minutes since the week's Monday began.
// event numbers the event: entries of one event are not in each other's way.
type span struct {
	entry      PlanEntry
	day        Date
	event      int
	start, end int
}

// spans are the hours the entries take, day by day, ordered by start.
func spans(week Week, entries []PlanEntry, event []int) []span {
	var found []span
	for i, e := range entries {
		if e.Hours.Start == nil || e.From.IsZero() {
			continue
		}
		for n, day := range week.Days() {
			if e.On(day) {
				midnight := n * dayMinutes
				found = append(found, span{e, day, event[i], midnight + int(*e.Hours.Start), midnight + e.Hours.EndMinute()})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	return found
}

// overlaps groups spans that share a key and follow one another without a gap
// between their hours. Each group of two events or more is one clash.
func overlaps(spans []span, kind Clash, key func(PlanEntry) string) []Clash {
	groups := map[string][]span{}
	var keys []string
	for _, s := range spans {
		k := key(s.entry)
		if k == "" {
			continue
		}
		if _, seen := groups[k]; !seen {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], s)
	}
	var found []Clash
	for _, k := range keys {
		for _, run := range runs(groups[k]) {
			if clash, ok := clashOf(kind, run); ok {
				found = append(found, clash)
			}
		}
	}
	return found
}

// runs cuts spans, ordered by start, wherever all before have ended.
func runs(spans []span) [][]span {
	var found [][]span
	first, end := 0, 0
	for i, s := range spans {
		if i > first && s.start >= end {
			found = append(found, spans[first:i])
			first, end = i, 0
		}
		end = max(end, s.end)
	}
	return append(found, spans[first:])
}

func clashOf(kind Clash, run []span) (Clash, bool) {
	events := map[int]bool{}
	for _, s := range run {
		events[s.event] = true
		kind.Entries = append(kind.Entries, s.entry)
	}
	if len(events) < 2 {
		return Clash{}, false
	}
	kind.Day = run[0].day
	return kind, true
}

// place is the venue as far as it can be taken: "" for none.
func place(venue string) string {
	v := plain(venue)
	if slices.Contains(nowhere, v) {
		return ""
	}
	return v
}

// plain is the text without what people write differently: case, quotes,
// apostrophes, spaces, a full stop at the end.
func plain(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return strings.ContainsRune(" \t\n\u00a0«»\"“”„'’ʼ`.,;", r)
	})
	return strings.Join(words, " ")
}
