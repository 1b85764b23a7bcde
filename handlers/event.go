package handlers

import (
	"context"
	"fmt"
	"slices"

	"sereda/council"
)

// EventStore keeps what units say about the events of an agreed plan.
type EventStore interface {
	EventRecordsOf(ctx context.Context, entries []int64) (council.EventRecords, error)
	AddEventMaterial(ctx context.Context, m council.EventMaterial) (int64, error)
	SetPromise(ctx context.Context, p council.Promise) error
	SetOutcome(ctx context.Context, o council.EventOutcome) error
}

// event is an event of the week's latest revision with what was said about it.
type event struct {
	council.RevisionEntry
	week    council.Week
	records council.EventRecords
}

type eventFunc func(ctx context.Context, t *turn, e event) error

// onEvent loads the event that the button or the conversation names, for those
// to whom it is allowed.
func onEvent(may func(a council.Access, e council.RevisionEntry) bool, do eventFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		week, id := t.conversation.week(), t.conversation.Item
		if t.query != nil {
			week, id = t.press.week(0), t.press.arg(1)
		}
		r, err := t.store.RevisionOf(ctx, week, 0)
		if err != nil {
			return err
		}
		found, known := r.Entry(id)
		if !known {
			return fmt.Errorf("event %d of week %s: %w", id, week, council.ErrNotFound)
		}
		e := event{RevisionEntry: found, week: week}
		if !may(t.Access, e.RevisionEntry) {
			return fmt.Errorf("event %d: %w", id, council.ErrForbidden)
		}
		if e.records, err = t.store.EventRecordsOf(ctx, []int64{id}); err != nil {
			return err
		}
		return do(ctx, t, e)
	}
}

// supplying is for who answers for the event.
func supplying(do eventFunc) turnFunc { return onEvent(council.Access.AnswersFor, do) }

// seeingEvent is also for who sees the week, and who goes for a leader.
func seeingEvent(do eventFunc) turnFunc {
	return onEvent(func(a council.Access, e council.RevisionEntry) bool {
		return a.May(council.SeeWeek) || a.AnswersFor(e) || e.Sends(a.Person.ID)
	}, do)
}

func (e event) press(do string, more ...int64) string {
	return press(do, append([]int64{weekArg(e.week), e.ID}, more...)...)
}

// materialKinds stand in buttons by their place.
var materialKinds = []council.MaterialKind{council.Announcement, council.Brief, council.News}

func kindArg(kind council.MaterialKind) int64 { return int64(slices.Index(materialKinds, kind)) }

// kind is the i-th number of a button as a kind of material.
func (p Press) kind(i int) council.MaterialKind {
	return materialKinds[min(max(p.arg(i), 0), int64(len(materialKinds)-1))]
}
