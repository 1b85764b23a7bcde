package council

import (
	"fmt"
	"slices"
)

// LeaderDay is what a leader takes part in on a day (3.18), as a revision of
// the plan has it.
type LeaderDay struct {
	Leader Leader
	Day    Date
	// Number is the revision's, 0 before the plan is agreed.
	Number  int
	Entries []RevisionEntry
}

// LeaderDay is the leader's day by the revision, in the plan's order.
func (r Revision) LeaderDay(l Leader, day Date) LeaderDay {
	d := LeaderDay{Leader: l, Day: day, Number: r.Number}
	for _, e := range r.Entries {
		if e.On(day) && slices.Contains(e.Leaders, l.PostID) {
			d.Entries = append(d.Entries, e)
		}
	}
	return d
}

// Same tells that a leader who knows the other day learns nothing from this
// one.
func (d LeaderDay) Same(other LeaderDay) bool {
	return slices.EqualFunc(d.Entries, other.Entries, func(a, b RevisionEntry) bool { return KindOf(&a, &b) == "" })
}

// Notices are the messages to the leader and to those who assist, each once.
func (d LeaderDay) Notices(kind OccurrenceKind, assistants []int64, messages []Message) []Notice {
	people := append([]int64{d.Leader.HolderID}, assistants...)
	var all []Notice
	for i, id := range people {
		if id == 0 || slices.Contains(people[:i], id) {
			continue
		}
		for part, m := range messages {
			all = append(all, Notice{PersonID: id, Class: Bulk, About: AboutWeek(WeekOf(d.Day)), Message: m,
				Key: fmt.Sprintf("%s:%d", DayKey(kind, d.Day, d.Leader.PostID, d.Number, id), part)})
		}
	}
	return all
}

// AboutWeek names the week as the subject of notices, "week:2026-11-30".
func AboutWeek(week Week) string { return "week:" + week.String() }
