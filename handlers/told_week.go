package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

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
	return t.showToldList(t.txt("delivery.week", locales.Data{"Week": locales.WeekDays(week)}), spreading, groups, back)
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
	plan, err := t.store.PlanOf(ctx, week)
	if err != nil {
		return nil, err
	}
	changes, err := t.store.ChangesOf(ctx, week)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b council.Delivery) int { return b.Begun.Compare(a.Begun) })
	var groups []told
	for _, d := range all {
		name := groupOf(d)
		at := slices.IndexFunc(groups, func(g told) bool { return g.name == name })
		if at < 0 {
			at = len(groups)
			groups = append(groups, t.weekGroup(week, plan, changes, d, name))
		}
		groups[at].deliveries = append(groups[at].deliveries, d)
	}
	for _, g := range groups {
		byName(g.deliveries)
	}
	return groups, nil
}

// toMany are the kinds of which each one is told to many at once: each has a
// list of its own.
var toMany = []string{string(council.Ask), string(council.Remind), string(council.Chase), string(council.Missing), string(council.Digest),
	"nudge", "moved", council.ChangesLetter}

// groupOf tells apart what is told to many: a plan by its revision, a change by
// itself, reminders and the days' changes by when they were written. Other
// notices stand together by kind.
func groupOf(d council.Delivery) string {
	switch {
	case slices.Contains(toMany, d.Kind):
		return fmt.Sprintf("%s:%d", d.Kind, d.Begun.Unix())
	case d.Kind == council.CopyKind || d.Kind == council.ChangeLetter:
		return d.Key[:strings.LastIndex(d.Letter(), ":")+1]
	}
	return d.Kind + ":"
}

// weekGroup names a group by its first notice.
func (t *turn) weekGroup(week council.Week, plan council.Plan, changes []council.Change, d council.Delivery, name string) told {
	g := told{kind: d.Kind, title: t.kindOf(d.Kind), about: about(week), name: name, back: press("mz", weekArg(week)),
		of: t.txt("delivery.of_week", locales.Data{"Week": locales.WeekDays(week)})}
	switch d.Kind {
	case council.ChangeLetter:
		id := numberIn(d.Key, 1)
		if at := slices.IndexFunc(changes, func(c council.Change) bool { return c.ID == id }); at >= 0 {
			g.title = t.txt("delivery.change", locales.Data{"Title": cut(changes[at].Entry().Title, 60)})
			g.outdated = changedSince(changes, func(c council.Change) bool { return c.ID == id })
		}
	case council.ChangesLetter:
		last := numberIn(d.Key, 2)
		g.outdated = changedSince(changes, func(c council.Change) bool { return c.ID <= last })
	}
	if d.Kind == council.ChangeLetter || slices.Contains(toMany, d.Kind) {
		g.title = t.txt("delivery.at", locales.Data{"What": locales.HTML(g.title), "At": locales.Instant(d.Begun, t.app.Zone)})
	}
	g.paper = t.label("delivery.paper", locales.Data{"Week": locales.WeekDays(week), "What": untagged(g.title)})
	if d.Kind == council.CopyKind {
		number := int(numberIn(d.Key, 2))
		g.title = t.txt("delivery.plan", locales.Data{"Number": number})
		g.paper = t.label("delivery.paper_plan", locales.Data{"Week": locales.WeekDays(week), "Number": number})
		g.outdated = number < plan.Number
	}
	id := groupID(name)
	g.to = func(what string, args ...int64) string {
		do := map[string]string{toShow: "mzg", toAgain: "mza", toPrint: "mzp"}[what]
		return press(do, append([]int64{weekArg(week), id}, args...)...)
	}
	return g
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
