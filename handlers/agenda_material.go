package handlers

import (
	"context"
	"slices"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// askMaterial waits for links and files; each is attached as it comes, so that
// ten files sent together need no ten presses.
func askMaterial(_ context.Context, t *turn, s sitting) error {
	t.wait(Conversation{Step: stepMaterial, Meeting: s.ID, Item: t.press.arg(1)})
	t.show(t.txt("material.ask"), row(t.button("button.done", press("ga", s.ID))))
	return nil
}

// linkAttached takes "https://… назва".
func linkAttached(ctx context.Context, t *turn, s sitting) error {
	address, name, _ := strings.Cut(oneLine(t.text), " ")
	link, ok := readLink(address)
	if !ok {
		t.say(t.txt("material.bad_link"), row(t.button("button.done", press("ga", s.ID))))
		return nil
	}
	if name == "" {
		name = address
	}
	return t.attach(ctx, s, council.Material{Name: cut(name, 120), Link: link})
}

// fileAttached keeps a file where it is, with Telegram, and its name.
func fileAttached(ctx context.Context, t *turn, s sitting) error {
	d := t.message.Document
	name := oneLine(t.message.Caption)
	if name == "" {
		name = d.FileName
	}
	if name == "" {
		name = t.label("material.file")
	}
	return t.attach(ctx, s, council.Material{Name: cut(name, 120), FileID: d.FileID})
}

func (t *turn) attach(ctx context.Context, s sitting, m council.Material) error {
	items, before, err := t.store.AgendaOf(ctx, s.ID)
	if err != nil {
		return err
	}
	if len(before) >= maxMaterials {
		t.say(t.txt("material.too_many", map[string]any{"Limit": maxMaterials}), row(t.button("button.done", press("ga", s.ID))))
		return nil
	}
	if slices.ContainsFunc(items, func(i council.AgendaItem) bool { return i.ID == t.conversation.Item }) {
		m.ItemID = t.conversation.Item
	}
	id, err := t.store.AddMaterial(ctx, s.ID, m, t.Access.Person.ID, t.Now.Truncate(time.Microsecond))
	if err != nil {
		return err
	}
	if err := t.audit(ctx, "material.added", council.AboutMeeting(s.ID), map[string]any{"material": id, "item": m.ItemID}); err != nil {
		return err
	}
	t.say(t.txt("material.added", map[string]any{"Name": m.Name}), row(t.button("button.done", press("ga", s.ID))))
	return nil
}

// sendMaterials sends everything that is attached, to keep.
func sendMaterials(ctx context.Context, t *turn, s sitting) error {
	items, materials, err := t.store.AgendaOf(ctx, s.ID)
	if err != nil {
		return err
	}
	if len(materials) == 0 {
		t.toast("material.none")
		return nil
	}
	for _, m := range t.app.composer().materials(items, materials) {
		t.reply(m)
	}
	return nil
}

// materials are messages with all files, and one with all links; only the
// first makes a sound.
func (c Composer) materials(items []council.AgendaItem, materials []council.Material) []council.Message {
	position := map[int64]int{}
	for _, i := range items {
		position[i.ID] = i.Position
	}
	var links []string
	var messages []council.Message
	for _, m := range materials {
		of := c.materialOf(m, position[m.ItemID])
		if m.Link != "" {
			links = append(links, "• <a href=\""+locales.Escape(m.Link)+"\">"+locales.Escape(m.Name)+"</a>"+of)
			continue
		}
		messages = append(messages, council.Message{HTML: locales.Escape(m.Name) + of, Document: &council.Document{FileID: m.FileID, Name: m.Name}})
	}
	if len(links) > 0 {
		s := []section{{c.txt("material.links"), links}}
		for _, text := range split(s, messageCharacters, 100, c.continued()) {
			messages = append(messages, council.Message{HTML: text})
		}
	}
	for i := range messages {
		messages[i].Silent = i > 0
	}
	return messages
}

// materialOf names the question that a material belongs to.
func (c Composer) materialOf(m council.Material, position int) string {
	if position == 0 {
		return ""
	}
	return " " + c.txt("material.of_item", locales.Data{"Number": position})
}

// listMaterials offers the materials to be taken off.
func listMaterials(ctx context.Context, t *turn, s sitting) error {
	t.rest()
	_, materials, err := t.store.AgendaOf(ctx, s.ID)
	if err != nil {
		return err
	}
	var choices []choice
	for _, m := range materials {
		choices = append(choices, choice{"🗑 " + m.Name, press("gar", s.ID, m.ID)})
	}
	rows := t.choiceRows(choices, t.press.arg(1), func(n int) string { return press("gal", s.ID, int64(n)) })
	t.show(t.txt("material.which"), append(rows, t.backRow("ga", s.ID))...)
	return nil
}

func removeMaterial(ctx context.Context, t *turn, s sitting) error {
	id := t.press.arg(1)
	if err := t.store.RemoveMaterial(ctx, s.ID, id); err != nil {
		return err
	}
	if err := t.audit(ctx, "material.removed", council.AboutMeeting(s.ID), map[string]any{"material": id}); err != nil {
		return err
	}
	t.toast("material.removed")
	return t.showAgendaPage(ctx, s, 0)
}
