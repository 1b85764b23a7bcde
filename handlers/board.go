package handlers

import (
	"context"
	"slices"

	"sereda/council"
)

// registerBoard: the forecast that turns into the roll, for the chair and who
// records. A board's message stays a board: what leads away opens beside it.
func (a *App) registerBoard() {
	a.commands["board"] = boardCommand
	a.presses["rl"] = boardCommand
	a.presses["rb"] = watching(boardPressed) // meeting, page, mode
	a.openBeside("rb", "home")
	a.cards = append(a.cards, hallDoors)
	a.changed = append(a.changed, boardsFollow)
}

// boardDoor is the way from the first screen to the board, for who has one: in
// the hall nobody looks for it.
func (t *turn) boardDoor() []council.Button {
	sits := slices.ContainsFunc(t.Access.Seats, func(s council.Seat) bool {
		return t.Access.SeesReasons(council.Body{ID: s.BodyID})
	})
	if !sits && !t.Access.Has(council.Organiser) {
		return nil
	}
	return row(t.button("response.button.board", press("rl")))
}

// hallDoors are the ways from a meeting's card: to one's own answer, to the
// board.
func hallDoors(ctx context.Context, t *turn, s sitting) ([][]council.Button, error) {
	var buttons []council.Button
	if len(t.Access.SeatsIn(s.body.ID)) > 0 && s.Answerable(t.Now, t.app.Zone) {
		buttons = append(buttons, primary(t.button("board.button.answer", press("ri", s.ID))))
	}
	if t.Access.SeesReasons(s.body) && s.State != council.Cancelled {
		buttons = append(buttons, t.button("response.button.board", press("rb", s.ID)))
	}
	return inRows(buttons, 2), nil
}

// boardsFollow brings the boards of a meeting up to date that was moved or
// cancelled.
func boardsFollow(_ context.Context, t *turn, s sitting) error {
	t.out.Boards = append(t.out.Boards, s.ID)
	return nil
}

// The modes of the board while the record is open: a tap sets present or
// absent, a tap opens the person's menu, the answers.
const (
	modeTap = iota
	modeDetails
	modeAnswers
)

// boardView is the press that shows the board.
func boardView(h *hall, page, mode int) string { return h.press("rb", int64(page), int64(mode)) }

func boardPressed(ctx context.Context, t *turn, h *hall) error {
	t.rest()
	return t.present(ctx, h, boardView(h, int(t.press.arg(1)), int(t.press.arg(2))))
}

// boardAhead is how many days ahead the command looks for a meeting, boardBack
// how many back: what was recorded yesterday may have to be entered or closed.
const (
	boardAhead = 14
	boardBack  = 1
)

// boardCommand opens the board of the meeting that is next for the person, or
// lets choose among those of the next two weeks.
func boardCommand(ctx context.Context, t *turn) error {
	t.rest()
	meetings, bodies, err := t.watched(ctx)
	switch {
	case err != nil:
		return err
	case len(meetings) == 1:
		return t.openBoard(ctx, meetings[0].ID)
	case len(meetings) == 0:
		t.show(t.txt("board.none"), t.homeButtons()...)
		return nil
	}
	var choices []choice
	for _, m := range meetings {
		choices = append(choices, choice{sittingLabel(sitting{m, bodies[m.BodyID]}), press("rb", m.ID)})
	}
	t.show(t.txt("board.choose"), append(t.choiceRows(choices[:min(len(choices), choicesOnPage)], 0, nil), t.homeButtons()...)...)
	return nil
}

func (t *turn) openBoard(ctx context.Context, id int64) error {
	h, err := t.hall(ctx, id)
	if err != nil {
		return err
	}
	return t.present(ctx, h, boardView(h, 0, modeTap))
}

// watched are the meetings whose boards the person may see, with their bodies.
func (t *turn) watched(ctx context.Context) ([]council.Meeting, map[int64]council.Body, error) {
	all, err := t.store.MeetingsBetween(ctx, t.today().AddDays(-boardBack), t.today().AddDays(boardAhead))
	if err != nil {
		return nil, nil, err
	}
	bodies := map[int64]council.Body{}
	var found []council.Meeting
	for _, m := range all {
		if _, known := bodies[m.BodyID]; !known {
			if bodies[m.BodyID], err = t.store.BodyByID(ctx, m.BodyID); err != nil {
				return nil, nil, err
			}
		}
		done := m.State == council.Cancelled || m.State == council.Closed && m.Day.Before(t.today())
		if !done && t.Access.SeesReasons(bodies[m.BodyID]) {
			found = append(found, m)
		}
	}
	return found, bodies, nil
}
