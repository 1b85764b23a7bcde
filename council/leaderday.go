package council

import (
	"fmt"
	"slices"
)

// LeaderDay is what a leader takes part in on a day (3.18), as a revision of
// the plan has it; or to what somebody goes for leaders.
type LeaderDay struct {
	// Leader is whose day it is. Of who goes for leaders there is the person
	// alone, and in place of a post the person's number below zero: no post is
	// meant.
	Leader Leader
	Sent   bool
	// Leaders are those of the plan, of whom somebody is sent instead.
	Leaders []Leader
	Day     Date
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

// SentOn are the days of those who go for leaders on the day, in the order of
// their numbers. serving are who is in service then: who has left goes for nobody.
func (r Revision) SentOn(day Date, serving []Person) []LeaderDay {
	var people []int64
	for _, e := range r.Entries {
		for _, s := range e.Instead {
			if e.On(day) && slices.ContainsFunc(serving, func(p Person) bool { return p.ID == s.PersonID }) {
				people = append(people, s.PersonID)
			}
		}
	}
	slices.Sort(people)
	var days []LeaderDay
	for _, id := range slices.Compact(people) {
		days = append(days, r.SentDay(id, day))
	}
	return days
}

// SentDay is to what the person goes for leaders on the day.
func (r Revision) SentDay(personID int64, day Date) LeaderDay {
	d := LeaderDay{Leader: Leader{PostID: -personID, HolderID: personID}, Sent: true, Leaders: r.Leaders, Day: day, Number: r.Number}
	for _, e := range r.Entries {
		if e.On(day) && e.Sends(personID) {
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
