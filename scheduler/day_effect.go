package scheduler

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// DayState is the plan and its people as they stand when an occurrence is
// carried out.
type DayState interface {
	RevisionsOver(ctx context.Context, from, to council.Date) ([]council.Revision, error)
	LeadersOn(ctx context.Context, day council.Date) ([]council.Leader, error)
	AssistantsOn(ctx context.Context, day council.Date) (map[int64][]int64, error)
}

// DayComposer writes the messages around the days of a plan.
type DayComposer interface {
	// LeaderDay is a leader's day; changed tells that another was told before.
	LeaderDay(d council.LeaderDay, changed bool) []council.Message
}

// effect is whom the occurrence concerns at this moment, and what they are told.
func (r *DayRunner[T]) effect(ctx context.Context, tx T, o council.DayOccurrence, now time.Time) ([]council.Notice, error) {
	revisions, err := tx.RevisionsOver(ctx, o.From, o.To)
	if err != nil || len(revisions) == 0 {
		return nil, err
	}
	switch o.Kind {
	case council.DayEve, council.DayMorning:
		return r.leaders(ctx, tx, o, revisions[0])
	case council.MaterialsDue, council.EventEve, council.AskOutcome, council.WeekOutcome:
		return nil, nil
	}
	return nil, fmt.Errorf("nobody knows what to do on %q", o.Kind)
}

// leaders are told their day, and so are their assistants; nobody is troubled
// for a day with nothing planned.
func (r *DayRunner[T]) leaders(ctx context.Context, tx T, o council.DayOccurrence, plan council.Revision) ([]council.Notice, error) {
	leaders, err := tx.LeadersOn(ctx, o.From)
	if err != nil {
		return nil, err
	}
	assistants, err := tx.AssistantsOn(ctx, o.From)
	if err != nil {
		return nil, err
	}
	var all []council.Notice
	for _, l := range leaders {
		if d := plan.LeaderDay(l, o.From); len(d.Entries) > 0 {
			all = append(all, d.Notices(o.Kind, assistants[l.PostID], r.Composer.LeaderDay(d, false))...)
		}
	}
	return all, nil
}
