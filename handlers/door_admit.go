package handlers

import (
	"context"
	"fmt"
	"strings"

	"sereda/council"
)

// admit binds the account to the person, greets and shows the first screen.
// An account the person had before is told that it no longer works.
func (a *App) admit(ctx context.Context, t *turn, person council.Person, way council.Way) error {
	account := t.sender().ID
	former, err := t.store.Bind(ctx, account, person.ID, t.Now)
	if err != nil {
		return err
	}
	details := map[string]any{"account": account, "former": former, "way": way}
	if err := t.store.Audit(ctx, t.Now, person.ID, "account.bound", personSubject(person.ID), details); err != nil {
		return err
	}
	if former != 0 {
		t.tell(council.Notice{PersonID: person.ID, ChatID: former, Class: council.Urgent,
			About: personSubject(person.ID), Message: council.Message{HTML: t.txt("door.moved")}})
	}
	if err := t.reloadAccess(ctx, account); err != nil {
		return err
	}
	t.reply(council.Message{HTML: t.txt("door.welcome", greeting(person)), EndAsk: true})
	return a.home(ctx, t)
}

func (t *turn) reloadAccess(ctx context.Context, account int64) error {
	found, err := t.store.AccessOf(ctx, []int64{account}, t.today())
	if err != nil {
		return err
	}
	t.Access = found[account]
	return nil
}

// greeting addresses by name and patronymic, as is polite.
func greeting(p council.Person) map[string]any {
	name := strings.TrimSpace(p.Given + " " + p.Patronymic)
	if name == "" {
		name = p.Surname
	}
	return map[string]any{"Name": name, "Position": p.Position}
}

// firstAdministrator lets in by the link that the installation printed: whoever
// is in the directory becomes an administrator, anybody else is added to it
// under the name Telegram knows.
func (a *App) firstAdministrator(ctx context.Context, t *turn, hash []byte) error {
	if err := t.store.UseInvitation(ctx, hash, t.Now); err != nil {
		return err
	}
	person, isNew := t.Access.Person, !t.Access.Known()
	if isNew {
		person = t.personFromTelegram()
		id, err := t.store.AddPerson(ctx, person)
		if err != nil {
			return err
		}
		person.ID = id
	}
	if err := t.store.GrantRole(ctx, person.ID, council.Administrator, 0, t.today()); err != nil {
		return err
	}
	err := t.store.Audit(ctx, t.Now, person.ID, "role.granted", personSubject(person.ID),
		map[string]any{"role": council.Administrator, "way": council.ByLink})
	if err != nil {
		return err
	}
	if isNew {
		return a.admit(ctx, t, person, council.ByLink)
	}
	if err := t.reloadAccess(ctx, t.sender().ID); err != nil {
		return err
	}
	t.say(t.txt("door.administrator"))
	return a.home(ctx, t)
}

func (t *turn) personFromTelegram() council.Person {
	u := t.sender()
	p := council.Person{Surname: cut(oneLine(u.LastName), 60), Given: cut(oneLine(u.FirstName), 60)}
	if p.Surname == "" {
		p.Surname, p.Given = p.Given, ""
	}
	if p.Surname == "" {
		p.Surname = t.label("role.administrator")
	}
	return p
}

// tellOfSecondAccount tells the organisers, once a day, that somebody shared a
// phone whose owner is in with another account.
func (t *turn) tellOfSecondAccount(ctx context.Context, person council.Person) error {
	return t.tellKeepers(ctx, person.ID, fmt.Sprintf("second:%d:%s", person.ID, t.today()),
		t.txt("door.second_account", map[string]any{"Name": person.Full(), "Account": t.sender().ID}))
}

// tellKeepers writes to the organisers about a person; key makes it once.
func (t *turn) tellKeepers(ctx context.Context, about int64, key, html string) error {
	people, err := t.store.PeopleWith(ctx, council.Organiser, t.today())
	if err != nil {
		return err
	}
	for _, id := range people {
		if id == about {
			continue
		}
		t.tell(council.Notice{PersonID: id, Class: council.Bulk, About: personSubject(about),
			Key: fmt.Sprintf("%s:%d", key, id), Message: council.Message{HTML: html,
				Buttons: [][]council.Button{row(t.button("button.person_card", press("dp", about)))}}})
	}
	return nil
}

func personSubject(id int64) string { return fmt.Sprintf("person:%d", id) }
