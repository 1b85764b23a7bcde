package scheduler

import (
	"context"
	"time"

	"sereda/council"
)

// CarryOut lets a test come between the look and the telling.
func (r *MeetingRunner[T]) CarryOut(ctx context.Context, o council.MeetingOccurrence, now time.Time) (Result, error) {
	var result Result
	err := r.carryOut(ctx, o, now, &result)
	return result, err
}
