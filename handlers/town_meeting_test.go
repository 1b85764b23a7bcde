package handlers_test

import (
	"context"
	"testing"

	"sereda/council"
	"sereda/storage"
)

// newTownWithBodies is the town with two bodies: the executive committee of
// five seats, chaired by the mayor, and the operational meeting of the heads,
// whose organiser records. Both are told their rules by the regulation.
func newTownWithBodies(t *testing.T) *town {
	t.Helper()
	w := newTown(t)
	from := council.NewDate(2026, 1, 1)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		committee := council.CommitteePreset.Body(from)
		committee.Name, committee.Venue = "Виконавчий комітет", "зал засідань"
		w.committee = w.establishes(ctx, tx, committee, 5, []council.Seat{
			{Kind: council.ChairSeat, PostID: w.mayor, Votes: true},
			{Kind: council.SecretarySeat, PersonID: w.people["Сова"], Votes: true},
			{Kind: council.MemberSeat, PersonID: w.people["Коваль"], Votes: true},
			{Kind: council.MemberSeat, PersonID: w.people["Бондар"], Votes: true},
			{Kind: council.InvitedSeat, PersonID: w.people["Гай"]},
		})
		heads := council.OperationalPreset.Body(from)
		heads.Name, heads.Venue = "Оперативна нарада", "сесійна зала"
		w.heads = w.establishes(ctx, tx, heads, 0, []council.Seat{
			{Kind: council.ChairSeat, PostID: w.mayor, Votes: true},
			{Kind: council.MemberSeat, PersonID: w.people["Коваль"], Votes: true},
			{Kind: council.MemberSeat, PersonID: w.people["Бондар"], Votes: true},
		})
		return nil
	})
	return w
}

func (w *town) establishes(ctx context.Context, tx *storage.Tx, b council.Body, total int, seats []council.Seat) council.Body {
	w.t.Helper()
	id, err := tx.AddBody(ctx, b)
	w.must(err)
	b.ID = id
	w.must(tx.SetComposition(ctx, id, council.Composition{Total: total, From: b.From}))
	for _, s := range seats {
		s.BodyID, s.From = id, b.From
		_, err := tx.AddSeat(ctx, s)
		w.must(err)
	}
	return b
}

// meets puts a meeting of the body on a day, as the cadence does.
func (w *town) meets(b council.Body, day council.Date) council.Meeting {
	w.t.Helper()
	m := council.Meeting{BodyID: b.ID, Version: 1, State: council.Planned, Day: day, Start: b.Start, Venue: b.Venue,
		Mode: council.InPerson, OpenToPublic: b.OpenToPublic, Regular: true, RegularOn: day}
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		m.ID, err = tx.AddMeeting(ctx, m)
		return err
	})
	return m
}

// meeting is a meeting as it is kept.
func (w *town) meeting(id int64) council.Meeting {
	w.t.Helper()
	var m council.Meeting
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		m, err = tx.MeetingByID(ctx, id)
		return err
	})
	return m
}

// meetingsOn are the meetings of the day.
func (w *town) meetingsOn(day council.Date) []council.Meeting {
	w.t.Helper()
	var all []council.Meeting
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		all, err = tx.MeetingsBetween(ctx, day, day)
		return err
	})
	return all
}
