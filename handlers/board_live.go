package handlers

import (
	"context"

	"sereda/council"
)

// present shows the board, a page of the roll or a person's menu, and keeps
// the message, so that it follows every change. A message just sent has no
// number yet: it is kept with the first press on it.
func (t *turn) present(ctx context.Context, h *hall, view string) error {
	m := t.boardMessage(h, t.Access, view)
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

// changed shows what stands now on the presser's board and on all others.
func (t *turn) changed(ctx context.Context, h *hall, view string) error {
	if err := t.present(ctx, h, view); err != nil {
		return err
	}
	return t.refresh(ctx, h, t.chatID)
}

// refresh brings the boards of the meeting up to date, except that of one
// chat. Whose rights have ended sees nothing new.
func (t *turn) refresh(ctx context.Context, h *hall, except int64) error {
	boards, err := t.store.BoardsOf(ctx, h.meeting.ID)
	if err != nil {
		return err
	}
	var accounts []int64
	for _, b := range boards {
		if b.View != "" && b.ChatID != except {
			accounts = append(accounts, b.ChatID)
		}
	}
	if len(accounts) == 0 {
		return nil
	}
	access, err := t.store.AccessOf(ctx, accounts, t.today())
	if err != nil {
		return err
	}
	for _, b := range boards {
		viewer := access[b.ChatID]
		if b.View != "" && b.ChatID != except && viewer.SeesReasons(h.body) {
			t.tell(live(h, viewer.Person.ID, b, t.boardMessage(h, viewer, b.View)))
		}
	}
	return nil
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
func (t *turn) boardMessage(h *hall, viewer council.Access, view string) council.Message {
	b := boardScreen{Composer: t.app.composer(), hall: h, records: viewer.Records(h.body), now: t.Now}
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
