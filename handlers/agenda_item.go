package handlers

import (
	"context"
	"fmt"
	"strings"

	"sereda/council"
	"sereda/locales"
)

type itemFunc func(ctx context.Context, t *turn, s sitting, i council.AgendaItem) error

// onItem finds the question that the button or the conversation names. One
// that is gone explains itself and the agenda is shown.
func onItem(do itemFunc) turnFunc {
	return preparing(func(ctx context.Context, t *turn, s sitting) error {
		id := t.conversation.Item
		if t.query != nil {
			id = t.press.arg(1)
		}
		items, _, err := t.store.AgendaOf(ctx, s.ID)
		if err != nil {
			return err
		}
		for _, i := range items {
			if i.ID == id {
				return do(ctx, t, s, i)
			}
		}
		t.toast("agenda.gone")
		t.rest()
		return t.showAgendaPage(ctx, s, 0)
	})
}

// showItem is one question with what may be done with it.
func showItem(ctx context.Context, t *turn, s sitting, i council.AgendaItem) error {
	t.rest()
	items, materials, err := t.store.AgendaOf(ctx, s.ID)
	if err != nil {
		return err
	}
	var order []council.Button
	if i.Position > 1 {
		order = append(order, council.Button{Text: "⬆️", Data: press("gau", s.ID, i.ID, int64(i.Position-1))})
	}
	if i.Position < len(items) {
		order = append(order, council.Button{Text: "⬇️", Data: press("gau", s.ID, i.ID, int64(i.Position+1))})
	}
	var rows [][]council.Button
	if len(order) > 0 {
		rows = append(rows, order)
	}
	rows = append(rows,
		row(t.button("button.item_title", press("gat", s.ID, i.ID)), t.button("button.add_material", press("gam", s.ID, i.ID))),
		row(danger(t.button("button.remove_item", press("gax", s.ID, i.ID)))))
	c := t.app.composer()
	html := t.txt("agenda.title", t.sittingData(s)) + "\n\n" + strings.Join(c.agendaLines([]council.AgendaItem{i}, ofItem(materials, i.ID)), "\n")
	t.show(html, append(rows, t.backRow("ga", s.ID))...)
	return nil
}

func ofItem(materials []council.Material, itemID int64) []council.Material {
	var found []council.Material
	for _, m := range materials {
		if m.ItemID == itemID {
			found = append(found, m)
		}
	}
	return found
}

func askItemTitle(_ context.Context, t *turn, s sitting, i council.AgendaItem) error {
	t.wait(Conversation{Step: stepItemTitle, Meeting: s.ID, Item: i.ID})
	now := i.Title
	if i.Speaker != "" {
		now += "; " + i.Speaker
	}
	t.show(t.txt("agenda.ask_title", map[string]any{"Now": locales.HTML("<code>" + locales.Escape(now) + "</code>")}), t.backRow("ga", s.ID))
	return nil
}

func itemTitleTyped(ctx context.Context, t *turn, s sitting, i council.AgendaItem) error {
	read, problem := readItem(oneLine(t.text))
	if problem != "" {
		t.say(t.txt(problem, map[string]any{"Limit": longestItem}), t.backRow("ga", s.ID))
		return nil
	}
	i.Title, i.Speaker = read.Title, read.Speaker
	if _, err := t.store.SetAgendaItem(ctx, s.ID, i); err != nil {
		return err
	}
	if err := t.audit(ctx, "agenda.changed", council.AboutMeeting(s.ID), map[string]any{"item": i.ID}); err != nil {
		return err
	}
	return showItem(ctx, t, s, i)
}

// moveItem puts the question at the place the button carries: pressed twice,
// it stays there.
func moveItem(ctx context.Context, t *turn, s sitting, i council.AgendaItem) error {
	to := int(min(max(t.press.arg(2), 1), maxItems))
	if err := t.store.MoveAgendaItem(ctx, s.ID, i.ID, to); err != nil {
		return err
	}
	if err := t.audit(ctx, "agenda.moved", council.AboutMeeting(s.ID), map[string]any{"item": i.ID, "to": to}); err != nil {
		return err
	}
	return onItem(showItem)(ctx, t)
}

// removeItem takes the question out; its materials go with it.
func removeItem(ctx context.Context, t *turn, s sitting, i council.AgendaItem) error {
	if t.press.arg(2) == 0 {
		t.show(t.txt("agenda.ask_remove", map[string]any{"Title": fmt.Sprintf("%d. %s", i.Position, cut(i.Title, 200))}),
			t.backRow("ga", s.ID), row(danger(t.button("button.remove_item_yes", press("gax", s.ID, i.ID, 1)))))
		return nil
	}
	if err := t.store.RemoveAgendaItem(ctx, s.ID, i.ID); err != nil {
		return err
	}
	if err := t.audit(ctx, "agenda.removed", council.AboutMeeting(s.ID), map[string]any{"item": i.ID}); err != nil {
		return err
	}
	t.toast("agenda.removed")
	return t.showAgendaPage(ctx, s, 0)
}
