package handlers

import (
	"context"
	"slices"
	"time"

	"sereda/council"
)

// reminding is who must be reminded anew when a revision changed the plan after
// the timetable had reminded them.
type reminding struct {
	*turn
	was, now   council.Revision
	records    council.EventRecords
	looked     time.Time
	heads      map[int64][]council.Recipient
	organisers []int64
}

// remindAnew reminds of materials whose hour has passed, of events that are new
// in the plan or on another day now; and a reminder that still waits and names
// an event that is no longer so is taken back for one that is true.
func remindAnew(ctx context.Context, t *turn, r council.Revision, _ []council.Change) error {
	g := &reminding{turn: t, now: r}
	if err := g.load(ctx); err != nil {
		return err
	}
	waiting, err := g.takeBack(ctx)
	if err != nil {
		return err
	}
	g.materials(waiting)
	g.eve(waiting)
	return nil
}

func (g *reminding) load(ctx context.Context) (err error) {
	if g.looked, err = g.store.LookedUntil(ctx, council.LookAtDays, g.Now); err != nil {
		return err
	}
	if g.was, err = g.revisionBefore(ctx, g.now); err != nil {
		return err
	}
	if g.records, err = g.store.EventRecordsOf(ctx, council.EntryIDs(g.now.Entries)); err != nil {
		return err
	}
	units := council.UnitsOf(slices.Concat(g.was.Entries, g.now.Entries))
	if g.heads, err = g.store.HeadsOf(ctx, units, g.today()); err != nil {
		return err
	}
	g.organisers, err = g.store.PeopleWith(ctx, council.Organiser, g.today())
	return err
}

func (g *reminding) charges(events []council.RevisionEntry) []council.Charge {
	return council.Charges(events, g.heads, g.organisers)
}

// takeBack withdraws what waits for those whose events changed, and tells by
// person of which kinds that was.
func (g *reminding) takeBack(ctx context.Context) (map[int64][]string, error) {
	changed := keep(g.was.Entries, func(e council.RevisionEntry) bool {
		now, stands := g.now.Entry(e.ID)
		return !stands || council.KindOf(&e, &now) != ""
	})
	taken := map[int64][]string{}
	if len(changed) == 0 {
		return taken, nil
	}
	about := council.AboutWeek(g.now.Week)
	waiting, err := g.store.Deliveries(ctx, about, "")
	if err != nil {
		return nil, err
	}
	kinds := []string{string(council.MaterialsDue), string(council.MaterialsNow), string(council.EventEve)}
	var keys []string
	for _, c := range g.charges(changed) {
		for _, d := range waiting {
			if d.Person.ID == c.PersonID && d.State == council.Waiting && slices.Contains(kinds, d.Kind) {
				keys = append(keys, d.Key)
				taken[c.PersonID] = append(taken[c.PersonID], d.Kind)
			}
		}
	}
	if len(keys) > 0 {
		_, err = g.store.WithdrawNotices(ctx, about, keys...)
	}
	return taken, err
}

// materials reminds of what the timetable will not remind of any more: to those
// whose reminder was taken back of all, to the others of what is new.
func (g *reminding) materials(taken map[int64][]string) {
	passed := keep(g.now.Begun(g.today(), g.now.Week.Sunday()), func(e council.RevisionEntry) bool {
		return !g.app.Days.RemindedAt(e.From).After(g.looked) && e.Begins(g.app.Zone).After(g.Now) && len(g.records.Missing(e)) > 0
	})
	for _, c := range g.charges(passed) {
		if !slices.ContainsFunc(taken[c.PersonID], func(kind string) bool { return kind != string(council.EventEve) }) {
			c.Events = keep(c.Events, func(e council.RevisionEntry) bool { return !g.remindedOf(e) })
		}
		if len(c.Events) > 0 {
			g.remind(council.MaterialsNow, g.now.Week.Monday, c.PersonID,
				g.app.composer().MaterialsDue(c.Events, g.records, g.app.Days.MaterialsDueOn))
		}
	}
}

// remindedOf tells that the materials of the event were reminded of as they are
// due now.
func (g *reminding) remindedOf(e council.RevisionEntry) bool {
	was, known := g.was.Entry(e.ID)
	return known && was.From == e.From && len(was.Needs()) >= len(e.Needs())
}

// eve tells of the events as they are now to those whose reminder of them was
// taken back.
func (g *reminding) eve(taken map[int64][]string) {
	for day := g.today().AddDays(-1); !day.After(g.today()); day = day.AddDays(1) {
		for _, o := range g.app.Days.Occurrences(day) {
			if o.Kind != council.EventEve || o.At.After(g.looked) || o.Verdict(g.Now) == council.Drop {
				continue
			}
			for _, c := range g.charges(g.now.OnEve(o.From, o.To)) {
				if slices.Contains(taken[c.PersonID], string(council.EventEve)) {
					g.remind(council.EventEve, o.From, c.PersonID, g.app.composer().EventEve(c.Events, g.records))
				}
			}
		}
	}
}

func (g *reminding) remind(kind council.OccurrenceKind, day council.Date, personID int64, messages []council.Message) {
	for _, n := range council.DayNotices(kind, day, personID, g.now.Number, messages) {
		g.tell(n)
	}
}
