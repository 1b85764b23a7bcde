package handlers

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sereda/council"
	"sereda/locales"
)

// CalendarStore keeps the addresses of people's calendars.
type CalendarStore interface {
	Subscribe(ctx context.Context, s council.Subscription) error
	RevokeSubscriptions(ctx context.Context, personID int64, scope council.CalendarScope, at time.Time) (int, error)
	SubscriptionsOf(ctx context.Context, personID int64) ([]council.Subscription, error)
}

// calendarScopes are as buttons carry them: by place, from 1.
var calendarScopes = []council.CalendarScope{council.OwnCalendar, council.WholeCalendar}

// registerCalendar: the addresses that one's own calendars subscribe to.
func (a *App) registerCalendar() {
	a.commands["calendar"] = showCalendar
	a.presses["ca"] = showCalendar
	a.presses["can"] = onScope(renewCalendar)  // scope, addresses made so far
	a.presses["car"] = onScope(revokeCalendar) // scope
}

// showCalendar shows which addresses work; the addresses themselves are known
// to nobody but whom they were given.
func showCalendar(ctx context.Context, t *turn) error {
	t.rest()
	made, err := t.store.SubscriptionsOf(ctx, t.Access.Person.ID)
	if err != nil {
		return err
	}
	html := t.txt("calendar.screen")
	var rows [][]council.Button
	for i, scope := range calendarScopes {
		working, works := workingOf(made, scope)
		if !slices.Contains(t.Access.CalendarScopes(), scope) && !works {
			continue
		}
		state, do, place := t.txt("calendar.none"), "make", int64(i+1)
		if works {
			state, do = t.txt("calendar.works", locales.Data{"At": locales.Instant(working.MadeAt, t.app.Zone)}), "renew"
		}
		html += "\n\n" + t.txt("calendar.line."+string(scope)) + " — " + state
		var buttons []council.Button
		if slices.Contains(t.Access.CalendarScopes(), scope) {
			buttons = row(t.button("calendar.button."+do+"."+string(scope), press("can", place, int64(madeOf(made, scope)))))
		}
		if works {
			buttons = append(buttons, danger(t.button("calendar.button.revoke."+string(scope), press("car", place))))
		}
		rows = append(rows, buttons)
	}
	t.show(html, append(rows, t.homeButtons()...)...)
	return nil
}

// workingOf is the address of the scope that works, if any.
func workingOf(made []council.Subscription, scope council.CalendarScope) (council.Subscription, bool) {
	at := slices.IndexFunc(made, func(s council.Subscription) bool { return s.Scope == scope && s.RevokedAt.IsZero() })
	if at < 0 {
		return council.Subscription{}, false
	}
	return made[at], true
}

// madeOf counts the addresses of the scope that were ever made.
func madeOf(made []council.Subscription, scope council.CalendarScope) int {
	n := 0
	for _, s := range made {
		if s.Scope == scope {
			n++
		}
	}
	return n
}

func onScope(do func(ctx context.Context, t *turn, scope council.CalendarScope) error) turnFunc {
	return func(ctx context.Context, t *turn) error {
		scope, known := placed(calendarScopes, t.press.arg(0))
		if !known {
			t.toast("press.stale")
			return showCalendar(ctx, t)
		}
		return do(ctx, t, scope)
	}
}

// renewCalendar gives a new address; the one before works no more. A second tap
// on the same button finds one address more than it thought and makes no other.
func renewCalendar(ctx context.Context, t *turn, scope council.CalendarScope) error {
	if !slices.Contains(t.Access.CalendarScopes(), scope) {
		return fmt.Errorf("calendar of %s: %w", scope, council.ErrForbidden)
	}
	made, err := t.store.SubscriptionsOf(ctx, t.Access.Person.ID)
	if err != nil {
		return err
	}
	if t.press.arg(1) != int64(madeOf(made, scope)) {
		t.toast("calendar.made_already")
		return showCalendar(ctx, t)
	}
	secret := t.app.Secret()
	s := council.Subscription{SecretHash: council.SecretHash(secret), PersonID: t.Access.Person.ID, Scope: scope, MadeAt: t.Now}
	if err := t.store.Subscribe(ctx, s); err != nil {
		return err
	}
	if err := t.audit(ctx, "calendar.made", personSubject(s.PersonID), map[string]any{"scope": scope}); err != nil {
		return err
	}
	t.toast("calendar.made")
	if err := showCalendar(ctx, t); err != nil {
		return err
	}
	t.reply(council.Message{Secret: true, HTML: t.txt("calendar.address.text", locales.Data{
		"Title": locales.HTML(t.txt("calendar.address." + string(scope))), "Address": t.app.CalendarAddress(secret)})})
	return nil
}

// revokeCalendar ends an address that has leaked or is needed no more, also of a
// scope that the person has lost.
func revokeCalendar(ctx context.Context, t *turn, scope council.CalendarScope) error {
	id := t.Access.Person.ID
	ended, err := t.store.RevokeSubscriptions(ctx, id, scope, t.Now)
	if err != nil {
		return err
	}
	if ended == 0 {
		t.toast("calendar.revoked_already")
		return showCalendar(ctx, t)
	}
	if err := t.audit(ctx, "calendar.revoked", personSubject(id), map[string]any{"scope": scope}); err != nil {
		return err
	}
	t.toast("calendar.revoked")
	return showCalendar(ctx, t)
}
