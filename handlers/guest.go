package handlers

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

const stepGuest = "k.guest"

// mostGuests keeps the list within reason.
const mostGuests = 100

// registerGuests: who is there without a seat that counts (12.3, 12.7).
func (a *App) registerGuests() {
	a.presses["kg"] = whileOpen(guestList)      // meeting, page
	a.presses["ki"] = whileOpen(invitedPressed) // meeting, person, 1 here 0 not, page
	a.presses["kx"] = whileOpen(removeGuest)    // meeting, guest, page
	a.presses["kn"] = whileOpen(askGuest)       // meeting
	a.presses["kv"] = whileOpen(advisers)       // meeting, page
	a.presses["ka"] = whileOpen(addAdviser)     // meeting, person
	a.steps[stepGuest] = whileOpen(guestsTyped) // names, one a line
}

// guestList is the invited regulars to tap, then the guests there are; a tap
// on one takes them off.
func guestList(ctx context.Context, t *turn, h *hall) error {
	return t.showGuests(ctx, h, t.press.arg(1))
}

func (t *turn) showGuests(ctx context.Context, h *hall, page int64) error {
	t.rest()
	c := boardScreen{Composer: t.app.composer(), hall: h}
	var choices []choice
	for _, s := range council.OncePerPerson(h.seats) {
		if !isInvited(s) {
			continue
		}
		mark, set := "⚪ ", int64(1)
		if h.line(s.Person.ID).TakesPart() {
			mark, set = "✅ ", 0
		}
		choices = append(choices, choice{mark + s.Person.Short(), h.press("ki", s.Person.ID, set, page)})
	}
	for _, g := range h.guests {
		choices = append(choices, choice{"➖ " + c.guestLabel(g), h.press("kx", g.ID, page)})
	}
	rows := t.choiceRows(choices, page, func(n int) string { return h.press("kg", int64(n)) })
	add := row(t.button("guest.button.add", h.press("kn")))
	if h.body.Kind == council.Working {
		add = append(add, t.button("guest.button.adviser", h.press("kv")))
	}
	rows = append(rows, add, row(t.button("roll.button.back", boardView(h, 0, modeTap))))
	html := c.meetingHead(h.body, h.meeting) + "\n\n" + t.txt("guest.list", map[string]any{"Number": len(h.guests) + h.invitedHere()})
	return t.aside(ctx, h, html, rows...)
}

func (c Composer) guestLabel(g council.Guest) string {
	if g.Advisory {
		return g.Name + " · " + c.Texts.Label("guest.advisory")
	}
	return g.Name
}

func (c Composer) guestName(g council.Guest) string {
	return locales.Escape(cut(c.guestLabel(g), nameCharacters))
}

func invitedPressed(ctx context.Context, t *turn, h *hall) error {
	s, err := t.member(h, t.press.arg(1))
	if err != nil {
		return err
	}
	a := council.Attendance{Presence: council.Unmarked}
	if t.press.arg(2) == 1 {
		a.Presence = h.usual()
	}
	if err := t.write(ctx, h, s.Person.ID, a); err != nil {
		return err
	}
	return t.guestsChanged(ctx, h, t.press.arg(3))
}

// guestsChanged shows the list here and the new count on the other boards.
func (t *turn) guestsChanged(ctx context.Context, h *hall, page int64) error {
	if err := t.showGuests(ctx, h, page); err != nil {
		return err
	}
	t.follow(h)
	return nil
}

func removeGuest(ctx context.Context, t *turn, h *hall) error {
	id := t.press.arg(1)
	if err := t.store.RemoveGuest(ctx, h.meeting.ID, id); err != nil {
		return err
	}
	h.guests = slices.DeleteFunc(h.guests, func(g council.Guest) bool { return g.ID == id })
	t.toast("guest.removed")
	return t.guestsChanged(ctx, h, t.press.arg(2))
}

func askGuest(ctx context.Context, t *turn, h *hall) error {
	t.waitInHall(h, stepGuest, 0, 0)
	return t.aside(ctx, h, t.app.composer().meetingHead(h.body, h.meeting)+"\n\n"+t.txt("guest.ask"),
		row(t.button("button.back", h.press("kg"))))
}

// guestsTyped adds a guest for each line; who is there already is not repeated.
func guestsTyped(ctx context.Context, t *turn, h *hall) error {
	var names []string
	for line := range strings.Lines(t.text) {
		name := oneLine(line)
		if utf8.RuneCountInString(name) > longestName {
			t.say(t.txt("response.name_long", map[string]any{"Limit": longestName}))
			return nil
		}
		if name != "" {
			names = append(names, name)
		}
	}
	if len(h.guests)+len(names) > mostGuests {
		t.say(t.txt("guest.too_many", map[string]any{"Limit": mostGuests}))
		return nil
	}
	for _, name := range names {
		known := slices.ContainsFunc(h.guests, func(g council.Guest) bool { return strings.EqualFold(g.Name, name) })
		if !known {
			if err := t.addGuest(ctx, h, council.Guest{Name: name}); err != nil {
				return err
			}
		}
	}
	return t.guestsChanged(ctx, h, 0)
}

func (t *turn) addGuest(ctx context.Context, h *hall, g council.Guest) error {
	g.MeetingID = h.meeting.ID
	id, err := t.store.AddGuest(ctx, g)
	if err != nil {
		return err
	}
	g.ID = id
	h.guests = append(h.guests, g)
	return nil
}

// advisers are the committee's members who are no members of this body: they
// may take part with an advisory voice (12.3).
func advisers(ctx context.Context, t *turn, h *hall) error {
	people, err := t.advisers(ctx, h)
	if err != nil {
		return err
	}
	choices := personChoices(people, func(id int64) string { return h.press("ka", id) })
	rows := t.choiceRows(choices, t.press.arg(1), func(n int) string { return h.press("kv", int64(n)) })
	key := "guest.advisers"
	if len(people) == 0 {
		key = "guest.no_advisers"
	}
	return t.aside(ctx, h, t.app.composer().meetingHead(h.body, h.meeting)+"\n\n"+t.txt(key),
		append(rows, row(t.button("button.back", h.press("kg"))))...)
}

func (t *turn) advisers(ctx context.Context, h *hall) ([]council.Person, error) {
	bodies, err := t.store.BodiesOn(ctx, h.meeting.Day)
	if err != nil {
		return nil, err
	}
	var people []council.Person
	for _, b := range bodies {
		if b.Kind != council.Committee {
			continue
		}
		seats, err := t.store.SeatsOn(ctx, b.ID, h.meeting.Day)
		if err != nil {
			return nil, err
		}
		for _, s := range council.VotingMembers(seats) {
			_, sits := h.seat(s.Person.ID)
			guest := slices.ContainsFunc(h.guests, func(g council.Guest) bool { return g.PersonID == s.Person.ID })
			if !sits && !guest {
				people = append(people, s.Person)
			}
		}
	}
	return people, nil
}

func addAdviser(ctx context.Context, t *turn, h *hall) error {
	people, err := t.advisers(ctx, h)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(people, func(p council.Person) bool { return p.ID == t.press.arg(1) })
	if at < 0 {
		t.toast("guest.here_already")
		return t.showGuests(ctx, h, 0)
	}
	err = t.addGuest(ctx, h, council.Guest{PersonID: people[at].ID, Name: people[at].Full(), Advisory: true})
	if err != nil && !errors.Is(err, council.ErrConflict) {
		return err
	}
	return t.guestsChanged(ctx, h, 0)
}
