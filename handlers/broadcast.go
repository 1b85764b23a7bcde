package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// maxBroadcast is the longest message to many, in characters: with its heading
// it fits one message.
const maxBroadcast = 3500

// registerBroadcast: the organiser writes to many and sees who was told.
func (a *App) registerBroadcast() {
	a.commands["broadcast"] = broadcastCommand
	a.presses["bc"] = broadcastCommand
	a.presses["ba"] = audiencePressed     // audience
	a.presses["bs"] = sendBroadcast       // nothing
	a.presses["bl"] = listBroadcasts      // nothing
	a.steps["broadcast"] = broadcastTyped // the message
}

// broadcastCommand asks whom to write to.
func broadcastCommand(ctx context.Context, t *turn) error {
	if err := t.need(council.Broadcast); err != nil {
		return err
	}
	t.rest()
	standings, err := t.store.Standings(ctx, t.nextWeek(), t.today())
	if err != nil {
		return err
	}
	var rows [][]council.Button
	for i, audience := range council.Audiences() {
		rows = append(rows, row(council.Button{
			Text: t.label("button.audience."+string(audience), map[string]any{"Number": len(audience.Of(standings))}),
			Data: press("ba", int64(i))}))
	}
	rows = append(rows, row(t.button("button.broadcasts", press("bl"))))
	t.show(t.txt("broadcast.whom"), append(rows, t.homeButtons()...)...)
	return nil
}

// audiencePressed waits for the message.
func audiencePressed(ctx context.Context, t *turn) error {
	if err := t.need(council.Broadcast); err != nil {
		return err
	}
	audiences := council.Audiences()
	n := t.press.arg(0)
	if n < 0 || n >= int64(len(audiences)) {
		return broadcastCommand(ctx, t)
	}
	t.wait(Conversation{Step: "broadcast", Audience: string(audiences[n])})
	t.show(t.txt("broadcast.ask", map[string]any{"Audience": t.label("broadcast.audience." + string(audiences[n]))}),
		row(t.button("button.back", press("bc"))))
	return nil
}

// broadcastTyped shows the message as it will arrive and how many will get it;
// another text replaces it.
func broadcastTyped(ctx context.Context, t *turn) error {
	if err := t.need(council.Broadcast); err != nil {
		return err
	}
	if n := visible(locales.Escape(t.text)); n > maxBroadcast {
		t.say(t.txt("broadcast.too_long", map[string]any{"Count": n, "Limit": maxBroadcast}), row(t.button("button.back", press("bc"))))
		return nil
	}
	c := t.conversation
	c.Text = t.text
	people, err := t.audience(ctx, council.Audience(c.Audience))
	if err != nil {
		return err
	}
	t.wait(c)
	t.say(t.txt("broadcast.text", map[string]any{"Text": c.Text}))
	t.say(t.txt("broadcast.preview", map[string]any{"Audience": t.label("broadcast.audience." + c.Audience), "Count": reachable(people)})+
		t.unreachableNote(people),
		row(primary(t.button("button.send", press("bs")))),
		row(t.button("button.back", press("bc"))))
	return nil
}

func (t *turn) audience(ctx context.Context, a council.Audience) ([]council.Recipient, error) {
	standings, err := t.store.Standings(ctx, t.nextWeek(), t.today())
	if err != nil {
		return nil, err
	}
	return a.Of(standings), nil
}

func reachable(people []council.Recipient) int {
	n := 0
	for _, p := range people {
		if p.Reachable {
			n++
		}
	}
	return n
}

func (t *turn) unreachableNote(people []council.Recipient) string {
	n := len(people) - reachable(people)
	if n == 0 {
		return ""
	}
	return "\n" + t.txt("broadcast.unreachable", map[string]any{"Count": n})
}

// sendBroadcast writes to the audience as it is at this moment. Who cannot be
// reached gets a row too, so that the list of who was told is complete.
func sendBroadcast(ctx context.Context, t *turn) error {
	if err := t.need(council.Broadcast); err != nil {
		return err
	}
	c := t.conversation
	if c.Step != "broadcast" || c.Text == "" || !slices.Contains(council.Audiences(), council.Audience(c.Audience)) {
		t.toast("broadcast.sent_already")
		return listBroadcasts(ctx, t)
	}
	people, err := t.audience(ctx, council.Audience(c.Audience))
	if err != nil {
		return err
	}
	b := council.Broadcasting{At: t.Now.Truncate(time.Microsecond), By: t.Access.Person.ID, Audience: council.Audience(c.Audience), Text: c.Text}
	if b.ID, err = t.store.AddBroadcast(ctx, b); err != nil {
		return err
	}
	message := council.Message{HTML: t.txt("broadcast.text", map[string]any{"Text": b.Text})}
	for _, p := range people {
		t.tell(council.Notice{PersonID: p.PersonID, Class: council.Bulk, About: aboutBroadcast(b.ID),
			Key: fmt.Sprintf("broadcast:%d:%d", b.ID, p.PersonID), Message: message})
	}
	t.rest()
	t.show(t.txt("broadcast.sent", map[string]any{"Count": reachable(people)})+t.unreachableNote(people),
		row(t.button("button.who_was_told", press("bw", b.ID))), t.homeButtons()[0])
	return t.audit(ctx, "broadcast", aboutBroadcast(b.ID), map[string]any{"audience": c.Audience, "people": len(people)})
}

// aboutBroadcast names the message in the list of who was told.
func aboutBroadcast(id int64) string { return fmt.Sprintf("broadcast:%d", id) }

// listBroadcasts shows the last messages.
func listBroadcasts(ctx context.Context, t *turn) error {
	if err := t.need(council.SeeDelivery); err != nil {
		return err
	}
	const shown = 10
	recent, err := t.store.RecentBroadcasts(ctx, shown)
	if err != nil {
		return err
	}
	var rows [][]council.Button
	for _, b := range recent {
		text := strings.Join(strings.Fields(b.Text), " ")
		rows = append(rows, row(council.Button{
			Text: cut(locales.ShortDay(council.DateOf(b.At.In(t.app.Zone)))+" · "+text, 50), Data: press("bw", b.ID)}))
	}
	key := "broadcast.list"
	if len(recent) == 0 {
		key = "broadcast.list_empty"
	}
	rows = append(rows, row(t.button("button.back", press("bc"))))
	t.show(t.txt(key), append(rows, t.homeButtons()...)...)
	return nil
}
