package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// The kinds of the news of an assignment to its doer.
const (
	errandGiven     = "assignment_given"
	errandPutOff    = "assignment_put_off"
	errandReturned  = "assignment_returned"
	errandConfirmed = "assignment_confirmed"
	errandTakenBack = "assignment_taken_back"
)

// toDoers are the kinds of news, which the list of who was told has besides the
// reminders. What those who judge hear of reports is left out.
var toDoers = []string{errandGiven, errandPutOff, errandReturned, errandConfirmed, errandTakenBack}

// errandDone are the actions of the audit log by which an assignment is
// reported: in Sereda, or by phone.
var errandDone = []string{"assignment.reported", "assignment.confirmed"}

// errandChanged are those after which earlier news of the assignment is wrong.
var errandChanged = []string{"assignment.put_off", "assignment.returned", "assignment.taken_back"}

// seeingErrandTold loads an assignment, also one that was taken back, for those
// who may see who was told of it.
func seeingErrandTold(do errandFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		e, err := t.errand(ctx, t.press.arg(0))
		if err != nil {
			return err
		}
		if !t.Access.SeesToldOfAssignments(e.body) {
			return fmt.Errorf("see who was told of assignment %d: %w", e.ID, council.ErrForbidden)
		}
		return do(ctx, t, e)
	}
}

// errandToldDoor is the way from an assignment to who was told of it.
func (t *turn) errandToldDoor(e *errand) [][]council.Button {
	if !t.Access.SeesToldOfAssignments(e.body) {
		return nil
	}
	return [][]council.Button{row(t.button("button.who_was_told", press("jn", e.ID)))}
}

// errandDelivery lists what the doer was told about an assignment, with how it
// fared.
func errandDelivery(ctx context.Context, t *turn) error {
	return seeingErrandTold(func(ctx context.Context, t *turn, e *errand) error {
		t.rest()
		groups, err := t.toldOfErrand(ctx, e)
		if err != nil {
			return err
		}
		back := press("jc", e.ID)
		if e.State == council.Dropped {
			back = press("jm", e.MeetingID)
		}
		head := t.txt("delivery.about", locales.Data{"Of": locales.HTML(t.ofErrand(e))})
		return t.showToldList(head, "", groups, func(page int) string { return press("jn", e.ID, int64(page)) }, back)
	})(ctx, t)
}

// ofErrand loads the group in a button.
func ofErrand(do toldFunc) turnFunc {
	return seeingErrandTold(func(ctx context.Context, t *turn, e *errand) error {
		groups, err := t.toldOfErrand(ctx, e)
		if err != nil {
			return err
		}
		return pressedGroup(ctx, t, groups, do)
	})
}

func (t *turn) ofErrand(e *errand) string {
	return t.txt("delivery.of_assignment", locales.Data{"Text": cut(oneLine(e.Text), 100), "Due": locales.FullDate(e.Due)})
}

// toldOfErrand are the groups of notices to the doer of an assignment, the
// latest first.
func (t *turn) toldOfErrand(ctx context.Context, e *errand) ([]told, error) {
	all, err := t.store.Deliveries(ctx, e.About(), "")
	if err != nil {
		return nil, err
	}
	// What was done to an assignment, and when, stands in the audit log alone.
	traces, err := t.store.TracesOf(ctx, []string{e.About()}, shownTraces)
	if err != nil {
		return nil, err
	}
	slices.Reverse(traces)
	slices.SortStableFunc(all, func(a, b council.Delivery) int { return a.Begun.Compare(b.Begun) })
	groups := grouped(all, errandGroup, func(d council.Delivery, name string) told { return t.errandTold(e, traces, d, name) },
		func(g told, d council.Delivery) (council.Delivery, bool) {
			if at, noted := sinceIn(traces, d.Begun, errandAnswers(g)); noted && d.State != council.Withdrawn {
				d.State, d.AcknowledgedAt = council.Acknowledged, at
			}
			return d, true
		})
	slices.Reverse(groups)
	return groups, nil
}

// errandGroup is the name of the notice's group: its key without the person.
func errandGroup(d council.Delivery) string {
	switch {
	case slices.Contains(toDoers, d.Kind):
		return withoutLast(d.Letter(), 1)
	case slices.Contains(council.AssignmentReminders(), d.Kind):
		return occurrenceIn(d)
	}
	return ""
}

// occurrenceIn is what the keys of the notices of an occurrence around
// assignments begin with: the part and the person stand behind it.
func occurrenceIn(d council.Delivery) string { return withoutLast(d.Letter(), 2) }

func withoutLast(key string, n int) string {
	fields := strings.Split(key, ":")
	return strings.Join(fields[:max(0, len(fields)-n)], ":")
}

// errandAnswers are the actions by which note of a group's notices is taken,
// besides the button.
func errandAnswers(g told) []string {
	switch {
	case g.kind == errandGiven, g.kind == errandPutOff:
		return append([]string{"assignment.accepted"}, errandDone...)
	case g.noted == notedByReport:
		return errandDone
	}
	return nil
}

// sinceIn is when one of the actions was done first from the instant on; the
// traces are in order.
func sinceIn(traces []council.Trace, from time.Time, actions []string) (time.Time, bool) {
	for _, trace := range traces {
		if !trace.At.Before(from) && slices.Contains(actions, trace.Action) {
			return trace.At, true
		}
	}
	return time.Time{}, false
}

// errandTold names a group by its first notice.
func (t *turn) errandTold(e *errand, traces []council.Trace, d council.Delivery, name string) told {
	g := told{kind: d.Kind, about: e.About(), meeting: e.MeetingID, name: name, of: t.ofErrand(e), title: t.titleAt(t.kindOf(d.Kind), d.Begun)}
	g.paper = t.label("delivery.paper_assignment", locales.Data{"Text": cut(oneLine(e.Text), 100), "Due": locales.FullDate(e.Due),
		"What": untagged(g.title)})
	switch d.Kind {
	case errandGiven:
		g.noted, g.outdated = notedByAcceptance, !e.Owed() || changedAfter(traces, d.Begun)
	case errandPutOff:
		g.outdated = !e.Owed() || changedAfter(traces, d.Begun)
	case errandReturned:
		g.noted, g.outdated = notedByReport, !e.Owed() || changedAfter(traces, d.Begun)
	case errandConfirmed, errandTakenBack:
	default:
		g.noted, g.outdated = notedByReport, t.overIn(t.assignmentTimes().Occurrences(e.AssignmentCard, t.today()), name)
		g.anew = func(council.Notice) council.Message {
			o := council.AssignmentOccurrence{Kind: council.OccurrenceKind(d.Kind), Assignment: e.AssignmentCard}
			return t.app.composer().AssignmentReminder(o, t.today())
		}
	}
	return g.under("jn", e.ID)
}

// changedAfter tells that later news has taken the place of what was told then.
func changedAfter(traces []council.Trace, told time.Time) bool {
	return slices.ContainsFunc(traces, func(trace council.Trace) bool {
		return trace.At.After(told) && slices.Contains(errandChanged, trace.Action)
	})
}

// assignmentTimes is the timetable of assignments.
func (t *turn) assignmentTimes() council.AssignmentTimetable {
	return council.AssignmentTimetable{Zone: t.app.Zone, Calendar: t.app.Timetable.Calendar}
}

// overIn tells that the occurrence that a group is of is not, or no more, among
// those of use now.
func (t *turn) overIn(all []council.AssignmentOccurrence, name string) bool {
	return !slices.ContainsFunc(all, func(o council.AssignmentOccurrence) bool {
		return withoutLast(o.Key(0, 0), 2) == name && o.Verdict(t.Now) == council.Run
	})
}
