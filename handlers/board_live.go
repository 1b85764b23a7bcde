package handlers

import (
	"context"
	"slices"
	"time"

	"sereda/council"
)

// present shows the board, a page of the roll or a person's menu, and keeps
// the message, so that it follows every change. A message just sent has no
// number yet: it is kept with the first press on it.
func (t *turn) present(ctx context.Context, h *hall, view string) error {
	m := t.app.boardMessage(h, t.Access, view, t.Now)
	if t.screen == 0 {
		t.reply(m)
		return nil
	}
	if err := t.store.KeepBoard(ctx, h.meeting.ID, council.Board{ChatID: t.chatID, MessageID: t.screen, View: view}); err != nil {
		return err
	}
	t.out.Notices = append(t.out.Notices, live(h, t.Access.Person.ID, council.Board{ChatID: t.chatID, MessageID: t.screen}, m))
	return nil
}

// changed keeps what the presser's board shows; it is brought up to date with
// all others, as soon as everything that is committed together is done.
func (t *turn) changed(ctx context.Context, h *hall, view string) error {
	t.follow(h)
	if t.screen == 0 {
		return t.present(ctx, h, view)
	}
	return t.store.KeepBoard(ctx, h.meeting.ID, council.Board{ChatID: t.chatID, MessageID: t.screen, View: view})
}

// follow asks for the meeting's boards to be brought up to date.
func (t *turn) follow(h *hall) { t.out.Boards = append(t.out.Boards, h.meeting.ID) }

// Boards brings the boards of the meetings up to date. Whose rights have ended
// sees nothing new; a message that shows something else just now is left alone.
func (a *App) Boards(ctx context.Context, store Store, meetings []int64, now time.Time) ([]council.Notice, error) {
	var notices []council.Notice
	for _, id := range meetings {
		boards, err := store.BoardsOf(ctx, id)
		if err != nil {
			return nil, err
		}
		boards = slices.DeleteFunc(boards, func(b council.Board) bool { return b.View == "" })
		if len(boards) == 0 {
			continue
		}
		edits, err := a.edits(ctx, store, id, boards, now)
		if err != nil {
			return nil, err
		}
		notices = append(notices, edits...)
	}
	return notices, nil
}

func (a *App) edits(ctx context.Context, store Store, meeting int64, boards []council.Board, now time.Time) ([]council.Notice, error) {
	h, err := loadHall(ctx, store, meeting)
	if err != nil {
		return nil, err
	}
	accounts := make([]int64, len(boards))
	for i, b := range boards {
		accounts[i] = b.ChatID
	}
	access, err := store.AccessOf(ctx, accounts, council.DateOf(now.In(a.Zone)))
	if err != nil {
		return nil, err
	}
	var edits []council.Notice
	for _, b := range boards {
		viewer := access[b.ChatID]
		if viewer.SeesReasons(h.body) {
			edits = append(edits, live(h, viewer.Person.ID, b, a.boardMessage(h, viewer, b.View, now)))
		}
	}
	return edits, nil
}

// live is an edit of a board: quick changes leave as one, the newest.
func live(h *hall, person int64, b council.Board, m council.Message) council.Notice {
	m.Edit, m.Live = b.MessageID, true
	return council.Notice{PersonID: person, ChatID: b.ChatID, Class: council.Reply, Supersedes: "board:" + h.about(), Message: m}
}

// aside shows something else in the board's message, a question or a list,
// which changes of others leave alone.
func (t *turn) aside(ctx context.Context, h *hall, html string, rows ...[]council.Button) error {
	if t.screen != 0 {
		if err := t.store.KeepBoard(ctx, h.meeting.ID, council.Board{ChatID: t.chatID, MessageID: t.screen}); err != nil {
			return err
		}
	}
	t.show(html, rows...)
	return nil
}

// boardMessage is what a view shows to who looks at it.
func (a *App) boardMessage(h *hall, viewer council.Access, view string, now time.Time) council.Message {
	b := boardScreen{Composer: a.composer(), hall: h, records: viewer.Records(h.body), now: now}
	p, err := parsePress(view)
	if err == nil && p.Do == "rm" {
		if seat, sits := h.seat(p.arg(1)); sits && h.meeting.State == council.Open && b.records {
			html, rows := b.person(seat, int(p.arg(2)))
			return council.Message{HTML: html, Buttons: rows}
		}
		p = Press{}
	}
	html, rows := b.board(int(p.arg(1)), int(p.arg(2)))
	return council.Message{HTML: html, Buttons: rows}
}
