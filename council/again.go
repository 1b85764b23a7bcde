package council

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// WeeksBack is how many of a unit's earlier plans are looked at for what
// recurs; MaxOffers is how many entries are offered at once.
const (
	WeeksBack = 6
	MaxOffers = 60
)

// Offer is an entry of earlier weeks moved to the planned one. Its Entry.ID is
// still the earlier one's.
type Offer struct {
	Entry Entry
	// Weeks is in how many of the earlier plans it stands.
	Weeks int
	// DayOff tells that it used to be on a working day, and now is on a day off.
	DayOff bool
}

// Again offers a unit's earlier entries for the week, on the same weekdays:
// those of the last plan and those that recur, which come first. past are the
// unit's earlier plans, newest first. What stands in the plan already is not
// offered, nor what has no day.
func Again(week Week, past []Submission, taken []Entry, calendar Calendar) []Offer {
	var offers []Offer
	place := map[string]int{}
	last := map[string]bool{}
	for n, s := range past {
		seen := map[string]bool{}
		for _, e := range s.Entries {
			moved := e.movedTo(week, s.Week)
			key := moved.again()
			if e.From.IsZero() || e.Title == "" || seen[key] {
				continue
			}
			seen[key], last[key] = true, last[key] || n == 0
			if at, known := place[key]; known {
				offers[at].Weeks++
				continue
			}
			place[key] = len(offers)
			off := e.From == e.To && calendar.IsWorking(e.From) && !calendar.IsWorking(moved.From)
			offers = append(offers, Offer{Entry: moved, Weeks: 1, DayOff: off})
		}
	}
	for _, e := range taken {
		place[e.again()] = -1
	}
	offers = slices.DeleteFunc(offers, func(o Offer) bool {
		key := o.Entry.again()
		return place[key] < 0 || !last[key] && o.Weeks < 2
	})
	slices.SortStableFunc(offers, func(a, b Offer) int {
		return cmp.Or(-cmp.Compare(min(a.Weeks, 2), min(b.Weeks, 2)), CompareEntries(a.Entry, b.Entry))
	})
	return offers[:min(len(offers), MaxOffers)]
}

// movedTo is the entry as many weeks later as the planned week is, as a draft
// has it.
func (e Entry) movedTo(week, from Week) Entry {
	if days := week.Monday.DaysSince(from.Monday); !e.From.IsZero() {
		e.From, e.To = e.From.AddDays(days), e.To.AddDays(days)
	}
	e.SubmittedAt, e.Source, e.Doubts = time.Time{}, Source{}, nil
	return e
}

// again tells which entries are one that recurs: the title, the days and the
// hour are the same.
func (e Entry) again() string {
	return strings.Join([]string{plain(e.Title), e.From.String(), e.To.String(), string(e.Kind), strconv.Itoa(startOrder(e))}, "\n")
}
