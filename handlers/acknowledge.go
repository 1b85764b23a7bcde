package handlers

import (
	"context"
	"errors"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// The buttons «Ознайомлено»: under a copy of the plan, a letter about a change,
// the evening's letter about the day's changes, news of a meeting or of an
// assignment that nobody answers. What they carry names the letter; whose it is says the account that
// presses.
const (
	acknowledgePress       = "pa"  // week, revision
	acknowledgeChangePress = "pac" // change
	acknowledgeDayPress    = "pad" // week, the last change, part
	acknowledgeNewsPress   = "pam" // meeting, version, place of the kind + 1, part
	acknowledgeErrandPress = "paj" // assignment, update, place of the kind + 1
)

// registerAcknowledge: who took note of what.
func (a *App) registerAcknowledge() {
	a.presses[acknowledgePress] = acknowledgePlan
	a.presses[acknowledgeChangePress] = acknowledging(func(t *turn) string {
		return council.ChangeKey(t.press.arg(0), t.Access.Person.ID)
	})
	a.presses[acknowledgeDayPress] = acknowledging(func(t *turn) string {
		return council.ChangeDigestKey(t.press.week(0), t.press.arg(1), t.Access.Person.ID, int(t.press.arg(2)))
	})
	a.presses[acknowledgeNewsPress] = acknowledgeNews
	a.presses[acknowledgeErrandPress] = acknowledgeErrand
}

// notedNews are the kinds of a meeting's news of which note is taken, as buttons
// carry them: by place, from 1.
var notedNews = []string{cancelledNews, cancelledNews + deputyNews, string(council.SendMaterials)}

// noteOfNews is what the button under a meeting's news carries.
func noteOfNews(m council.Meeting, kind string, part int) string {
	return press(acknowledgeNewsPress, m.ID, int64(m.Version), int64(slices.Index(notedNews, kind)+1), int64(part))
}

// newsKey is the key of the letter that such a button means.
func newsKey(t *turn) string {
	m := council.Meeting{ID: t.press.arg(0), Version: int(t.press.arg(1))}
	kind, known := placed(notedNews, t.press.arg(2))
	switch {
	case !known:
		return ""
	case kind == string(council.SendMaterials):
		o := council.MeetingOccurrence{Kind: council.SendMaterials, Meeting: m}
		return o.Key(council.PartOfMaterials(int(t.press.arg(3))), t.Access.Person.ID)
	}
	return council.MeetingKey(kind, m, "", t.Access.Person.ID)
}

// notedErrands are the kinds of an assignment's news of which note is taken, as
// buttons carry them: by place, from 1.
var notedErrands = []string{errandPutOff, errandTakenBack}

// askToNoteErrand puts the button under news of an assignment that this turn
// tells.
func (t *turn) askToNoteErrand(m council.Message, id int64, kind string) council.Message {
	return t.app.composer().askToNote(m, press(acknowledgeErrandPress, id, t.Update.ID, int64(slices.Index(notedErrands, kind)+1)))
}

// askToNote puts the button under a message.
func (c Composer) askToNote(m council.Message, data string) council.Message {
	m.TakeNote = true
	m.Buttons = append(m.Buttons, row(primary(c.button("button.acknowledge", data))))
	return m
}

// acknowledge keeps that the person has taken note of the letter, once. Whose
// letter it is not learns no more than that. The second answer is the button in
// place of the one that was pressed, nil when nothing was kept.
func (t *turn) acknowledge(ctx context.Context, key string) (noted bool, pressed []council.Button, err error) {
	at, first, err := t.store.Acknowledge(ctx, key, t.Access.Person.ID, t.Now)
	if errors.Is(err, council.ErrNotFound) {
		t.alert("copy.not_yours")
		return false, nil, nil
	}
	if err != nil {
		return false, nil, err
	}
	data := locales.Data{"At": locales.Instant(at, t.app.Zone)}
	if first {
		t.toast("copy.acknowledged")
	} else {
		t.alert("copy.acknowledged_before", data)
	}
	return true, row(council.Button{Text: t.label("button.acknowledged", data), Data: t.query.Data}), nil
}

// turnButton leaves the letter as it is under other buttons.
func (t *turn) turnButton(rows ...[]council.Button) {
	if t.screen != 0 {
		t.reply(council.Message{Edit: t.screen, Keep: true, Buttons: rows})
	}
}

// acknowledging takes note of the letter with the key.
func acknowledging(key func(t *turn) string) turnFunc {
	return func(ctx context.Context, t *turn) error {
		noted, pressed, err := t.acknowledge(ctx, key(t))
		if noted {
			t.turnButton(pressed)
		}
		return err
	}
}

// acknowledgeNews takes note of a meeting's news. Materials of one message have
// the way to the meeting above the button.
func acknowledgeNews(ctx context.Context, t *turn) error {
	noted, pressed, err := t.acknowledge(ctx, newsKey(t))
	if err != nil || !noted {
		return err
	}
	kind, _ := placed(notedNews, t.press.arg(2))
	if kind == string(council.SendMaterials) && t.press.arg(3) == 0 {
		t.turnButton(row(t.button("button.see_meeting", beside(meetingCard, t.press.arg(0)))), pressed)
	} else {
		t.turnButton(pressed)
	}
	return nil
}

// acknowledgeErrand takes note of an assignment's news. What the doer may do
// stays above the button.
func acknowledgeErrand(ctx context.Context, t *turn) error {
	id := t.press.arg(0)
	kind, known := placed(notedErrands, t.press.arg(2))
	if !known {
		t.alert("copy.not_yours")
		return nil
	}
	noted, pressed, err := t.acknowledge(ctx, errandKey(kind, id, t.press.arg(1), t.Access.Person.ID))
	if err != nil || !noted {
		return err
	}
	e, err := t.errand(ctx, id)
	if err != nil {
		return err
	}
	t.turnButton(append(t.app.composer().doerButtons(e.Assignment), pressed)...)
	return nil
}

// acknowledgePlan takes note of a revision, also of one that is no more in
// force: that is said.
func acknowledgePlan(ctx context.Context, t *turn) error {
	week, number := t.press.week(0), int(t.press.arg(1))
	noted, pressed, err := t.acknowledge(ctx, council.CopyKey(week, number, t.Access.Person.ID, council.ByTelegram))
	if err != nil || !noted {
		return err
	}
	latest, err := t.store.PlanHead(ctx, week)
	if err != nil {
		return err
	}
	if latest.Number > number {
		t.alert("copy.acknowledged_old", locales.Data{"Number": number, "Latest": latest.Number})
	}
	rows := t.app.composer().copyButtons(council.Revision{Week: week, Number: number}, t.Access.May(council.SeeWeek))
	rows[0] = pressed
	t.turnButton(rows...)
	return nil
}
