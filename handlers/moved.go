package handlers

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// registerMoved: one week's deadline, moved by hand.
func (a *App) registerMoved() {
	a.presses["md"] = moveScreen    // week
	a.presses["mt"] = movePressed   // week, minute, 1 when confirmed
	a.presses["mr"] = moveRestored  // week
	a.steps["deadline"] = moveTyped // the new moment in words
}

func moveScreen(ctx context.Context, t *turn) error {
	if err := t.need(council.MoveDeadline); err != nil {
		return err
	}
	week := t.press.week(0)
	if !t.open(week) {
		t.toast("press.past_week")
		return missingCommand(ctx, t)
	}
	return t.showMove(ctx, week)
}

// showMove offers new moments and waits for a typed one.
func (t *turn) showMove(ctx context.Context, week council.Week) error {
	deadline, err := t.deadline(ctx, week)
	if err != nil {
		return err
	}
	usual, _ := t.app.Timetable.DeadlineOf(week, nil)
	html := t.txt("moved.title", t.moveData(week, deadline))
	var rows [][]council.Button
	for _, at := range t.moments(week, deadline) {
		rows = append(rows, row(council.Button{Text: sentence(locales.Instant(at, t.app.Zone)), Data: press("mt", weekArg(week), at.Unix()/60)}))
	}
	if !usual.Equal(deadline) {
		html += "\n" + t.txt("moved.usual", t.moveData(week, usual))
		if t.app.Timetable.CheckMove(week, usual, t.Now) == nil {
			rows = append(rows, row(t.button("button.restore_deadline", press("mr", weekArg(week)))))
		}
	}
	html += "\n\n" + t.txt("moved.ask")
	t.wait(Conversation{Step: "deadline", Week: week.Monday})
	rows = append(rows, row(t.button("button.back", press("mi", weekArg(week)))))
	t.show(html, append(rows, t.homeButtons()...)...)
	return nil
}

// moments are those worth a button: two hours later, noon and evening of the
// days until the digest, an hour before it; only what is allowed.
func (t *turn) moments(week council.Week, deadline time.Time) []time.Time {
	zone := t.app.Zone
	later := deadline.Add(2 * time.Hour)
	day := council.DateOf(deadline.In(zone))
	candidates := []time.Time{later, day.At(17*60, zone), day.AddDays(1).At(10*60, zone), day.AddDays(1).At(12*60, zone)}
	if digest, ok := t.app.Timetable.DigestOf(week); ok {
		candidates = append(candidates, digest.Add(-time.Hour))
	}
	var found []time.Time
	for _, at := range candidates {
		later := at.After(deadline) && (len(found) == 0 || at.After(found[len(found)-1]))
		if later && t.app.Timetable.CheckMove(week, at, t.Now) == nil {
			found = append(found, at)
		}
	}
	return found
}

func (t *turn) moveData(week council.Week, at time.Time) map[string]any {
	return map[string]any{"Week": locales.WeekDays(week), "At": locales.Instant(at, t.app.Zone)}
}

func movePressed(ctx context.Context, t *turn) error {
	week, to := t.press.week(0), time.Unix(t.press.arg(1)%1_000_000_000*60, 0)
	if t.press.arg(2) == 1 {
		return t.moveTo(ctx, week, to)
	}
	return t.askMove(ctx, week, to)
}

// askMove asks before a move: everybody still missing will be told.
func (t *turn) askMove(ctx context.Context, week council.Week, to time.Time) error {
	if err := t.need(council.MoveDeadline); err != nil {
		return err
	}
	if refused := t.checkMove(week, to); refused != "" {
		t.refuse(week, refused)
		return nil
	}
	standings, err := t.store.Standings(ctx, week, t.today())
	if err != nil {
		return err
	}
	data := t.moveData(week, to)
	data["Count"] = len(council.RollOf(standings, to).Missing)
	t.show(t.txt("moved.confirm", data),
		row(primary(t.button("button.move_deadline_yes", press("mt", weekArg(week), to.Unix()/60, 1)))),
		row(t.button("button.back", press("md", weekArg(week))), t.homeButtons()[0][0]))
	return nil
}

func moveRestored(ctx context.Context, t *turn) error {
	week := t.press.week(0)
	usual, ok := t.app.Timetable.DeadlineOf(week, nil)
	if !ok {
		return fmt.Errorf("week %s has no deadline in the timetable: %w", week, council.ErrNotFound)
	}
	return t.askMove(ctx, week, usual)
}

// moveTyped reads "чт 14:00", "26.11 о 12" or an hour of the deadline's day.
func moveTyped(ctx context.Context, t *turn) error {
	week := t.conversation.week()
	deadline, err := t.deadline(ctx, week)
	if err != nil {
		return err
	}
	at, ok := t.readMoment(t.text, council.DateOf(deadline.In(t.app.Zone)))
	if !ok {
		t.say(t.txt("moved.unread"), row(t.button("button.back", press("mi", weekArg(week)))))
		return nil
	}
	return t.askMove(ctx, week, at)
}

// readMoment reads a day, which may be left out, and an hour behind it.
func (t *turn) readMoment(text string, usual council.Date) (time.Time, bool) {
	words := strings.Fields(text)
	for n := range words {
		hours, allDay, err := t.app.Reader.Hours(strings.Join(words[n:], " "))
		if err != nil || allDay || hours.Start == nil || hours.End != nil {
			continue
		}
		day := usual
		if n > 0 {
			if day, err = t.app.Reader.Date(strings.Trim(strings.Join(words[:n], " "), ","), t.today()); err != nil {
				continue
			}
		}
		return day.At(*hours.Start, t.app.Zone), true
	}
	return time.Time{}, false
}

// moveTo moves the deadline, tells those still missing, and shows the list. The
// timetable's own moment gives the week back to the timetable.
func (t *turn) moveTo(ctx context.Context, week council.Week, to time.Time) error {
	if err := t.need(council.MoveDeadline); err != nil {
		return err
	}
	if refused := t.checkMove(week, to); refused != "" {
		t.refuse(week, refused)
		return nil
	}
	before, err := t.deadline(ctx, week)
	if err != nil {
		return err
	}
	if before.Equal(to) {
		t.toast("moved.already")
		return t.showMissing(ctx, week, listMissing, 0)
	}
	kept := to
	if usual, ok := t.app.Timetable.DeadlineOf(week, nil); ok && usual.Equal(to) {
		kept = time.Time{}
	}
	if err := t.store.MoveDeadline(ctx, week, kept); err != nil {
		return err
	}
	if err := t.audit(ctx, "deadline_moved", "week:"+week.String(), map[string]any{"from": before, "to": to}); err != nil {
		return err
	}
	if err := t.tellMoved(ctx, week, to); err != nil {
		return err
	}
	t.toast("moved.done", t.moveData(week, to))
	return t.showMissing(ctx, week, listMissing, 0)
}

func (t *turn) checkMove(week council.Week, to time.Time) (refused string) {
	err := t.app.Timetable.CheckMove(week, to, t.Now)
	switch {
	case !t.open(week):
		return "press.past_week"
	case errors.Is(err, council.ErrMomentPassed):
		return "moved.passed"
	case errors.Is(err, council.ErrAfterDigest):
		return "moved.after_digest"
	}
	return ""
}

// refuse says why not; a typed answer may be tried again.
func (t *turn) refuse(week council.Week, key string) {
	data := map[string]any{}
	if digest, ok := t.app.Timetable.DigestOf(week); ok {
		data["Digest"] = locales.Instant(digest, t.app.Zone)
	}
	if t.query != nil {
		t.alert(key, data)
		return
	}
	t.say(t.txt(key, data), row(t.button("button.back", press("mi", weekArg(week)))))
}

// movedKind is the kind of the news of another deadline.
const movedKind = "moved"

// tellMoved writes to the units still missing; what waited to remind them of
// the old deadline is taken back.
func (t *turn) tellMoved(ctx context.Context, week council.Week, to time.Time) error {
	standings, err := t.store.Standings(ctx, week, t.today())
	if err != nil {
		return err
	}
	c := t.app.composer()
	for _, s := range council.RollOf(standings, to).Missing {
		if err := t.stopReminding(ctx, s.Unit.ID, week); err != nil {
			return err
		}
		message := c.fill("moved.notice", s, week, to)
		for _, r := range s.Recipients {
			t.tell(council.Notice{
				PersonID: r.PersonID, Class: council.Bulk, About: about(week), Message: message,
				Key: fmt.Sprintf("%s:%s:%d:%d:%d", movedKind, week, s.Unit.ID, t.Now.UnixNano(), r.PersonID),
			})
		}
	}
	return nil
}
