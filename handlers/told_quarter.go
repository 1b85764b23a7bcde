package handlers

import (
	"context"
	"slices"
	"time"

	"sereda/council"
	"sereda/locales"
)

// collections are the kinds by which a quarter's reports are asked for.
var collections = []string{string(council.CollectReports), string(council.ChaseReports)}

// quarterFunc decides one turn about a quarter.
type quarterFunc func(ctx context.Context, t *turn, q council.Quarter) error

// seeingQuarterTold reads the quarter in a button, for those who oversee
// assignments and may see who was told.
func seeingQuarterTold(do quarterFunc) turnFunc {
	return overseeing(func(ctx context.Context, t *turn) error {
		if err := t.need(council.SeeDelivery); err != nil {
			return err
		}
		q := council.QuarterOf(t.press.day(0))
		if !near(q.First(), t.today()) {
			t.toast("press.stale")
			return openAssignments(ctx, t)
		}
		return do(ctx, t, q)
	})
}

// quarterDelivery lists what was told when the quarter's reports were collected
// and summed up, with how it fared.
func quarterDelivery(ctx context.Context, t *turn) error {
	return seeingQuarterTold(func(ctx context.Context, t *turn, q council.Quarter) error {
		groups, err := t.toldOfQuarter(ctx, q)
		if err != nil {
			return err
		}
		head := t.txt("delivery.about", locales.Data{"Of": locales.HTML(t.ofQuarter(q))})
		return t.showToldList(head, "", groups, func(page int) string { return press("ju", dayArg(q.First()), int64(page)) },
			press("js", int64(q.Year), int64(q.Number)))
	})(ctx, t)
}

// ofQuarter loads the group in a button.
func ofQuarter(do toldFunc) turnFunc {
	return seeingQuarterTold(func(ctx context.Context, t *turn, q council.Quarter) error {
		groups, err := t.toldOfQuarter(ctx, q)
		if err != nil {
			return err
		}
		return pressedGroup(ctx, t, groups, do)
	})
}

func (t *turn) ofQuarter(q council.Quarter) string {
	return t.txt("delivery.of_quarter", t.app.composer().quarterData(q))
}

// toldOfQuarter are the groups of notices about a quarter, the latest first.
func (t *turn) toldOfQuarter(ctx context.Context, q council.Quarter) ([]told, error) {
	all, err := t.store.Deliveries(ctx, council.AssignmentOccurrence{Quarter: q}.About(), "")
	if err != nil || len(all) == 0 {
		return nil, err
	}
	// What was still owed when the quarter ended may be older.
	due, err := t.store.AssignmentsBetween(ctx, epoch, q.Last())
	if err != nil {
		return nil, err
	}
	debts := debtsOf(due)
	slices.SortStableFunc(all, func(a, b council.Delivery) int { return a.Begun.Compare(b.Begun) })
	groups := grouped(all, occurrenceIn, func(d council.Delivery, name string) told { return t.quarterTold(q, debts, d, name) },
		func(g told, d council.Delivery) (council.Delivery, bool) {
			if g.noted == notedByReport {
				d = debts[d.Person.ID].settled(d)
			}
			return d, true
		})
	slices.Reverse(groups)
	return groups, nil
}

// debt is what a doer still owes, and when the last report on anything else
// came.
type debt struct {
	owed     []council.AssignmentCard
	reported time.Time
}

// debtsOf are the debts by doer.
func debtsOf(due []council.AssignmentCard) map[int64]debt {
	found := map[int64]debt{}
	for _, a := range due {
		d := found[a.DoerID]
		if a.Owed() {
			d.owed = append(d.owed, a)
		} else if a.ReportedAt.After(d.reported) {
			d.reported = a.ReportedAt
		}
		found[a.DoerID] = d
	}
	return found
}

// settled: being asked for reports is taken note of by reporting on all that is
// owed. Who owes nothing any more, for it was put off or taken back, need not
// hear of it.
func (o debt) settled(d council.Delivery) council.Delivery {
	switch {
	case len(o.owed) > 0 || d.State == council.Withdrawn:
	case !o.reported.Before(d.Begun):
		d.State, d.AcknowledgedAt = council.Acknowledged, o.reported
	case d.State.Missed():
		d.State = council.Withdrawn
	}
	return d
}

// quarterTold names a group by its first notice.
func (t *turn) quarterTold(q council.Quarter, debts map[int64]debt, d council.Delivery, name string) told {
	times := t.assignmentTimes()
	o := council.AssignmentOccurrence{Kind: council.OccurrenceKind(d.Kind), Quarter: q}
	g := told{kind: d.Kind, about: o.About(), name: name, of: t.ofQuarter(q), title: t.titleAt(t.kindOf(d.Kind), d.Begun), outdated: t.overIn(times.Closing(q), name)}
	data := t.app.composer().quarterData(q)
	data["What"] = untagged(g.title)
	g.paper = t.label("delivery.paper_quarter", data)
	if slices.Contains(collections, d.Kind) {
		g.noted = notedByReport
		g.anew = func(n council.Notice) council.Message {
			m := t.app.composer().AssignmentCollection(o, q.ReportsDue(times.Calendar), debts[n.PersonID].owed, t.today())
			if part := int(numberIn(n.Key, 4)); part < len(m) {
				return m[part]
			}
			return n.Message
		}
	}
	return g.under("ju", dayArg(q.First()))
}
