package handlers

import (
	"context"

	"sereda/council"
	"sereda/locales"
)

// inviteePressed makes a one-time link. A second tap on the same button finds
// that there is one more invitation than it thought and makes no other.
func inviteePressed(ctx context.Context, t *turn, c council.PersonCard) error {
	if t.press.arg(1) != int64(c.Binding.Invited) {
		t.toast("invitation.made_already")
		return t.showPerson(ctx, c.Person.ID)
	}
	secret := t.app.Secret()
	invitation := council.Invitation{PersonID: c.Person.ID, ExpiresAt: t.Now.Add(council.InvitationLife)}
	if err := t.store.Invite(ctx, council.SecretHash(secret), invitation, t.Now); err != nil {
		return err
	}
	if err := t.audit(ctx, "invitation.made", personSubject(c.Person.ID), nil); err != nil {
		return err
	}
	t.rest()
	t.toast("invitation.made")
	if err := t.showPerson(ctx, c.Person.ID); err != nil {
		return err
	}
	until := locales.Instant(invitation.ExpiresAt, t.app.Zone)
	t.say(t.txt("invitation.note", map[string]any{"Name": c.Person.Full(), "Until": until}))
	// A message of its own: it is forwarded as it stands.
	data := greeting(c.Person)
	data["Council"], data["Until"] = t.app.Council, until
	data["Link"] = council.InvitationLink(t.app.BotName(), secret)
	t.say(t.txt("invitation.text", data))
	return nil
}

// unbindPressed takes a lost phone's account away. The button names the
// account, so that it cannot take away a newer one.
func unbindPressed(ctx context.Context, t *turn, c council.PersonCard) error {
	id, account := c.Person.ID, t.press.arg(1)
	if c.Binding.Account == 0 || c.Binding.Account != account {
		t.toast("unbind.done_already")
		return t.showPerson(ctx, id)
	}
	if t.press.arg(2) == 0 {
		t.show(t.txt("unbind.ask", map[string]any{"Name": c.Person.Full()}),
			t.backRow("dp", id), row(danger(t.button("button.unbind_yes", press("dpu", id, account, 1)))))
		return nil
	}
	if err := t.store.RevokeInvitations(ctx, id, t.Now); err != nil {
		return err
	}
	// The lost phone's calendar knows its address.
	if _, err := t.store.RevokeSubscriptions(ctx, id, "", t.Now); err != nil {
		return err
	}
	if _, err := t.store.Unbind(ctx, id, t.Now); err != nil {
		return err
	}
	if err := t.audit(ctx, "account.unbound", personSubject(id), map[string]any{"account": account}); err != nil {
		return err
	}
	t.rest()
	t.toast("unbind.done")
	if id == t.Access.Person.ID {
		t.show(t.txt("unbind.self"))
		return nil
	}
	return t.showPerson(ctx, id)
}
