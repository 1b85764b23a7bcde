package handlers

import (
	"context"
	"errors"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// Kinds as buttons carry them.
const (
	kindDuringWeek = iota + 1
	kindToBeAnnounced
)

func dayPressed(ctx context.Context, t *turn, p *plan) error {
	day := t.press.day(3)
	if !p.week.Contains(day) {
		t.toast("press.stale")
		t.showPlan(p, 0)
		return nil
	}
	return t.dayAnswered(ctx, p, t.press.arg(2), DayRead{From: day, To: day, Kind: council.Timed})
}

func kindPressed(ctx context.Context, t *turn, p *plan) error {
	read := DayRead{Kind: council.ToBeAnnounced}
	if t.press.arg(3) == kindDuringWeek {
		read = DayRead{From: p.week.Monday, To: p.week.Sunday(), Kind: council.DuringWeek}
	}
	return t.dayAnswered(ctx, p, t.press.arg(2), read)
}

func dayTyped(ctx context.Context, t *turn, p *plan) error {
	read, err := t.app.Reader.Day(t.text, p.week)
	if err != nil {
		t.say(t.trouble(err, "trouble.day", p.week), t.dayButtons(p, council.Entry{ID: t.conversation.Entry})...)
		return nil
	}
	return t.dayAnswered(ctx, p, t.conversation.Entry, read)
}

// dayAnswered starts a new entry or moves the one that is asked about.
func (t *turn) dayAnswered(ctx context.Context, p *plan, id int64, read DayRead) error {
	if id == 0 {
		return t.startEntry(ctx, p, read)
	}
	return t.withEntry(ctx, p, id, func(ctx context.Context, t *turn, p *plan, e council.Entry) error {
		e.From, e.To, e.Kind = read.From, read.To, read.Kind
		if read.Kind == council.DuringWeek || read.Kind == council.ToBeAnnounced {
			e.Hours = council.Hours{}
		}
		return t.answered(ctx, p, e, askDay)
	})
}

func (t *turn) startEntry(ctx context.Context, p *plan, read DayRead) error {
	if err := t.needDraft(ctx, p); err != nil {
		return err
	}
	if len(p.draft.Entries) >= council.MaxEntries {
		t.say(t.txt("entry.too_many", map[string]any{"Count": council.MaxEntries}), t.planAndHome(p))
		return nil
	}
	e := council.Entry{From: read.From, To: read.To, Kind: read.Kind, Source: t.source()}
	ids, err := t.store.AddEntries(ctx, p.draft.ID, []council.Entry{e})
	if err != nil {
		return err
	}
	e.ID = ids[0]
	return t.goOn(ctx, p, e, askDay)
}

// needDraft starts a draft unless there is one.
func (t *turn) needDraft(ctx context.Context, p *plan) error {
	if p.draft != nil {
		return nil
	}
	draft, err := t.store.DraftOf(ctx, p.unit.ID, p.week)
	p.draft = &draft
	return err
}

// source is the message an entry comes from.
func (t *turn) source() council.Source {
	s := council.Source{ChatID: t.chatID, MessageID: t.messageID()}
	if t.message != nil {
		s.Text = cut(t.text, council.MaxTitle)
	}
	return s
}

func timePressed(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	minute := t.press.arg(3)
	if minute < 0 || minute >= 24*60 {
		return t.timeAnswered(ctx, p, e, council.Hours{}, true)
	}
	start := council.TimeOfDay(minute)
	return t.timeAnswered(ctx, p, e, council.Hours{Start: &start}, false)
}

func timeTyped(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	hours, allDay, err := t.app.Reader.Hours(t.text)
	if err != nil {
		t.say(t.trouble(err, "trouble.time", p.week), t.timeButtons(p, e)...)
		return nil
	}
	return t.timeAnswered(ctx, p, e, hours, allDay)
}

func (t *turn) timeAnswered(ctx context.Context, p *plan, e council.Entry, hours council.Hours, allDay bool) error {
	e.Hours, e.Kind = hours, council.Timed
	if allDay {
		e.Kind = council.AllDay
	}
	return t.answered(ctx, p, e, askTime)
}

func titleTyped(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	if t.tooLong(council.MaxTitle) {
		return nil
	}
	e.Title = oneLine(t.text)
	if len(e.Leaders) == 0 {
		leaders, err := t.leadersOf(ctx, p.week)
		if err != nil {
			return err
		}
		e.Leaders = t.app.Reader.LeadersIn(e.Title, leaders)
	}
	return t.answered(ctx, p, e, askTitle)
}

func venueTyped(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	if t.tooLong(council.MaxVenue) {
		return nil
	}
	before := e.Venue
	e.Venue = oneLine(t.text)
	if err := t.learnVenue(ctx, p, before, e.Venue, e); err != nil {
		return err
	}
	return t.answered(ctx, p, e, askVenue)
}

func venuePressed(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	venues, err := t.store.RecentVenues(ctx, p.unit.ID, 50)
	if err != nil {
		return err
	}
	// Looked up among the unit's own: a button names no venue of another's.
	at := slices.IndexFunc(venues, func(v council.Entry) bool { return v.ID == t.press.arg(3) })
	if at < 0 {
		t.toast("press.stale")
		return t.askNext(ctx, p, e, askVenue)
	}
	e.Venue = venues[at].Venue
	return t.answered(ctx, p, e, askVenue)
}

func responsibleTyped(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	if t.tooLong(council.MaxResponsible) {
		return nil
	}
	e.Responsible = oneLine(t.text)
	return t.answered(ctx, p, e, askResponsible)
}

func responsiblePicked(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	if t.press.arg(3) == 0 {
		e.Responsible = t.Access.Person.Short()
		return t.answered(ctx, p, e, askResponsible)
	}
	names, err := t.store.RecentResponsibles(ctx, p.unit.ID, 50)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(names, func(n council.Entry) bool { return n.ID == t.press.arg(3) })
	if at < 0 {
		t.toast("press.stale")
		return t.askNext(ctx, p, e, askResponsible)
	}
	e.Responsible = names[at].Responsible
	return t.answered(ctx, p, e, askResponsible)
}

// leaderPressed sets what the button says, never "the other one": a double tap
// changes nothing.
func leaderPressed(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	post, takesPart := t.press.arg(3), t.press.arg(4) == 1
	leaders, err := t.leadersOf(ctx, p.week)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(leaders, func(l council.Leader) bool { return l.PostID == post }) {
		t.toast("press.stale")
		return t.askLeaders(ctx, p, e)
	}
	e.Leaders = slices.DeleteFunc(slices.Clone(e.Leaders), func(id int64) bool { return id == post })
	if takesPart {
		e.Leaders = append(e.Leaders, post)
	}
	e, _ = t.byHand(e, askLeaders)
	if err := t.store.UpdateEntry(ctx, p.draft.ID, e); err != nil {
		return err
	}
	p.put(e)
	return t.askLeaders(ctx, p, e)
}

func leadersTyped(ctx context.Context, t *turn, p *plan, e council.Entry) error {
	leaders, err := t.leadersOf(ctx, p.week)
	if err != nil {
		return err
	}
	found := t.app.Reader.LeadersIn(t.text, leaders)
	if len(found) == 0 {
		return t.askLeaders(ctx, p, e)
	}
	e.Leaders = found
	return t.answered(ctx, p, e, askLeaders)
}

// trouble explains what could not be read, with what was read where known.
func (t *turn) trouble(err error, otherwise string, week council.Week) string {
	data := map[string]any{"Week": locales.WeekDays(week), "Day": "", "Text": cut(t.text, 60)}
	var known Trouble
	if !errors.As(err, &known) || known.Key() == "trouble.not_understood" {
		return t.txt(otherwise, data)
	}
	if d := known.Read(); !d.IsZero() {
		data["Day"] = locales.Day(d)
	}
	return t.txt(known.Key(), data)
}

// oneLine folds line breaks and runs of spaces: a title is one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
