package handlers

import (
	"context"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// stepPlanField waits for the words of one field of an entry.
const stepPlanField = "f.field"

// What is edited, as buttons carry it.
const (
	ofPlan   = iota // an entry of a plan that is being formed
	ofChange        // what a change of an agreed plan makes of an entry
)

// target is an entry whose fields are edited one at a time: each button carries
// the version that it was made for.
type target struct {
	of, id, version int64
	week            council.Week
	entry           council.Entry
	// save keeps the new words and shows the entry.
	save func(ctx context.Context, t *turn, e council.Entry) error
	back []council.Button
}

type targetFunc func(ctx context.Context, t *turn, x target) error

func (x target) press(do string, more ...int64) string {
	return press(do, append([]int64{x.of, weekArg(x.week), x.id, x.version}, more...)...)
}

// onTarget loads what a button or a question edits; the roles and the version
// are asked by whoever keeps it.
func onTarget(do targetFunc) turnFunc {
	return func(ctx context.Context, t *turn) error {
		c := t.conversation
		of, week, id, version := c.Unit, c.week(), c.Entry, c.Item
		if t.query != nil {
			of, week, id, version = t.press.arg(0), t.press.week(1), t.press.arg(2), t.press.arg(3)
		}
		if of == ofChange {
			return t.withChangeTarget(ctx, week, id, version, do)
		}
		if err := t.need(council.FormPlan); err != nil {
			return err
		}
		return t.withFresh(ctx, week, id, version, func(ctx context.Context, t *turn, i planItem) error {
			if i.e.State != council.InPlan || i.e.MeetingID != 0 {
				return t.overtaken(ctx, i, "press.stale")
			}
			return do(ctx, t, t.planTarget(i))
		})
	}
}

// planTarget edits an entry of the plan in place.
func (t *turn) planTarget(i planItem) target {
	return target{of: ofPlan, id: i.e.ID, version: int64(i.e.Version), week: i.Week, entry: i.e.Entry,
		save: func(ctx context.Context, t *turn, e council.Entry) error {
			was := i.e
			i.e.Entry, i.e.Edited = e, true
			t.leaders = i.leaders
			if err := t.mended(ctx, was, &i); err != nil {
				return err
			}
			return t.writeItem(ctx, i, "edited", t.differs(was.Entry, e), i.e)
		},
		back: t.backToItem(i),
	}
}

// fieldDoors are the buttons of the fields.
func (t *turn) fieldDoors(x target) [][]council.Button {
	door := func(key string, question int64) council.Button { return t.button(key, x.press("fq", question)) }
	return [][]council.Button{
		{door("button.day", 0), door("button.time", 1), door("button.title", 2)},
		{door("button.venue", 3), door("button.responsible", 4)},
		{door("button.leaders", 5)},
	}
}

// askField asks for one field; its name stands in the conversation.
func askField(ctx context.Context, t *turn, x target) error {
	question, known := placed(questions, t.press.arg(4)+1)
	if !known {
		t.toast("press.stale")
		return nil
	}
	return t.askTarget(ctx, x, question)
}

func (t *turn) askTarget(ctx context.Context, x target, question string) error {
	leaders, err := t.leadersOf(ctx, x.week)
	if err != nil {
		return err
	}
	t.wait(Conversation{Step: stepPlanField, Unit: x.of, Week: x.week.Monday, Entry: x.id, Item: x.version, Audience: question})
	rows := t.targetButtons(x, question, leaders)
	ask := "ask." + question
	if question == askLeaders {
		ask = "forming.ask_leaders"
	}
	html := locales.Escape(cut(x.entry.Title, 200)) + "\n" + locales.Escape(t.entryWhen(x.entry)) + "\n\n" + t.txt(ask)
	t.show(html, append(rows, x.back)...)
	return nil
}

// targetButtons are the likely answers.
func (t *turn) targetButtons(x target, question string, leaders []council.Leader) [][]council.Button {
	switch question {
	case askDay:
		var days []council.Button
		for n, d := range x.week.Days() {
			days = append(days, council.Button{Text: locales.ShortDay(d), Data: x.press("fqd", int64(n))})
		}
		return append(inRows(days, 4), row(t.button("button.during_week", x.press("fqd", noDay)),
			t.button("button.to_be_announced", x.press("fqd", noDay+1))))
	case askTime:
		var hours []council.Button
		for minute := 8 * 60; minute <= 19*60; minute += 60 {
			hours = append(hours, council.Button{Text: council.TimeOfDay(minute).String(), Data: x.press("fqt", int64(minute))})
		}
		return append(inRows(hours, 4), row(t.button("button.all_day", x.press("fqt", -1))))
	case askVenue, askResponsible:
		return [][]council.Button{{t.button("button.leave_empty", x.press("fqe", int64(slices.Index(questions, question))))}}
	case askLeaders:
		var rows [][]council.Button
		for _, l := range leaders[:min(len(leaders), 20)] {
			mark, set := "⬜ ", int64(1)
			if slices.Contains(x.entry.Leaders, l.PostID) {
				mark, set = "✅ ", 0
			}
			rows = append(rows, row(council.Button{Text: cut(mark+l.Title, 60), Data: x.press("fqp", l.PostID, set)}))
		}
		return rows
	}
	return nil
}

func fieldDay(ctx context.Context, t *turn, x target) error {
	e := x.entry
	switch n := t.press.arg(4); {
	case n == noDay:
		e.From, e.To, e.Kind, e.Hours = x.week.Monday, x.week.Sunday(), council.DuringWeek, council.Hours{}
	case n == noDay+1:
		e.From, e.To, e.Kind, e.Hours = council.Date{}, council.Date{}, council.ToBeAnnounced, council.Hours{}
	case n >= 0 && n < noDay:
		day := x.week.Day(int(n))
		e = onDay(e, DayRead{From: day, To: day, Kind: council.Timed})
	}
	return x.save(ctx, t, e)
}

// onDay moves the entry to other days; an entry of the whole day stays one.
func onDay(e council.Entry, read DayRead) council.Entry {
	e.From, e.To = read.From, read.To
	switch {
	case read.Kind == council.DuringWeek || read.Kind == council.ToBeAnnounced:
		e.Kind, e.Hours = read.Kind, council.Hours{}
	case e.Kind != council.AllDay:
		e.Kind = council.Timed
	}
	return e
}

func fieldHour(ctx context.Context, t *turn, x target) error {
	minute := t.press.arg(4)
	if minute < 0 || minute >= 24*60 {
		return x.save(ctx, t, atHours(x.entry, council.Hours{}, true))
	}
	start := council.TimeOfDay(minute)
	return x.save(ctx, t, atHours(x.entry, council.Hours{Start: &start}, false))
}

func atHours(e council.Entry, hours council.Hours, allDay bool) council.Entry {
	e.Hours, e.Kind = hours, council.Timed
	if allDay {
		e.Kind = council.AllDay
	}
	return e
}

// fieldLeader sets what the button says, never "the other one".
func fieldLeader(ctx context.Context, t *turn, x target) error {
	post, takesPart := t.press.arg(4), t.press.arg(5) == 1
	leaders, err := t.leadersOf(ctx, x.week)
	if err != nil {
		return err
	}
	e := x.entry
	e.Leaders = nil
	for _, l := range leaders {
		if l.PostID == post && takesPart || l.PostID != post && slices.Contains(x.entry.Leaders, l.PostID) {
			e.Leaders = append(e.Leaders, l.PostID)
		}
	}
	return x.save(ctx, t, e)
}

func fieldEmpty(ctx context.Context, t *turn, x target) error {
	e := x.entry
	switch question, _ := placed(questions, t.press.arg(4)+1); question {
	case askVenue:
		e.Venue = ""
	case askResponsible:
		e.Responsible = ""
	}
	return x.save(ctx, t, e)
}

// planFieldTyped reads the typed words of the field that was asked for.
func planFieldTyped(ctx context.Context, t *turn, x target) error {
	e, question := x.entry, t.conversation.Audience
	again := func(html string) error {
		leaders, err := t.leadersOf(ctx, x.week)
		t.say(html, append(t.targetButtons(x, question, leaders), x.back)...)
		return err
	}
	switch question {
	case askDay:
		read, err := t.app.Reader.Day(t.text, x.week)
		if err != nil {
			return again(t.trouble(err, "trouble.day", x.week))
		}
		e = onDay(e, read)
	case askTime:
		hours, allDay, err := t.app.Reader.Hours(t.text)
		if err != nil {
			return again(t.trouble(err, "trouble.time", x.week))
		}
		e = atHours(e, hours, allDay)
	case askTitle:
		if t.tooLong(council.MaxTitle) {
			return nil
		}
		e.Title = oneLine(t.text)
	case askVenue:
		if t.tooLong(council.MaxVenue) {
			return nil
		}
		e.Venue = oneLine(t.text)
	case askResponsible:
		if t.tooLong(council.MaxResponsible) {
			return nil
		}
		e.Responsible = oneLine(t.text)
	case askLeaders:
		leaders, err := t.leadersOf(ctx, x.week)
		if err != nil {
			return err
		}
		found := t.app.Reader.LeadersIn(t.text, leaders)
		if len(found) == 0 {
			return t.askTarget(ctx, x, askLeaders)
		}
		e.Leaders = found
	}
	return x.save(ctx, t, e)
}

// differs is what an edit changed, for the audit log: the words before and
// after, by field.
func (t *turn) differs(was, now council.Entry) map[string]any {
	details := map[string]any{}
	for _, f := range []struct{ field, was, now string }{
		{"when", t.entryWhen(was), t.entryWhen(now)}, {"title", was.Title, now.Title}, {"venue", was.Venue, now.Venue},
		{"responsible", was.Responsible, now.Responsible}, {"leaders", t.leaderTitles(was), t.leaderTitles(now)},
		{"visibility", string(visibilityOf(was)), string(visibilityOf(now))},
	} {
		if f.was != f.now {
			details[f.field] = []any{f.was, f.now}
		}
	}
	return details
}
