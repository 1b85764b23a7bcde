package handlers

import (
	"context"
	"time"

	"sereda/council"
)

// DayStore is what the dialogues around the days of a plan ask of storage.
type DayStore interface {
	LookedUntil(ctx context.Context, look council.Look, first time.Time) (time.Time, error)
	RevisionsOver(ctx context.Context, from, to council.Date) ([]council.Revision, error)
	AssistantsOn(ctx context.Context, day council.Date) (map[int64][]int64, error)
	HeadsOf(ctx context.Context, units []int64, day council.Date) (map[int64][]council.Recipient, error)
}

// registerDays: the eve, the morning and what comes after.
func (a *App) registerDays() {
	a.revised = append(a.revised, tellDaysAnew, remindAnew)
}

// tellDaysAnew tells leaders again of the days they were told of, where the
// revision changed them. In quiet hours only a day on which nothing is left is
// told: the morning tells the others.
func tellDaysAnew(ctx context.Context, t *turn, r council.Revision, _ []council.Change) error {
	looked, err := t.store.LookedUntil(ctx, council.LookAtDays, t.Now)
	if err != nil {
		return err
	}
	quiet := t.app.Days.Quiet.Release(t.Now, t.app.Zone).After(t.Now)
	for _, o := range t.app.Days.Told(looked, t.Now) {
		if !r.Week.Contains(o.From) {
			continue
		}
		changed, err := t.changedDays(ctx, r, o.From)
		if err != nil {
			return err
		}
		for _, d := range changed {
			if !quiet || len(d.Entries) == 0 && o.From.After(t.today()) {
				if err := t.tellDay(ctx, o, d); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// changedDays are the days of leaders, and of those who go for one, that the
// revision before had otherwise.
func (t *turn) changedDays(ctx context.Context, r council.Revision, day council.Date) ([]council.LeaderDay, error) {
	before, err := t.revisionBefore(ctx, r)
	if err != nil {
		return nil, err
	}
	leaders, err := t.store.LeadersOn(ctx, day)
	if err != nil {
		return nil, err
	}
	var changed []council.LeaderDay
	for _, l := range leaders {
		if d := r.LeaderDay(l, day); !d.Same(before.LeaderDay(l, day)) {
			changed = append(changed, d)
		}
	}
	serving, err := t.store.PeopleOn(ctx, day)
	if err != nil {
		return nil, err
	}
	for _, d := range r.SentOn(day, serving) {
		if !d.Same(before.SentDay(d.Leader.HolderID, day)) {
			changed = append(changed, d)
		}
	}
	for _, was := range before.SentOn(day, serving) {
		if d := r.SentDay(was.Leader.HolderID, day); len(d.Entries) == 0 {
			changed = append(changed, d)
		}
	}
	return changed, nil
}

// revisionBefore is the revision that r follows; an empty one before the first.
func (t *turn) revisionBefore(ctx context.Context, r council.Revision) (council.Revision, error) {
	if r.Number <= 1 {
		return council.Revision{Week: r.Week}, nil
	}
	return t.store.RevisionOf(ctx, r.Week, r.Number-1)
}

// tellDay takes back what still waits about the day and tells it as it is now.
func (t *turn) tellDay(ctx context.Context, o council.DayOccurrence, d council.LeaderDay) error {
	about := council.AboutWeek(council.WeekOf(d.Day))
	if _, err := t.store.WithdrawNotices(ctx, about,
		council.DayKeys(council.DayEve, d.Day, d.Leader.PostID), council.DayKeys(council.DayMorning, d.Day, d.Leader.PostID)); err != nil {
		return err
	}
	assistants, err := t.store.AssistantsOn(ctx, d.Day)
	if err != nil {
		return err
	}
	records, err := t.store.EventRecordsOf(ctx, council.EntryIDs(d.Entries))
	if err != nil {
		return err
	}
	for _, n := range d.Notices(o.Kind, assistants[d.Leader.PostID], t.app.composer().LeaderDay(d, records, true)) {
		t.tell(n)
	}
	return nil
}
