package handlers

import (
	"context"
	"strings"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// personMenu is all that can be recorded of one person.
func personMenu(ctx context.Context, t *turn, h *hall) error {
	s, err := t.member(h, t.press.arg(1))
	if err != nil {
		return err
	}
	t.rest()
	return t.present(ctx, h, h.press("rm", s.Person.ID, t.press.arg(2)))
}

func (b boardScreen) person(s council.SeatHolder, page int) (string, [][]council.Button) {
	id := s.Person.ID
	line := b.line(id)
	html := b.txt("roll.person", locales.Data{"Name": s.Person.Full(), "Position": cut(s.Person.Position, nameCharacters)})
	html += "\n" + b.presenceMark(id) + " " + b.txt("roll.presence."+presenceKey(line))
	if details := b.lineDetails(line); details != "" {
		html += ", " + details
	}
	if r, answered := b.answer(id); answered {
		html += "\n" + b.answerWords(r, true)
	}
	if s.Person.Phone != "" {
		html += "\n" + locales.Escape(s.Person.Phone)
	}
	return html, b.personButtons(s, page)
}

func presenceKey(a council.Attendance) string {
	if a.Presence == council.Unmarked {
		return "unmarked"
	}
	return string(a.Presence)
}

func (b boardScreen) personButtons(s council.SeatHolder, page int) [][]council.Button {
	id, back := s.Person.ID, int64(page)
	set := func(key string, p council.Presence) council.Button {
		return b.button(key, b.press("rp", id, placeOf(p), back))
	}
	rows := [][]council.Button{
		row(set("roll.button.present", council.PresentHere), set("roll.button.remote", council.PresentRemote)),
		row(set("roll.button.absent", council.AbsentHere), b.button("roll.button.excused", b.press("re", id, 0, back)))}
	if b.body.DeputiesMay {
		label := b.button("roll.button.deputy", "").Text
		if r, _ := b.answer(id); r.Answer == council.SendsDeputy {
			label += ": " + r.DeputyName
		}
		rows = append(rows, row(council.Button{Text: cut(label, 60), Data: b.press("rp", id, placeOf(council.DeputyHere), back)}))
	}
	rows = append(rows, b.timeRows(id, back)...)
	if b.line(id).Presence != council.Unmarked {
		rows = append(rows, row(set("roll.button.unmark", council.Unmarked)))
	}
	return append(rows, row(b.button("roll.button.back", boardView(b.hall, page, modeTap))))
}

// timeRows say that the person has come, or leaves, at this minute: the one on
// the button, whenever it is pressed. Another one can be typed.
func (b boardScreen) timeRows(id, back int64) [][]council.Button {
	line := b.line(id)
	local := b.now.In(b.Zone)
	minute := council.TimeOfDay(local.Hour()*60 + local.Minute())
	today := council.DateOf(local) == b.meeting.Day
	at := func(key string, which int64) council.Button {
		return b.button(key, b.press("rh", id, which, int64(minute), back), locales.Data{"Time": minute.String()})
	}
	var now []council.Button
	if today && line.Arrived == nil && minute > b.meeting.Start {
		now = append(now, at("roll.button.came", came))
	}
	if today && line.TakesPart() && line.Left == nil {
		now = append(now, at("roll.button.left", left))
	}
	typed := row(b.button("roll.button.came_at", b.press("rh", id, came, askMinute, back)))
	if line.TakesPart() {
		typed = append(typed, b.button("roll.button.left_at", b.press("rh", id, left, askMinute, back)))
	}
	var undo []council.Button
	if line.Arrived != nil {
		undo = append(undo, b.button("roll.button.not_late", b.press("rh", id, came, noMinute, back)))
	}
	if line.Left != nil {
		undo = append(undo, b.button("roll.button.not_left", b.press("rh", id, left, noMinute, back)))
	}
	var rows [][]council.Button
	for _, r := range [][]council.Button{now, typed, undo} {
		if len(r) > 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

// excusedPressed records an absence with its reason; without one it asks.
func excusedPressed(ctx context.Context, t *turn, h *hall) error {
	s, err := t.member(h, t.press.arg(1))
	if err != nil {
		return err
	}
	back := h.press("rm", s.Person.ID, t.press.arg(3))
	reason, known := placed(reasons, t.press.arg(2))
	switch {
	case !known:
		return t.askExcuse(ctx, h, s, back)
	case reason == council.OtherReason:
		t.waitInHall(h, stepExcuse, s.Person.ID, t.press.arg(3))
		return t.aside(ctx, h, t.about(h, s, "response.reason_words"), row(t.button("button.back", back)))
	}
	return t.mark(ctx, h, s, council.Attendance{Presence: council.Excused, Reason: reason}, back)
}

func (t *turn) askExcuse(ctx context.Context, h *hall, s council.SeatHolder, back string) error {
	var buttons []council.Button
	for i, r := range reasons {
		buttons = append(buttons, t.button("response.button.reason."+string(r), h.press("re", s.Person.ID, int64(i+1), t.press.arg(3))))
	}
	return t.aside(ctx, h, t.about(h, s, "response.why"), append(inRows(buttons, 2), row(t.button("button.back", back)))...)
}

func excuseTyped(ctx context.Context, t *turn, h *hall) error {
	s, err := t.member(h, t.conversation.Person)
	if err != nil {
		return err
	}
	words, fits := t.readReason()
	if !fits {
		return nil
	}
	return t.mark(ctx, h, s, council.Attendance{Presence: council.Excused, Reason: council.OtherReason, Words: words}, t.menuOf(h))
}

// deputyHere records that somebody came instead: whom the person announced, or
// a name to be typed.
func (t *turn) deputyHere(ctx context.Context, h *hall, person, page int64) error {
	s, err := t.member(h, person)
	if err != nil {
		return err
	}
	back := h.press("rm", person, page)
	if !h.body.DeputiesMay {
		t.alert("response.no_deputies")
		return t.present(ctx, h, back)
	}
	if r, _ := h.answer(person); r.Answer == council.SendsDeputy {
		return t.markDeputy(ctx, h, s, r.DeputyName, back)
	}
	t.waitInHall(h, stepHallName, person, page)
	return t.aside(ctx, h, t.about(h, s, "roll.deputy_name"), row(t.button("button.back", back)))
}

func hallNameRead(ctx context.Context, t *turn, h *hall) error {
	s, err := t.member(h, t.conversation.Person)
	if err != nil {
		return err
	}
	name := oneLine(t.text)
	if utf8.RuneCountInString(name) > longestName {
		t.say(t.txt("response.name_long", map[string]any{"Limit": longestName}))
		return nil
	}
	return t.markDeputy(ctx, h, s, name, t.menuOf(h))
}

// markDeputy refuses a deputy who has a seat of their own or came for another.
func (t *turn) markDeputy(ctx context.Context, h *hall, s council.SeatHolder, name, back string) error {
	problem := deputyProblem(h, s.Person.ID, 0, name)
	for _, a := range h.attendance {
		if a.PersonID != s.Person.ID && a.Presence == council.DeputyHere && strings.EqualFold(a.DeputyName, name) {
			problem = "response.deputy_taken"
		}
	}
	if problem != "" {
		t.cannotHere(problem)
		if t.query == nil {
			return nil
		}
		return t.present(ctx, h, back)
	}
	return t.mark(ctx, h, s, council.Attendance{Presence: council.DeputyHere, DeputyName: name}, back)
}

func (t *turn) waitInHall(h *hall, step string, person, page int64) {
	t.wait(Conversation{Step: step, Meeting: h.meeting.ID, Person: person, Item: page, Message: t.screen})
}

// menuOf is the menu that the typed answer goes back to.
func (t *turn) menuOf(h *hall) string {
	return h.press("rm", t.conversation.Person, t.conversation.Item)
}

// about is a question about somebody.
func (t *turn) about(h *hall, s council.SeatHolder, key string) string {
	return t.app.composer().meetingHead(h.body, h.meeting) + "\n" +
		t.txt("response.for", map[string]any{"Name": s.Person.Full()}) + "\n\n" + t.txt(key)
}
