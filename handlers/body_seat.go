package handlers

import (
	"context"

	"sereda/council"
	"sereda/locales"
)

// seatKinds are as buttons carry them: by place, from 1.
var seatKinds = []council.SeatKind{council.ChairSeat, council.SecretarySeat, council.DeputySecretarySeat, council.MemberSeat, council.InvitedSeat}

// seatList is who sits in the body today.
func seatList(ctx context.Context, t *turn, b council.Body) error {
	t.rest()
	return t.showSeats(ctx, b, t.press.arg(1))
}

func (t *turn) showSeats(ctx context.Context, b council.Body, page int64) error {
	total, err := t.store.CompositionOn(ctx, b.ID, t.today())
	if err != nil {
		return err
	}
	seats, err := t.store.SeatsOn(ctx, b.ID, t.today())
	if err != nil {
		return err
	}
	var choices []choice
	for _, s := range seats {
		choices = append(choices, choice{t.seatName(s) + " · " + t.label("seat."+string(s.Kind)), press("box", b.ID, s.ID)})
	}
	rows := t.choiceRows(choices, page, func(n int) string { return press("bop", b.ID, int64(n)) })
	rows = append(rows, row(t.button("button.add_seat", press("boa", b.ID)), t.button("button.body_total", press("bow", b.ID, wordsTotal))))
	filled := len(council.VotingMembers(seats))
	html := t.txt("body.seats", map[string]any{"Body": b.Name, "Total": total, "Filled": filled})
	if countsTotal := b.Quorum.Kind != council.NoQuorum && !b.Quorum.OfAppointed; countsTotal && filled > total {
		html += "\n" + t.txt("body.more_than_total")
	}
	t.show(html, append(rows, t.backRow("bob", b.ID))...)
	return nil
}

// seatName is who holds the seat, with the post when it goes with one.
func (t *turn) seatName(s council.SeatHolder) string {
	name := s.Person.Short()
	if s.Vacant() {
		name = t.label("seat.vacant")
	}
	if s.PostID != 0 {
		name = t.label("seat.ex_officio", map[string]any{"Name": name, "Post": s.Title})
	}
	return name
}

// askSeatKind asks what the new seat is.
func askSeatKind(_ context.Context, t *turn, b council.Body) error {
	t.rest()
	var rows [][]council.Button
	for i, k := range seatKinds {
		rows = append(rows, row(council.Button{Text: sentence(t.label("seat." + string(k))), Data: press("bok", b.ID, int64(i+1))}))
	}
	t.show(t.txt("seat.ask_kind", map[string]any{"Body": b.Name}), append(rows, t.backRow("bop", b.ID))...)
	return nil
}

// findSeat is the seat a button names among the body's of today.
func (t *turn) findSeat(ctx context.Context, b council.Body, id int64) (council.SeatHolder, bool, error) {
	seats, err := t.store.SeatsOn(ctx, b.ID, t.today())
	if err != nil {
		return council.SeatHolder{}, false, err
	}
	for _, s := range seats {
		if s.ID == id {
			return s, true, nil
		}
	}
	return council.SeatHolder{}, false, nil
}

// seatPressed is one seat, with the way to end it.
func seatPressed(ctx context.Context, t *turn, b council.Body) error {
	s, found, err := t.findSeat(ctx, b, t.press.arg(1))
	if err != nil {
		return err
	}
	if !found {
		t.toast("seat.gone")
		return seatList(ctx, t, b)
	}
	t.wait(Conversation{Step: stepSeatLast, Body: b.ID, Item: s.ID})
	today := t.today()
	html := t.txt("seat.card", map[string]any{"Body": b.Name, "Seat": sentence(t.label("seat." + string(s.Kind))), "Name": t.seatName(s),
		"From": locales.FullDate(s.From)})
	if !s.To.IsZero() {
		html += "\n" + t.txt("seat.until", map[string]any{"Day": locales.Day(s.To)})
	}
	t.show(html+"\n\n"+t.txt("seat.ask_last"),
		row(danger(t.button("button.today", press("boy", b.ID, s.ID, dayArg(today)))),
			danger(t.button("button.yesterday", press("boy", b.ID, s.ID, dayArg(today.AddDays(-1)))))),
		t.backRow("bop", b.ID))
	return nil
}

func seatEnds(ctx context.Context, t *turn, b council.Body) error {
	return t.endSeat(ctx, b, t.press.arg(1), t.press.day(2))
}

func seatLastTyped(ctx context.Context, t *turn, b council.Body) error {
	last, err := t.app.Reader.Date(t.text, t.today())
	if err != nil {
		t.say(t.txt("ask.date_again"), t.backRow("bop", b.ID))
		return nil
	}
	return t.endSeat(ctx, b, t.conversation.Item, last)
}

func (t *turn) endSeat(ctx context.Context, b council.Body, id int64, last council.Date) error {
	s, found, err := t.findSeat(ctx, b, id)
	switch {
	case err != nil:
		return err
	case !found:
		t.toast("seat.gone")
		return seatList(ctx, t, b)
	case !near(last, t.today()):
		t.cannot("meeting.far_day", t.backRow("bop", b.ID))
		return nil
	}
	// A seat taken today and given up yesterday was never held.
	last = later(last, s.From.AddDays(-1))
	if err := t.store.EndSeat(ctx, id, last); err != nil {
		return err
	}
	if err := t.audit(ctx, "seat.ended", bodySubject(b.ID), map[string]any{"seat": id, "last": last}); err != nil {
		return err
	}
	t.rest()
	t.toast("saved")
	return t.showSeats(ctx, b, 0)
}

func later(a, b council.Date) council.Date {
	if a.Before(b) {
		return b
	}
	return a
}
