package handlers

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/go-telegram/bot/models"

	"sereda/council"
)

// Made tells what a message made.
type Made interface {
	MadeBy(ctx context.Context, chatID int64, messageID int) (council.Made, error)
}

// edited follows a message that a person changed after it was sent: while the
// draft is open, what it made is changed with it.
func (a *App) edited(ctx context.Context, t *turn, m *models.Message) error {
	t.chatID = m.Chat.ID
	if m.Chat.Type != models.ChatTypePrivate || !t.Access.Known() {
		return nil
	}
	t.message, t.text = m, strings.TrimSpace(cmp.Or(m.Text, m.Caption))
	made, err := t.store.MadeBy(ctx, t.chatID, m.ID)
	if errors.Is(err, council.ErrNotFound) || err == nil && (m.Document != nil || t.text == "") {
		t.say(t.txt("idle.edited"), t.homeButtons()...)
		return nil
	}
	if err != nil {
		return err
	}
	if made.Week.Monday.Before(t.nextWeek().Monday) {
		t.say(t.txt("edited.past_week"), t.homeButtons()...)
		return nil
	}
	p, err := t.loadPlan(ctx, made.UnitID, made.Week)
	if err != nil {
		return err
	}
	if p.draft == nil {
		t.say(t.txt("edited.submitted", t.planData(p)), row(t.button("button.change_plan", p.press("pc"))), t.homeButtons()[0])
		return nil
	}
	return t.editList(ctx, p, made.Removed)
}

// editList puts the message's new reading in place of the old one.
func (t *turn) editList(ctx context.Context, p *plan, removed []council.Source) error {
	read, unread := t.entriesOf(t.app.Reader.List(t.text, p.week))
	edit := council.EditOf(p.from(t.chatID, t.message.ID), removed, read)
	if edit.Empty() {
		t.say(t.txt("edited.nothing"), t.planAndHome(p))
		return nil
	}
	if len(p.draft.Entries)-len(edit.Removed)+len(edit.Added) > council.MaxEntries {
		t.say(t.txt("entry.too_many", map[string]any{"Count": council.MaxEntries}), t.planAndHome(p))
		return nil
	}
	if err := t.replaceRead(ctx, p, edit); err != nil {
		return err
	}
	if err := t.audit(ctx, "message.edited", p.subject(), map[string]any{"added": len(edit.Added), "removed": len(edit.Removed), "kept": len(edit.Kept)}); err != nil {
		return err
	}
	warnings, err := t.warnings(ctx, p, p.draft.Entries, edit.Added)
	if err != nil {
		return err
	}
	added := func(line LineRead) bool {
		return !slices.ContainsFunc(edit.Added, func(e council.Entry) bool { return e.Source.Line == line.Number })
	}
	t.showEdit(p, edit, slices.DeleteFunc(unread, added), warnings)
	return nil
}

// replaceRead takes the old reading out and adds the new one.
func (t *turn) replaceRead(ctx context.Context, p *plan, edit council.Edit) error {
	ids := make([]int64, len(edit.Removed))
	for i, e := range edit.Removed {
		ids[i] = e.ID
	}
	if len(ids) > 0 {
		if _, err := t.store.RemoveEntries(ctx, p.draft.ID, ids); err != nil {
			return err
		}
	}
	p.draft.Entries = slices.DeleteFunc(p.draft.Entries, func(e council.Entry) bool { return slices.Contains(ids, e.ID) })
	if len(edit.Added) == 0 {
		return nil
	}
	if err := t.addRead(ctx, p, edit.Added); err != nil {
		return err
	}
	p.draft.Entries = append(p.draft.Entries, edit.Added...)
	slices.SortFunc(p.draft.Entries, council.CompareEntries)
	return nil
}

// from are the draft's entries that a message made, line by line.
func (p *plan) from(chatID int64, messageID int) []council.Entry {
	return slices.DeleteFunc(slices.Clone(p.draft.Entries), func(e council.Entry) bool {
		return e.Source.ChatID != chatID || e.Source.MessageID != messageID || e.Source.Line == 0
	})
}

// showEdit tells the difference, what was left alone, and the first doubt.
func (t *turn) showEdit(p *plan, edit council.Edit, unread []LineRead, warnings string) {
	const shown = 5
	parts := []string{t.txt("edited.changed")}
	if changes := t.changes(council.Difference{Added: edit.Added, Removed: edit.Removed}); changes != "" {
		parts = append(parts, changes)
	}
	if len(edit.Kept) > 0 {
		lines := []string{t.txt("edited.kept")}
		for _, e := range edit.Kept[:min(len(edit.Kept), shown)] {
			lines = append(lines, "• "+t.changeLine(e))
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	if len(unread) > 0 {
		parts = append(parts, t.unreadLines(unread, p.week))
	}
	if warnings != "" {
		parts = append(parts, warnings)
	}
	question, rows := t.takenDoubt(p, edit.Added)
	if question != "" {
		parts = append(parts, question)
	}
	t.say(strings.Join(parts, "\n\n"), append(rows, row(primary(t.button("button.see_plan", p.press("pl")))), t.homeButtons()[0])...)
}
