package handlers

import (
	"context"
	"maps"
	"slices"
	"time"

	"sereda/council"
)

// DistributionStore keeps who gets which copy of an agreed plan, and who has
// taken note of it.
type DistributionStore interface {
	Addressees(ctx context.Context, day council.Date) ([]council.Addressee, error)
	CopyHolders(ctx context.Context, week council.Week) (map[int64]bool, error)
	BeginSpread(ctx context.Context, s council.Spread) error
	Spreads(ctx context.Context) ([]council.Spread, error)
	Acknowledge(ctx context.Context, key string, personID int64, at time.Time) (when time.Time, first bool, err error)
}

// registerDistribution: an agreed plan goes to everybody whom it concerns.
func (a *App) registerDistribution() {
	a.revised = append(a.revised, distribute)
	a.registerAcknowledge()
}

// distribute lets a new revision go to whom it is for (3.20, 3.21), right after
// the commit. The first one goes to everybody. A later one goes in full to those
// whom none has reached yet, in place of the letters that still wait; the others
// hear of its changes.
func distribute(ctx context.Context, t *turn, r council.Revision, _ []council.Change) error {
	if r.Number > 1 {
		if _, err := t.store.WithdrawNotices(ctx, about(r.Week), council.CopyKind+":"); err != nil {
			return err
		}
	}
	holders, err := t.store.CopyHolders(ctx, r.Week)
	if err != nil {
		return err
	}
	t.out.Spreads = true
	return t.store.BeginSpread(ctx, council.Spread{Week: r.Week, Number: r.Number, Holders: slices.Sorted(maps.Keys(holders))})
}
