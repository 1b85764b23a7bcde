package handlers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sereda/council"
	"sereda/locales"
)

// PaperOrders keeps which papers are still to be written.
type PaperOrders interface {
	OrderPaper(ctx context.Context, o council.PaperOrder, at time.Time) error
}

// paperFunc reads what an ordered paper has to say. It asks once more what the
// person may do: since the order roles may have ended.
type paperFunc func(ctx context.Context, t *turn, p council.OrderedPaper) (council.PaperWork, error)

// order has the paper written and sent after the commit: writing takes long, and
// whoever shares the transaction would wait for it.
func (t *turn) order(ctx context.Context, p council.OrderedPaper) error {
	o := council.PaperOrder{PersonID: t.Access.Person.ID, ChatID: t.chatID, Paper: p}
	if err := t.store.OrderPaper(ctx, o, t.Now); err != nil {
		return err
	}
	t.out.Papers = true
	t.toast("document.sent")
	return nil
}

// PreparePaper reads what an ordered paper has to say, for the person with the
// access, as things stand now. A refusal is an error of the council's kinds.
func (a *App) PreparePaper(ctx context.Context, store Store, o council.PaperOrder, access council.Access, now time.Time) (council.PaperWork, error) {
	prepare, known := a.papers[o.Paper.Kind]
	if !known {
		return council.PaperWork{}, fmt.Errorf("paper %q: %w", o.Paper.Kind, council.ErrNotFound)
	}
	if !access.Known() {
		return council.PaperWork{}, fmt.Errorf("paper %s: %w", o.Paper.Kind, council.ErrForbidden)
	}
	t := &turn{app: a, store: store, chatID: o.ChatID, Request: Request{Access: access, Now: now}}
	return prepare(ctx, t, o.Paper)
}

// PaperRefused tells why there is no paper.
func (a *App) PaperRefused(o council.PaperOrder, reason error) council.Message {
	key := "document.failed"
	switch {
	case errors.Is(reason, council.ErrForbidden):
		key = "error.forbidden"
	case errors.Is(reason, council.ErrNotFound), errors.Is(reason, council.ErrConflict):
		key = "document.gone"
	}
	c := a.composer()
	return council.Message{HTML: c.txt(key, locales.Data{"Number": o.ID}), Buttons: [][]council.Button{row(c.button("button.home", press("home")))}}
}

// paperWork has the captions of both files: to go on with, and the same to print.
func (t *turn) paperWork(caption string, write func() ([]council.File, error)) council.PaperWork {
	return council.PaperWork{Captions: []string{caption, t.txt("document.same", locales.Data{"Paper": locales.HTML(caption)})}, Write: write}
}

// oneFile is the work of a paper that has one file alone.
func oneFile(caption string, write func() (council.File, error)) council.PaperWork {
	return council.PaperWork{Captions: []string{caption}, Write: func() ([]council.File, error) {
		f, err := write()
		return []council.File{f}, err
	}}
}
