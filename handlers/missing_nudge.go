package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sereda/council"
)

// nudgeAgain is how soon the same person may be nudged about a unit again.
const nudgeAgain = time.Hour

// nudgeAll reminds everybody still missing.
func nudgeAll(ctx context.Context, t *turn) error {
	return t.nudge(ctx, t.press.week(0), func(council.Standing) bool { return true })
}

// nudgeOne reminds one unit.
func nudgeOne(ctx context.Context, t *turn) error {
	unit := t.press.arg(0)
	return t.nudge(ctx, t.press.week(1), func(s council.Standing) bool { return s.Unit.ID == unit })
}

// nudge writes to those who answer for the chosen units that are missing at
// this moment, and says how many will hear of it.
func (t *turn) nudge(ctx context.Context, week council.Week, chosen func(council.Standing) bool) error {
	if err := t.need(council.Nudge); err != nil {
		return err
	}
	if !t.open(week) {
		t.toast("press.past_week")
		return nil
	}
	roll, deadline, err := t.roll(ctx, week)
	if err != nil {
		return err
	}
	recent, err := t.store.NoticesSince(ctx, about(week), nudgePrefix(week), t.Now.Add(-nudgeAgain))
	if err != nil {
		return err
	}
	n := nudging{week: week, deadline: deadline, recent: recent}
	for _, s := range roll.Missing {
		if chosen(s) {
			n.unit(t, s)
		}
	}
	n.answer(t)
	if len(t.out.Notices) == 0 {
		return nil
	}
	return t.audit(ctx, "nudged", "week:"+week.String(), map[string]any{"told": n.told, "unreachable": n.unreachable})
}

// nudging counts units: told, told within the last hour, out of reach.
type nudging struct {
	week                     council.Week
	deadline                 time.Time
	recent                   []string
	told, again, unreachable int
}

// unit writes to everybody who answers for the unit, also to whom Telegram does
// not reach: an e-mail may, and the list of who was told has them.
func (n *nudging) unit(t *turn, s council.Standing) {
	key := "nudge.before"
	if t.Now.After(n.deadline) {
		key = "nudge.after"
	}
	message := t.app.composer().fill(key, s, n.week, n.deadline)
	told := 0
	for _, to := range s.Recipients {
		stem := fmt.Sprintf("%s%d:%d:", nudgePrefix(n.week), s.Unit.ID, to.PersonID)
		if slices.ContainsFunc(n.recent, func(k string) bool { return strings.HasPrefix(k, stem) }) {
			continue
		}
		if to.Reachable {
			told++
		}
		t.tell(council.Notice{
			PersonID: to.PersonID, Class: council.Bulk, About: about(n.week), Message: message,
			// Two organisers at once are one nudge: the key is the hour's.
			Key: fmt.Sprintf("%s%d", stem, t.Now.Unix()/int64(nudgeAgain.Seconds())),
		})
	}
	switch {
	case len(s.Reachable()) == 0:
		n.unreachable++
	case told == 0:
		n.again++
	default:
		n.told++
	}
}

// answer is one window with all that is not zero.
func (n *nudging) answer(t *turn) {
	var lines []string
	for _, part := range []struct {
		key   string
		count int
	}{{"nudge.told", n.told}, {"nudge.again", n.again}, {"nudge.unreachable", n.unreachable}} {
		if part.count > 0 {
			lines = append(lines, t.label(part.key, map[string]any{"Count": part.count}))
		}
	}
	if len(lines) == 0 {
		t.toast("nudge.nobody")
		return
	}
	t.out.Toast, t.out.Alert = strings.Join(lines, "\n"), true
}

// nudgeKind is the kind of reminders by hand.
const nudgeKind = "nudge"

func nudgePrefix(week council.Week) string { return nudgeKind + ":" + week.String() + ":" }

// stopReminding takes back what still waits to remind the unit: who has
// submitted hears nothing more (P7).
func (t *turn) stopReminding(ctx context.Context, unitID int64, week council.Week) error {
	var prefixes []string
	for _, kind := range toUnits {
		prefixes = append(prefixes, fmt.Sprintf("%s:%s:%d:", kind, week, unitID))
	}
	_, err := t.store.WithdrawNotices(ctx, about(week), prefixes...)
	return err
}
