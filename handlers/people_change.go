package handlers

import (
	"context"
	"errors"
	"net/mail"
	"strings"

	"sereda/council"
)

// What can be changed of a person, as buttons carry it: by place, from 1. The
// position is the title of the post.
const (
	fieldName     = "name"
	fieldPosition = "position"
	fieldPhone    = "phone"
	fieldEmail    = "email"
)

var fields = []string{fieldName, fieldPosition, fieldPhone, fieldEmail}

// longestPosition is how many letters a post's title may have.
const longestPosition = 200

// nothing is what is typed to empty a field.
const nothing = "-"

var errTyped = errors.New("not what was asked for")

func changePressed(_ context.Context, t *turn, c council.PersonCard) error {
	t.rest()
	var rows [][]council.Button
	for i, f := range fields {
		if f == fieldPosition && len(c.Posts) == 0 {
			continue
		}
		rows = append(rows, row(t.button("button.field."+f, press("dpf", c.Person.ID, int64(i+1)))))
	}
	t.show(t.personText(c)+"\n\n"+t.txt("change.what"), append(rows, t.backRow("dp", c.Person.ID))...)
	return nil
}

func fieldPressed(ctx context.Context, t *turn, c council.PersonCard) error {
	field, chosen := placed(fields, t.press.arg(1))
	if !chosen {
		return changePressed(ctx, t, c)
	}
	t.wait(Conversation{Step: stepField, Person: c.Person.ID, Text: field})
	t.show(t.txt("change.ask."+field, map[string]any{"Name": c.Person.Full()}), t.backRow("dpc", c.Person.ID))
	return nil
}

// asksPhone tells that the dialogue waits for a phone, which may also come as
// a contact.
func (t *turn) asksPhone() bool {
	return t.conversation.Step == stepNewPhone || t.conversation.Step == stepField && t.conversation.Text == fieldPhone
}

func fieldTyped(ctx context.Context, t *turn, c council.PersonCard) error {
	field := t.conversation.Text
	problem, err := t.changeField(ctx, c, field)
	if err != nil {
		return err
	}
	if problem != "" {
		t.say(t.txt(problem, map[string]any{"Limit": longestPosition}), t.backRow("dpc", c.Person.ID))
		return nil
	}
	t.rest()
	return t.showPerson(ctx, c.Person.ID)
}

// changeField writes what was typed; problem is the key of what to answer when
// it cannot be taken.
func (t *turn) changeField(ctx context.Context, c council.PersonCard, field string) (problem string, err error) {
	p, typed := c.Person, oneLine(t.text)
	switch field {
	case fieldPosition:
		return t.changePosition(ctx, c, typed)
	case fieldName:
		name, readable := council.ParseFullName(typed)
		if !readable {
			return "person.bad_name", nil
		}
		p.Surname, p.Given, p.Patronymic = name.Surname, name.Given, name.Patronymic
	case fieldPhone:
		if p.Phone, problem, err = t.freePhone(ctx, typed, p.ID); problem != "" || err != nil {
			return problem, err
		}
	case fieldEmail:
		if p.Email, err = readEmail(typed); err != nil {
			return "person.bad_email", nil
		}
	}
	if err := t.store.UpdatePerson(ctx, p); err != nil {
		return "", err
	}
	return "", t.audit(ctx, "person.changed", personSubject(p.ID), map[string]any{"field": field})
}

func (t *turn) changePosition(ctx context.Context, c council.PersonCard, title string) (problem string, err error) {
	if title == "" || len([]rune(title)) > longestPosition || len(c.Posts) == 0 {
		return "person.bad_position", nil
	}
	if err := t.store.RetitlePost(ctx, c.Posts[0].ID, title); err != nil {
		return "", err
	}
	return "", t.audit(ctx, "person.changed", personSubject(c.Person.ID), map[string]any{"field": fieldPosition})
}

// freePhone reads a phone that nobody else has; "-" is none.
func (t *turn) freePhone(ctx context.Context, typed string, own int64) (phone, problem string, err error) {
	if typed == nothing {
		return "", "", nil
	}
	phone, readable := council.ParsePhone(typed)
	if !readable {
		return "", "person.bad_phone", nil
	}
	owner, err := t.store.PersonByPhone(ctx, phone, t.today())
	switch {
	case errors.Is(err, council.ErrNotFound), err == nil && owner.ID == own:
		return phone, "", nil
	case err != nil:
		return "", "", err
	}
	return "", "person.phone_taken", nil
}

// readEmail reads an address; "-" is none.
func readEmail(typed string) (string, error) {
	if typed == nothing {
		return "", nil
	}
	const longest = 254
	address, err := mail.ParseAddress(typed)
	if err != nil || address.Address != typed || len(typed) > longest || !strings.Contains(typed, ".") {
		return "", errTyped
	}
	return typed, nil
}
