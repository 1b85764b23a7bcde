package handlers

import (
	"context"

	"sereda/council"
	"sereda/locales"
)

// seatSearch looks for whom to seat.
func (t *turn) seatSearch() search {
	body, kind := t.conversation.Body, t.conversation.Item
	return search{prompt: "seat.who", back: t.backRow("boa", body),
		person: func(id int64) string { return press("boc", body, kind, id, 0) },
		pages:  func(n int) string { return press("boq", body, int64(n)) }}
}

// chooseHolder asks who takes the seat: anybody found by name, or whoever holds
// a post of the leadership.
func chooseHolder(ctx context.Context, t *turn, b council.Body) error {
	kind, chosen := placed(seatKinds, t.press.arg(1))
	if !chosen {
		return askSeatKind(ctx, t, b)
	}
	t.wait(Conversation{Step: stepSeat, Body: b.ID, Item: t.press.arg(1)})
	t.show(t.txt("seat.who_kind", map[string]any{"Body": b.Name, "Seat": t.label("seat." + string(kind))}),
		row(t.button("button.ex_officio", press("bol", b.ID, t.press.arg(1)))), t.backRow("boa", b.ID))
	return nil
}

func holderPages(ctx context.Context, t *turn, b council.Body) error {
	if t.conversation.Step != stepSeat {
		return askSeatKind(ctx, t, b)
	}
	return t.showSearch(ctx, t.press.arg(1))
}

// choosePost offers the posts of the leadership: a seat ex officio passes from
// holder to holder by itself.
func choosePost(ctx context.Context, t *turn, b council.Body) error {
	leaders, err := t.store.LeadersOn(ctx, t.today())
	if err != nil {
		return err
	}
	var choices []choice
	for _, l := range leaders {
		choices = append(choices, choice{l.Title, press("boc", b.ID, t.press.arg(1), 0, l.PostID)})
	}
	rows := t.choiceRows(choices, 0, func(int) string { return press("noop") })
	t.show(t.txt("seat.which_post", map[string]any{"Body": b.Name}), append(rows, t.backRow("bok", b.ID, t.press.arg(1)))...)
	return nil
}

// newSeat is the seat that a button describes, and whose it will be.
func (t *turn) newSeat(ctx context.Context, b council.Body, kind, personID, postID int64) (council.Seat, string, bool, error) {
	k, known := placed(seatKinds, kind)
	s := council.Seat{BodyID: b.ID, Kind: k, PersonID: personID, PostID: postID, From: t.today(),
		Votes: k == council.ChairSeat || k == council.SecretarySeat || k == council.MemberSeat}
	if !known {
		return s, "", false, nil
	}
	if postID != 0 {
		s.PersonID = 0
		leaders, err := t.store.LeadersOn(ctx, t.today())
		for _, l := range leaders {
			if l.PostID == postID {
				return s, l.Title, true, err
			}
		}
		return s, "", false, err
	}
	p, err := t.store.PersonByID(ctx, personID, t.today())
	if err != nil {
		return s, "", false, err
	}
	return s, p.Full(), !hasLeft(p, t.today()), nil
}

// holderChosen asks from which day.
func holderChosen(ctx context.Context, t *turn, b council.Body) error {
	kind, person, post := t.press.arg(1), t.press.arg(2), t.press.arg(3)
	s, name, ready, err := t.newSeat(ctx, b, kind, person, post)
	if err != nil {
		return err
	}
	if !ready {
		t.toast("press.stale")
		return askSeatKind(ctx, t, b)
	}
	t.wait(Conversation{Step: stepSeatFrom, Body: b.ID, Item: kind, Person: person, Entry: post})
	today := t.today()
	t.show(t.txt("seat.ask_from", map[string]any{"Body": b.Name, "Seat": sentence(t.label("seat." + string(s.Kind))), "Name": name}),
		row(t.button("button.today", press("bod", b.ID, kind, person, post, dayArg(today))),
			t.button("button.tomorrow", press("bod", b.ID, kind, person, post, dayArg(today.AddDays(1))))),
		t.backRow("boa", b.ID))
	return nil
}

func seatFrom(ctx context.Context, t *turn, b council.Body) error {
	return t.seat(ctx, b, t.press.arg(1), t.press.arg(2), t.press.arg(3), t.press.day(4))
}

func seatFromTyped(ctx context.Context, t *turn, b council.Body) error {
	from, err := t.app.Reader.Date(t.text, t.today())
	if err != nil {
		t.say(t.txt("ask.date_again"), t.backRow("bop", b.ID))
		return nil
	}
	c := t.conversation
	return t.seat(ctx, b, c.Item, c.Person, c.Entry, from)
}

// seat gives the seat from the day on. A new chair or secretary takes the
// former one's place; nobody sits in a body twice.
func (t *turn) seat(ctx context.Context, b council.Body, kind, personID, postID int64, from council.Date) error {
	s, name, ready, err := t.newSeat(ctx, b, kind, personID, postID)
	if err != nil {
		return err
	}
	if !ready || !near(from, t.today()) {
		t.cannot("meeting.far_day", t.backRow("bop", b.ID))
		return nil
	}
	s.From = from
	taken, err := t.store.SeatsOn(ctx, b.ID, from)
	if err != nil {
		return err
	}
	for _, other := range taken {
		if other.PostID == s.PostID && (postID != 0 || other.Person.ID == personID) {
			t.cannot("seat.already", t.backRow("bop", b.ID))
			return nil
		}
	}
	if err := t.giveWay(ctx, b, s, taken); err != nil {
		return err
	}
	if s.ID, err = t.store.AddSeat(ctx, s); err != nil {
		return err
	}
	details := map[string]any{"seat": s.ID, "kind": s.Kind, "person": personID, "post": postID, "from": from}
	if err := t.audit(ctx, "seat.added", bodySubject(b.ID), details); err != nil {
		return err
	}
	t.rest()
	t.toast("seat.added", map[string]any{"Name": name, "From": locales.Day(from)})
	return t.showSeats(ctx, b, 0)
}

// giveWay ends the seats of which a body has one.
func (t *turn) giveWay(ctx context.Context, b council.Body, s council.Seat, taken []council.SeatHolder) error {
	if s.Kind != council.ChairSeat && s.Kind != council.SecretarySeat {
		return nil
	}
	for _, other := range taken {
		if other.Kind != s.Kind {
			continue
		}
		last := later(s.From.AddDays(-1), other.From.AddDays(-1))
		if err := t.store.EndSeat(ctx, other.ID, last); err != nil {
			return err
		}
		if err := t.audit(ctx, "seat.ended", bodySubject(b.ID), map[string]any{"seat": other.ID, "last": last}); err != nil {
			return err
		}
	}
	return nil
}
