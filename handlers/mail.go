package handlers

import (
	"context"
	"strconv"
	"time"

	"sereda/council"
	"sereda/locales"
)

// MailStore writes letters by e-mail, and has what goes with them.
type MailStore interface {
	EnqueueMail(ctx context.Context, notices []council.Notice, now time.Time) error
	Installation(ctx context.Context) (string, error)
	RevisionsAfter(ctx context.Context, week council.Week, number int) ([]council.Revision, error)
	CalendarMeetings(ctx context.Context, from council.Date) ([]council.CalendarMeeting, error)
}

// CalendarWriter writes events as iCalendar.
type CalendarWriter interface {
	Calendar(name, installation string, events []council.CalendarEvent) ([]byte, error)
}

// registerMail: what leaves by e-mail besides what stands in for Telegram.
func (a *App) registerMail() {
	a.mailed = append(a.mailed, mailPlan)
}

// mailPlan sends a revision by e-mail (3.21): the text of the copy, the plan's
// document and its part of the calendar. A letter with an older revision that
// still waits is taken back.
func mailPlan(ctx context.Context, t *turn, r council.Revision, to []mailedCopy) error {
	if len(to) == 0 {
		return nil
	}
	calendars, err := t.partCalendars(ctx, r, to)
	if err != nil {
		return err
	}
	revision := ""
	if r.Number > 1 {
		revision = strconv.Itoa(r.Number)
	}
	subject := t.label("mail.plan", locales.Data{"Week": locales.FullWeek(r.Week), "Revision": revision})
	var notices []council.Notice
	var older []string
	for _, c := range to {
		m := t.app.composer().PlanCopy(r, c.Addressee)
		m.Buttons, m.Document = nil, c.Document
		m.Mail = &council.Mail{Subject: subject, Calendar: calendars[c.Part()]}
		notices = append(notices, council.Notice{PersonID: c.Person.ID, Class: council.Bulk, About: about(r.Week), Key: c.Key, Message: m})
		for n := 1; n < r.Number; n++ {
			older = append(older, council.CopyKey(r.Week, n, c.Person.ID, council.ByMail))
		}
	}
	if len(older) > 0 {
		if _, err := t.store.WithdrawNotices(ctx, about(r.Week), older...); err != nil {
			return err
		}
	}
	return t.store.EnqueueMail(ctx, notices, t.Now)
}

// partCalendars are the stored calendars of the parts that the copies show.
func (t *turn) partCalendars(ctx context.Context, r council.Revision, to []mailedCopy) (map[council.Part]int64, error) {
	revisions, err := t.store.RevisionsAfter(ctx, r.Week, 0)
	if err != nil {
		return nil, err
	}
	meetings, err := t.store.CalendarMeetings(ctx, r.Week.Monday)
	if err != nil {
		return nil, err
	}
	installation, err := t.store.Installation(ctx)
	if err != nil {
		return nil, err
	}
	source := council.CalendarSource{Plans: []council.PlanHistory{council.PlanHistory{}.With(revisions...)}, Meetings: meetings}
	stored := map[council.Part]int64{}
	for _, c := range to {
		part := c.Part()
		if stored[part] != 0 {
			continue
		}
		data, err := t.app.Papers.Calendar(t.label("calendar.name.whole", locales.Data{"Council": t.app.Council}), installation, source.PartCalendar(part))
		if err != nil {
			return nil, err
		}
		if stored[part], err = t.store.AddFile(ctx, council.File{Name: "plan.ics", Data: data}, t.Now); err != nil {
			return nil, err
		}
	}
	return stored, nil
}

// byMail lets a message about a meeting go by e-mail to everybody who has one,
// besides Telegram, with the meeting's event and materials (4.13).
func (c Composer) byMail(subject string, message council.Message, b council.Body, m council.Meeting) council.Message {
	message.Mail = &council.Mail{Too: true, Meeting: m.ID,
		Subject: c.Texts.Label(subject, locales.Data{"Body": b.Name, "Day": locales.Day(m.Day), "Start": m.Start.String()})}
	return message
}
