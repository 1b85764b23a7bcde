package handlers

import (
	"context"
	"errors"

	"github.com/go-telegram/bot/models"

	"sereda/council"
)

// registerDoor: who gets in and how, and who tried.
func (a *App) registerDoor() {
	a.presses["da"] = attemptsScreen // page
}

// stranger answers whoever is not in the directory, always in the same words.
func (a *App) stranger(ctx context.Context, t *turn) error {
	return t.turnAway(ctx, council.ByWords, "door.stranger")
}

// turnAway keeps the attempt and answers the first few within an hour.
func (t *turn) turnAway(ctx context.Context, way council.Way, key string) error {
	tries, err := t.tries(ctx)
	if err != nil {
		return err
	}
	if tries.Recorded(way) {
		if err := t.store.RecordAttempt(ctx, t.sender().ID, t.Now, way); err != nil {
			return err
		}
	}
	if tries.Heard(way) {
		t.reply(council.Message{HTML: t.txt(key), AskContact: t.label("button.share_contact")})
	}
	return nil
}

func (t *turn) tries(ctx context.Context) (council.Tries, error) {
	return t.store.TriesOf(ctx, t.sender().ID, t.Now.Add(-council.TriesWindow))
}

// sender is who wrote or pressed.
func (t *turn) sender() models.User {
	switch {
	case t.query != nil:
		return t.query.From
	case t.message != nil && t.message.From != nil:
		return *t.message.From
	}
	return models.User{ID: t.chatID}
}

// opened lets in who opens an invitation's link. All links that let nobody in
// get one answer: a stranger learns not even whether it was ever good.
func (a *App) opened(ctx context.Context, t *turn, secret string) error {
	if !t.Access.Known() {
		tries, err := t.tries(ctx)
		if err != nil {
			return err
		}
		if !tries.Heard(council.ByLink) {
			return t.turnAway(ctx, council.ByLink, "door.bad_link")
		}
	}
	hash := council.SecretHash(secret)
	invitation, err := t.store.InvitationByHash(ctx, hash)
	if err != nil && !errors.Is(err, council.ErrNotFound) {
		return err
	}
	if err != nil || !invitation.Opens(t.Now) {
		return a.badLink(ctx, t)
	}
	if invitation.PersonID == 0 {
		return a.firstAdministrator(ctx, t, hash)
	}
	return a.invited(ctx, t, hash, invitation.PersonID)
}

func (a *App) badLink(ctx context.Context, t *turn) error {
	if !t.Access.Known() {
		return t.turnAway(ctx, council.ByLink, "door.bad_link")
	}
	t.say(t.txt("door.bad_link_inside"))
	return a.home(ctx, t)
}

// invited lets the person in by a link made for them. Somebody else who is in
// already keeps their own account: the link was passed to the wrong hands and
// stays good for the right ones.
func (a *App) invited(ctx context.Context, t *turn, hash []byte, personID int64) error {
	if t.Access.Known() && t.Access.Person.ID != personID {
		t.say(t.txt("door.others_link", map[string]any{"Name": t.Access.Person.Full()}), t.homeButtons()...)
		return nil
	}
	person, err := t.store.PersonByID(ctx, personID, t.today())
	if err != nil {
		return err
	}
	if !person.To.IsZero() && person.To.Before(t.today()) {
		return a.badLink(ctx, t)
	}
	if err := t.store.UseInvitation(ctx, hash, t.Now); err != nil {
		return err
	}
	if t.Access.Known() {
		t.say(t.txt("door.already"))
		return a.home(ctx, t)
	}
	return a.admit(ctx, t, person, council.ByLink)
}

// contact lets in who shares their own phone, when it is that of somebody in
// the directory who is not in yet.
func (a *App) contact(ctx context.Context, t *turn, m *models.Message) error {
	if t.Access.Known() {
		return a.contactInside(ctx, t, m.Contact)
	}
	tries, err := t.tries(ctx)
	if err != nil {
		return err
	}
	if !tries.Heard(council.ByContact) {
		return t.turnAway(ctx, council.ByContact, "door.stranger")
	}
	// Anybody's contact can be attached or forwarded; only one's own, sent
	// with the button, is vouched for by Telegram.
	if m.Contact.UserID != t.sender().ID || m.ForwardOrigin != nil {
		return t.turnAway(ctx, council.ByContact, "door.not_own")
	}
	person, err := t.ownerOf(ctx, m.Contact.PhoneNumber)
	if err != nil {
		return err
	}
	if person.ID == 0 {
		return t.turnAway(ctx, council.ByContact, "door.stranger")
	}
	return a.admit(ctx, t, person, council.ByContact)
}

// contactInside takes a contact as the phone that is being asked for; it has
// no other use to somebody who is in.
func (a *App) contactInside(ctx context.Context, t *turn, c *models.Contact) error {
	if step, waits := a.steps[t.conversation.Step]; waits && t.asksPhone() {
		t.text = c.PhoneNumber
		return step(ctx, t)
	}
	t.say(t.txt("door.already"), t.homeButtons()...)
	return nil
}

// ownerOf finds whom the phone lets in; nobody has no ID. The phone of
// somebody who is in already, or whose account was taken away, opens nothing:
// that needs a new invitation, and the organisers hear of it.
func (t *turn) ownerOf(ctx context.Context, text string) (council.Person, error) {
	phone, readable := council.ParsePhone(text)
	if !readable {
		return council.Person{}, nil
	}
	person, err := t.store.PersonByPhone(ctx, phone, t.today())
	if errors.Is(err, council.ErrNotFound) {
		return council.Person{}, nil
	}
	if err != nil {
		return council.Person{}, err
	}
	binding, err := t.store.BindingOf(ctx, person.ID)
	if err != nil {
		return council.Person{}, err
	}
	lost, err := t.store.WasUnbound(ctx, t.sender().ID, person.ID)
	if err != nil {
		return council.Person{}, err
	}
	if binding.Account == 0 && !lost {
		return person, nil
	}
	return council.Person{}, t.tellOfSecondAccount(ctx, person)
}
