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

// weekDelivery lists what was told about a week's plan, with how it fared.
func weekDelivery(ctx context.Context, t *turn) error {
	if err := t.need(council.SeeDelivery); err != nil {
		return err
	}
	week := t.press.week(0)
	groups, err := t.toldOfWeek(ctx, week)
	if err != nil {
		return err
	}
	back, err := t.backFromTold(ctx, week)
	if err != nil {
		return err
	}
	spreading, err := t.spreading(ctx, week)
	if err != nil {
		return err
	}
	return t.showToldList(t.txt("delivery.week", locales.Data{"Week": locales.WeekDays(week)}), spreading, groups,
		func(page int) string { return press("mz", weekArg(week), int64(page)) }, back)
}

// spreading tells of a plan whose letters are still being written, and of what
// is in the way; "" when all are.
func (t *turn) spreading(ctx context.Context, week council.Week) (string, error) {
	all, err := t.store.Spreads(ctx)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(all, func(s council.Spread) bool { return s.Week == week })
	switch {
	case at < 0:
		return "", nil
	case all[at].Problem == "":
		return t.txt("delivery.spreading", locales.Data{"Number": all[at].Number}), nil
	}
	return t.txt("delivery.spread_failed", locales.Data{"Number": all[at].Number, "Count": all[at].Failures}), nil
}

// backFromTold leads to the plan once it was agreed, before to the missing.
func (t *turn) backFromTold(ctx context.Context, week council.Week) (string, error) {
	plan, err := t.store.PlanOf(ctx, week)
	if plan.Number > 0 {
		return press("wk", weekArg(week)), err
	}
	return press("mi", weekArg(week)), err
}

// toldOfWeek are the groups of notices about the week, the latest first.
func (t *turn) toldOfWeek(ctx context.Context, week council.Week) ([]told, error) {
	all, err := t.store.Deliveries(ctx, about(week), "")
	if err != nil {
		return nil, err
	}
	w, err := t.weekAsTold(ctx, week)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b council.Delivery) int { return b.Begun.Compare(a.Begun) })
	return grouped(all, groupOf, func(d council.Delivery, name string) told { return t.weekGroup(w, d, name) },
		func(g told, d council.Delivery) (council.Delivery, bool) {
			return w.submittedSince(d), !w.retold(g.deliveries, d)
		}), nil
}

// weekAsTold is what the week's notices are looked at with: what they told may
// be over, wrong by now, or done.
type weekAsTold struct {
	week     council.Week
	plan     council.Plan
	changes  []council.Change
	deadline time.Time
	units    map[int64]council.Standing
	today    council.Date
	// closed: the week's plans are submitted no more.
	closed bool
	// moved is when the deadline was last told to have been moved, zero if never.
	moved time.Time
	now   time.Time
}

func (t *turn) weekAsTold(ctx context.Context, week council.Week) (*weekAsTold, error) {
	w := &weekAsTold{week: week, units: map[int64]council.Standing{}, today: t.today(), closed: !t.open(week), now: t.Now}
	var err error
	if w.plan, err = t.store.PlanOf(ctx, week); err != nil {
		return nil, err
	}
	if w.changes, err = t.store.ChangesOf(ctx, week); err != nil {
		return nil, err
	}
	if w.deadline, err = t.deadline(ctx, week); err != nil {
		return nil, err
	}
	standings, err := t.store.Standings(ctx, week, w.today)
	for _, s := range standings {
		w.units[s.Unit.ID] = s
	}
	return w, err
}

// toUnits are the kinds of reminders to those who answer for a unit, as long as
// its plan is missing.
var toUnits = []string{string(council.Ask), string(council.Remind), string(council.Chase), nudgeKind, movedKind}

// ofDays are the kinds of notices about a day.
var ofDays = []string{string(council.DayEve), string(council.DayMorning), string(council.MaterialsDue), string(council.EventEve),
	string(council.AskOutcome), string(council.WeekOutcome)}

// atOnce are the other kinds of which each one is told to many at once.
var atOnce = []string{string(council.Missing), string(council.Digest), council.ChangesLetter}

// groupOf tells apart what is told to many, each of which has a list of its own:
// a plan and reminders after it by its revision, a change by itself, what is about a day by the day,
// reminders and the days' changes by when they were written. Other notices stand
// together by kind.
func groupOf(d council.Delivery) string {
	switch {
	case slices.Contains(toUnits, d.Kind), slices.Contains(atOnce, d.Kind):
		return fmt.Sprintf("%s:%d", d.Kind, d.Begun.Unix())
	case slices.Contains(ofDays, d.Kind):
		return strings.Join(strings.SplitN(d.Key, ":", 3)[:2], ":")
	case d.Kind == string(council.MaterialsNow):
		return fmt.Sprintf("%s:%d", d.Kind, dayRevision(d))
	case d.Kind == council.CopyKind || d.Kind == council.ChangeLetter:
		return d.Key[:strings.LastIndex(d.Letter(), ":")+1]
	}
	return d.Kind + ":"
}

// dayRevision is the revision that a notice about a day was told of: behind the
// empty word that ends the key of the day.
func dayRevision(d council.Delivery) int { return int(numberIn(d.Key, 4)) }

// unitOf is the unit that a reminder is about, 0 for other notices.
func unitOf(d council.Delivery) int64 {
	if !slices.Contains(toUnits, d.Kind) {
		return 0
	}
	return numberIn(d.Key, 2)
}

// retold tells that a later revision of the same day has been told to the person
// already: that one counts.
func (w *weekAsTold) retold(later []council.Delivery, d council.Delivery) bool {
	return slices.Contains(ofDays, d.Kind) && slices.ContainsFunc(later, func(l council.Delivery) bool {
		return l.Person.ID == d.Person.ID && numberIn(l.Key, 2) == numberIn(d.Key, 2) && dayRevision(l) > dayRevision(d)
	})
}

// submittedSince: a reminder is taken note of by the plan.
func (w *weekAsTold) submittedSince(d council.Delivery) council.Delivery {
	s, is := w.units[unitOf(d)]
	if !is || d.State == council.Withdrawn || s.SubmittedAt.Before(d.Begun) {
		return d
	}
	d.State, d.AcknowledgedAt = council.Acknowledged, s.SubmittedAt
	if !s.InForceSince.Before(d.Begun) {
		d.AcknowledgedAt = s.InForceSince
	}
	return d
}

// outdated tells that the notice must not be sent again: what it says is wrong
// by now, or over.
func (w *weekAsTold) outdated(d council.Delivery) bool {
	switch {
	case d.Kind == council.CopyKind:
		return int(numberIn(d.Key, 2)) < w.plan.Number
	case d.Kind == council.ChangeLetter:
		return changedSince(w.changes, func(c council.Change) bool { return c.ID == numberIn(d.Key, 1) })
	case d.Kind == council.ChangesLetter:
		return changedSince(w.changes, func(c council.Change) bool { return c.ID <= numberIn(d.Key, 2) })
	case slices.Contains(toUnits, d.Kind):
		before := d.Begun.Before(w.deadline) && !w.now.Before(w.deadline)
		return w.closed || before || d.Begun.Before(w.moved)
	case d.Kind == string(council.MaterialsNow):
		return dayRevision(d) < w.plan.Number || w.week.Sunday().Before(w.today)
	case slices.Contains(ofDays, d.Kind):
		day, err := council.ParseDate(strings.Split(d.Key, ":")[1])
		return err != nil || day.Before(w.today)
	}
	return false
}

// weekGroup names a group by its first notice.
func (t *turn) weekGroup(w *weekAsTold, d council.Delivery, name string) told {
	if d.Kind == movedKind && d.Begun.After(w.moved) {
		w.moved = d.Begun
	}
	g := told{kind: d.Kind, title: t.kindOf(d.Kind), about: about(w.week), name: name,
		of: t.txt("delivery.of_week", locales.Data{"Week": locales.WeekDays(w.week)}), outdated: w.outdated(d)}
	if d.Kind == council.ChangeLetter {
		id := numberIn(d.Key, 1)
		if at := slices.IndexFunc(w.changes, func(c council.Change) bool { return c.ID == id }); at >= 0 {
			g.title = t.txt("delivery.change", locales.Data{"Title": cut(w.changes[at].Entry().Title, 60)})
		}
	}
	if name != d.Kind+":" {
		g.title = t.titleAt(g.title, d.Begun)
	}
	g.paper = t.label("delivery.paper", locales.Data{"Week": locales.WeekDays(w.week), "What": untagged(g.title)})
	if d.Kind == council.CopyKind {
		number := int(numberIn(d.Key, 2))
		g.title = t.txt("delivery.plan", locales.Data{"Number": number})
		g.paper = t.label("delivery.paper_plan", locales.Data{"Week": locales.WeekDays(w.week), "Number": number})
	}
	if slices.Contains(toUnits, d.Kind) {
		g.noted, g.units = notedByPlan, w.units
	}
	return g.under("mz", weekArg(w.week))
}

// changedSince tells that an entry of what was told was changed once more: the
// news of it would be wrong now.
func changedSince(changes []council.Change, told func(council.Change) bool) bool {
	latest := map[int64]int{}
	for _, c := range changes {
		if c.State == council.ChangeAccepted && told(c) {
			latest[c.EntryID] = max(latest[c.EntryID], c.Number)
		}
	}
	return slices.ContainsFunc(changes, func(c council.Change) bool {
		number, is := latest[c.EntryID]
		return is && c.State == council.ChangeAccepted && c.Number > number
	})
}

// kindOf is the kind of a notice in words.
func (t *turn) kindOf(kind string) string { return t.kindWord("delivery.kind.", kind) }

// ofWeek loads the group in a button, for those who may see it.
func ofWeek(do toldFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		if err := t.need(council.SeeDelivery); err != nil {
			return err
		}
		groups, err := t.toldOfWeek(ctx, t.press.week(0))
		if err != nil {
			return err
		}
		return pressedGroup(ctx, t, groups, do)
	}
}
