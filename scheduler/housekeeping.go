package scheduler

import (
	"context"
	"errors"
	"time"
)

// How long what is no record is kept. Telegram repeats an update for a day at
// most, so two days of rows recognise every repetition; answers of dialogues
// are kept for a week to look into complaints. A paper can be written anew at
// any time.
const (
	keptUpdates = 2 * 24 * time.Hour
	keptReplies = 7 * 24 * time.Hour
	keptFiles   = 7 * 24 * time.Hour
)

// Pruner deletes what is older than the instant, a bounded number of rows at a
// time, and returns how many it deleted.
type Pruner interface {
	PruneInbox(ctx context.Context, before time.Time) (int64, error)
	PruneReplies(ctx context.Context, before time.Time) (int64, error)
	PruneFiles(ctx context.Context, before time.Time) (int64, error)
	PruneHallScreens(ctx context.Context, before time.Time) (int64, error)
}

// Housekeeping deletes old rows, batch after batch, until none is left. now is
// the council's instant; updates and replies are stamped with it too.
func Housekeeping(ctx context.Context, store Pruner, now time.Time) error {
	return errors.Join(
		prune(ctx, store.PruneInbox, now.Add(-keptUpdates)),
		prune(ctx, store.PruneReplies, now.Add(-keptReplies)),
		prune(ctx, store.PruneFiles, now.Add(-keptFiles)),
		prune(ctx, store.PruneHallScreens, now),
	)
}

func prune(ctx context.Context, batch func(context.Context, time.Time) (int64, error), before time.Time) error {
	for {
		deleted, err := batch(ctx, before)
		if err != nil || deleted == 0 {
			return err
		}
	}
}
