package handlers

import (
	"context"

	"sereda/council"
)

// The answers of the dialogue that adds a person, by name; nothing is written
// until its end.
const (
	newSurname    = "surname"
	newGiven      = "given"
	newPatronymic = "patronymic"
	newPost       = "post"
)

// addPerson asks for a name; a unit in the button is the person's.
func addPerson(_ context.Context, t *turn) error {
	unit := t.press.arg(0)
	t.wait(Conversation{Step: stepNewName, Unit: unit})
	back := t.backRow("dh")
	if unit != 0 {
		back = t.backRow("du", unit)
	}
	t.show(t.txt("person.new_name"), back)
	return nil
}

func newNameTyped(ctx context.Context, t *turn) error {
	p, readable := council.ParseFullName(t.text)
	if !readable {
		t.say(t.txt("person.bad_name"), t.backRow("dh"))
		return nil
	}
	c := t.conversation
	c.Fields = map[string]string{newSurname: p.Surname, newGiven: p.Given, newPatronymic: p.Patronymic}
	if c.Unit != 0 {
		return t.askNewPost(ctx, c)
	}
	c.Step, c.Text = stepNewUnit, ""
	t.wait(c)
	return t.showSearch(ctx, 0)
}

func newPersonsUnit(ctx context.Context, t *turn) error {
	if t.conversation.Step != stepNewUnit {
		t.toast("press.stale")
		return directoryHome(ctx, t)
	}
	c := t.conversation
	c.Unit = t.press.arg(0)
	return t.askNewPost(ctx, c)
}

func (t *turn) askNewPost(ctx context.Context, c Conversation) error {
	unit, err := t.store.UnitByID(ctx, c.Unit)
	if err != nil {
		return err
	}
	c.Step = stepNewPost
	t.wait(c)
	t.show(t.txt("person.new_post", map[string]any{"Unit": unit.Name, "Name": newPerson(c).Full()}), t.backRow("dh"))
	return nil
}

func newPostTyped(_ context.Context, t *turn) error {
	title := oneLine(t.text)
	if len([]rune(title)) > longestPosition {
		t.say(t.txt("person.bad_position", map[string]any{"Limit": longestPosition}), t.backRow("dh"))
		return nil
	}
	c := t.conversation
	if c.Fields == nil {
		c.Fields = map[string]string{}
	}
	c.Step, c.Fields[newPost] = stepNewPhone, title
	t.wait(c)
	t.show(t.txt("person.new_phone", map[string]any{"Name": newPerson(c).Full()}),
		row(t.button("button.no_phone", press("dpas"))), t.backRow("dh"))
	return nil
}

func newPhoneTyped(ctx context.Context, t *turn) error {
	phone, problem, err := t.freePhone(ctx, oneLine(t.text), 0)
	if err != nil {
		return err
	}
	if problem != "" {
		t.say(t.txt(problem), row(t.button("button.no_phone", press("dpas"))), t.backRow("dh"))
		return nil
	}
	return t.addNewPerson(ctx, phone)
}

func newPersonNoPhone(ctx context.Context, t *turn) error {
	if t.conversation.Step != stepNewPhone {
		t.toast("press.stale")
		return directoryHome(ctx, t)
	}
	return t.addNewPerson(ctx, "")
}

// addNewPerson writes the person and the post, and shows the card: the next
// step is the invitation.
func (t *turn) addNewPerson(ctx context.Context, phone string) error {
	c := t.conversation
	p := newPerson(c)
	p.Phone = phone
	id, err := t.store.AddPerson(ctx, p)
	if err != nil {
		return err
	}
	post := council.Post{Kind: council.StaffPost, Title: c.Fields[newPost], Unit: council.Unit{ID: c.Unit}}
	if err := t.store.AddPost(ctx, post, id, t.today()); err != nil {
		return err
	}
	if err := t.audit(ctx, "person.added", personSubject(id), map[string]any{"unit": c.Unit}); err != nil {
		return err
	}
	t.rest()
	if t.query != nil {
		t.toast("person.added")
	}
	return t.showPerson(ctx, id)
}

func newPerson(c Conversation) council.Person {
	return council.Person{Surname: c.Fields[newSurname], Given: c.Fields[newGiven], Patronymic: c.Fields[newPatronymic]}
}
