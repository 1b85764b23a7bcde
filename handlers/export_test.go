package handlers

import (
	"context"
	"time"

	"sereda/council"
)

// Revised is what follows a revision, whoever made it.
func (a *App) Revised(ctx context.Context, store Store, now time.Time, r council.Revision) (council.Outcome, error) {
	t := &turn{app: a, store: store, Request: Request{Now: now}}
	for _, follow := range a.revised {
		if err := follow(ctx, t, r, nil); err != nil {
			return council.Outcome{}, err
		}
	}
	return t.out, nil
}

// Composer is the app's.
func (a *App) Composer() Composer { return a.composer() }

// What the tests press by hand.
var (
	PressData = press
	WeekArg   = weekArg
)
