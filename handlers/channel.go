package handlers

import (
	"context"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// ChannelStore keeps how people want what is distributed.
type ChannelStore interface {
	SetWish(ctx context.Context, personID int64, w council.Wish) error
}

const stepOwnEmail = "cw.email"

// registerChannel: how one gets what is distributed, chosen by oneself, or on
// the card by who keeps the directory.
func (a *App) registerChannel() {
	a.presses["cw"] = withMail(showChannel)
	a.presses["cws"] = withMail(chooseChannel)               // place of the wish + 1
	a.presses["cwe"] = withMail(askOwnEmail)                 // nothing
	a.steps[stepOwnEmail] = withMail(ownEmailTyped)          // the address
	a.presses["dpk"] = withMail(managing(showChannelOf))     // person
	a.presses["dpks"] = withMail(managing(chooseChannelFor)) // person, place of the wish + 1
}

// withMail is for councils whose letters leave by e-mail: without that there is
// nothing to choose.
func withMail(do turnFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		if !t.app.Mails {
			t.toast("press.stale")
			return t.app.home(ctx, t)
		}
		return do(ctx, t)
	}
}

func showChannel(ctx context.Context, t *turn) error {
	t.rest()
	p, err := t.store.PersonByID(ctx, t.Access.Person.ID, t.today())
	if err != nil {
		return err
	}
	email := "channel.button.change_email"
	if p.Email == "" {
		email = "channel.button.add_email"
	}
	rows := append(t.wishButtons(p, func(place int64) string { return press("cws", place) }), row(t.button(email, press("cwe"))))
	t.show(t.txt("channel.screen", locales.Data{"Line": locales.HTML(t.wishLine(p, true)), "Email": p.Email}), append(rows, t.homeButtons()...)...)
	return nil
}

// wishButtons are the choices; each says what it sets, what is chosen is marked.
func (t *turn) wishButtons(p council.Person, data func(place int64) string) [][]council.Button {
	var rows [][]council.Button
	for i, w := range council.Wishes() {
		label := t.label("channel.button." + string(w))
		if w == p.Wish {
			label = "✅ " + label
		}
		rows = append(rows, row(council.Button{Text: label, Data: data(int64(i + 1))}))
	}
	return rows
}

// wishLine tells what the person has chosen, and what stands in for it.
func (t *turn) wishLine(p council.Person, inTelegram bool) string {
	line := t.txt("channel.wish."+wishKey(p.Wish), locales.Data{"Email": p.Email})
	road := council.Road{Telegram: inTelegram, Mail: p.Email != "", Wish: p.Wish}
	wanted := council.Road{Telegram: true, Mail: true, Wish: p.Wish}.Channels(false, false)
	if got := road.Channels(false, false); !slices.Equal(got, wanted) {
		line += "\n" + t.txt("channel.instead."+string(got[0]))
	}
	return line
}

// wishKey is the choice's word in the catalogue.
func wishKey(w council.Wish) string {
	if w == council.NoWish {
		return "none"
	}
	return string(w)
}

func chooseChannel(ctx context.Context, t *turn) error {
	wish, known := placed(council.Wishes(), t.press.arg(0))
	if !known {
		t.toast("press.stale")
		return showChannel(ctx, t)
	}
	p, err := t.store.PersonByID(ctx, t.Access.Person.ID, t.today())
	if err != nil {
		return err
	}
	if wish != council.WishTelegram && p.Email == "" {
		t.askEmailFor(wish)
		return nil
	}
	if err := t.setWish(ctx, p, wish); err != nil {
		return err
	}
	t.toast("channel.done")
	return showChannel(ctx, t)
}

// setWish keeps the choice; the same once more is no news.
func (t *turn) setWish(ctx context.Context, p council.Person, wish council.Wish) error {
	if p.Wish == wish {
		return nil
	}
	if err := t.store.SetWish(ctx, p.ID, wish); err != nil {
		return err
	}
	t.out.RolesChanged = true
	return t.audit(ctx, "person.channel", personSubject(p.ID), map[string]any{"channel": []council.Wish{p.Wish, wish}})
}

func askOwnEmail(_ context.Context, t *turn) error {
	t.askEmailFor(council.NoWish)
	return nil
}

// askEmailFor asks for the person's address, and for what was chosen until it
// is known.
func (t *turn) askEmailFor(wish council.Wish) {
	t.wait(Conversation{Step: stepOwnEmail, Text: string(wish)})
	t.show(t.txt("channel.ask_email"), t.backRow("cw"))
}

// ownEmailTyped keeps one's own address. To be without one is for who keeps the
// directory to say.
func ownEmailTyped(ctx context.Context, t *turn) error {
	email, err := readEmail(oneLine(t.text))
	if err != nil || email == "" {
		t.say(t.txt("person.bad_email"), t.backRow("cw"))
		return nil
	}
	p, err := t.store.PersonByID(ctx, t.Access.Person.ID, t.today())
	if err != nil {
		return err
	}
	wish := council.Wish(t.conversation.Text)
	p.Email = email
	if err := t.store.UpdatePerson(ctx, p); err != nil {
		return err
	}
	t.out.RolesChanged = true
	if err := t.audit(ctx, "person.changed", personSubject(p.ID), map[string]any{"field": fieldEmail}); err != nil {
		return err
	}
	if slices.Contains(council.Wishes(), wish) {
		if err := t.setWish(ctx, p, wish); err != nil {
			return err
		}
	}
	return showChannel(ctx, t)
}

// showChannelOf offers the choice on somebody's behalf, who may not be in
// Telegram.
func showChannelOf(_ context.Context, t *turn, c council.PersonCard) error {
	t.rest()
	t.show(t.txt("channel.of", locales.Data{"Name": c.Person.Full(), "Line": locales.HTML(t.wishLine(c.Person, c.Binding.Reaches()))}),
		append(t.wishButtons(c.Person, func(place int64) string { return press("dpks", c.Person.ID, place) }), t.backRow("dp", c.Person.ID))...)
	return nil
}

func chooseChannelFor(ctx context.Context, t *turn, c council.PersonCard) error {
	wish, known := placed(council.Wishes(), t.press.arg(1))
	if !known {
		t.toast("press.stale")
		return showChannelOf(ctx, t, c)
	}
	if wish != council.WishTelegram && c.Person.Email == "" {
		t.alert("channel.no_email")
		return nil
	}
	if err := t.setWish(ctx, c.Person, wish); err != nil {
		return err
	}
	t.toast("channel.done")
	return t.showPerson(ctx, c.Person.ID)
}
