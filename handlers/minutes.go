package handlers

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
	"sereda/locales"
)

// MinutesStore keeps meetings' minutes.
type MinutesStore interface {
	MinutesOf(ctx context.Context, meetingID int64) (council.Minutes, error)
	SetMinutes(ctx context.Context, meetingID int64, m council.Minutes, personID int64) error
}

const stepMinutes = "k.link"

// registerMinutes: a closed meeting's minutes, as an address or a file (5.33).
func (a *App) registerMinutes() {
	a.presses["kl"] = publishing(askMinutes)         // meeting
	a.presses["klx"] = publishing(takeMinutesBack)   // meeting
	a.presses["klp"] = publishing(publishMinutes)    // meeting, when the file was recorded
	a.presses["klf"] = seeingMeeting(sendMinutes)    // meeting
	a.steps[stepMinutes] = publishing(minutesLinked) // the address
	a.files[stepMinutes] = publishing(minutesFiled)  // the file
	a.openBeside("kl", "klf")
	a.cards = append(a.cards, minutesDoor)
}

// publishes tells that the meeting's minutes are for everybody.
func publishes(s sitting) bool {
	return s.State == council.Closed && (s.body.Publish || s.OpenToPublic)
}

// publishing is for who records for the body, once the record is closed: one
// after another, so that nobody publishes what is just being taken back.
func publishing(do meetingFunc) turnFunc {
	return seeingMeeting(func(ctx context.Context, t *turn, s sitting) error {
		if !t.Access.Records(s.body) {
			return fmt.Errorf("publish minutes of meeting %d: %w", s.ID, council.ErrForbidden)
		}
		locked, err := t.store.LockMeeting(ctx, s.ID)
		if err != nil {
			return err
		}
		s.Meeting = locked
		if !publishes(s) {
			t.rest()
			t.toast("press.stale")
			return t.showSitting(ctx, s, t.txt("minutes.not_yet"))
		}
		return do(ctx, t, s)
	})
}

// minutesDoor shows everybody who sees the meeting where the minutes are, and
// who records where to say it.
func minutesDoor(ctx context.Context, t *turn, s sitting) ([][]council.Button, error) {
	if !publishes(s) {
		return nil, nil
	}
	m, err := t.store.MinutesOf(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	records := t.Access.Records(s.body)
	var rows [][]council.Button
	switch {
	case m.Link != "":
		rows = append(rows, row(council.Button{Text: t.label("minutes.button.read"), URL: m.Link}))
	case m.Published:
		rows = append(rows, row(t.button("minutes.button.read", press("klf", s.ID))))
	case m.Recorded() && records:
		rows = append(rows, row(t.button("minutes.button.draft", press("klf", s.ID)),
			primary(t.button("minutes.button.publish", press("klp", s.ID, m.At.Unix())))))
	}
	if records {
		rows = append(rows, row(t.button("minutes.button.link", press("kl", s.ID))))
	}
	return rows, nil
}

// sendMinutes sends the file: what is not published yet to who records alone.
func sendMinutes(ctx context.Context, t *turn, s sitting) error {
	m, err := t.store.MinutesOf(ctx, s.ID)
	if err != nil {
		return err
	}
	if !publishes(s) || m.FileID == "" || !m.Published && !t.Access.Records(s.body) {
		t.toast("press.stale")
		return t.showSitting(ctx, s, "")
	}
	t.reply(council.Message{HTML: t.txt("minutes.file", t.sittingData(s)), Document: &council.Document{Name: m.Name, FileID: m.FileID}})
	return nil
}

func askMinutes(ctx context.Context, t *turn, s sitting) error {
	m, err := t.store.MinutesOf(ctx, s.ID)
	if err != nil {
		return err
	}
	t.wait(Conversation{Step: stepMinutes, Meeting: s.ID})
	data := t.sittingData(s)
	data["Link"], data["File"] = m.Link, m.Name
	var rows [][]council.Button
	if m.Recorded() {
		rows = append(rows, row(t.button("minutes.button.remove", press("klx", s.ID))))
	}
	t.show(t.txt("minutes.ask", data), append(rows, t.backRow("gm", s.ID))...)
	return nil
}

func minutesLinked(ctx context.Context, t *turn, s sitting) error {
	link, ok := council.PublicLink(t.text)
	if !ok {
		t.say(t.txt("minutes.bad_link"), t.backRow("gm", s.ID))
		return nil
	}
	return t.keepMinutes(ctx, s, council.Minutes{Link: link, Published: true}, t.txt("minutes.done"))
}

// minutesFiled keeps a file where it is, with Telegram, and its name. For
// everybody it is only once it was said so.
func minutesFiled(ctx context.Context, t *turn, s sitting) error {
	d := t.message.Document
	extension, ok := council.MinutesFile(d.FileName)
	if !ok || d.FileSize > council.LongestMinutes {
		t.say(t.txt("minutes.bad_file", locales.Data{"Limit": council.LongestMinutes >> 20}), t.backRow("gm", s.ID))
		return nil
	}
	name := oneLine(d.FileName)
	name = cut(name[:len(name)-len(extension)], nameCharacters) + extension
	return t.keepMinutes(ctx, s, council.Minutes{FileID: d.FileID, Name: name}, t.txt("minutes.filed", locales.Data{"Public": s.OpenToPublic}))
}

// publishMinutes says that the file is for everybody. A button of another file
// says nothing.
func publishMinutes(ctx context.Context, t *turn, s sitting) error {
	m, err := t.store.MinutesOf(ctx, s.ID)
	if err != nil {
		return err
	}
	if m.FileID == "" || m.Published || m.At.Unix() != t.press.arg(1) {
		t.toast("press.stale")
		return t.showSitting(ctx, s, "")
	}
	m.Published = true
	return t.keepMinutes(ctx, s, m, t.txt("minutes.published", locales.Data{"Public": s.OpenToPublic}))
}

func takeMinutesBack(ctx context.Context, t *turn, s sitting) error {
	return t.keepMinutes(ctx, s, council.Minutes{}, t.txt("minutes.removed"))
}

// keepMinutes keeps what is said of the minutes; of what is done nobody is
// reminded any more.
func (t *turn) keepMinutes(ctx context.Context, s sitting, m council.Minutes, done string) error {
	before, err := t.store.MinutesOf(ctx, s.ID)
	if err != nil {
		return err
	}
	t.rest()
	m.At = before.At
	if m != before {
		m.At = t.Now.Truncate(time.Microsecond)
		if err := t.store.SetMinutes(ctx, s.ID, m, t.Access.Person.ID); err != nil {
			return err
		}
		if err := t.audit(ctx, "minutes.published", council.AboutMeeting(s.ID), minutesDetails(before, m)); err != nil {
			return err
		}
		if err := t.stopPaperReminders(ctx, s, m); err != nil {
			return err
		}
	}
	return t.showSitting(ctx, s, done)
}

// minutesDetails are what is another now, for the log.
func minutesDetails(before, m council.Minutes) map[string]any {
	details := map[string]any{}
	if before.Link != m.Link {
		details["link"] = []string{before.Link, m.Link}
	}
	if before.FileID != m.FileID {
		details["file"] = []string{before.Name, m.Name}
	}
	if before.Published != m.Published {
		details["published"] = []bool{before.Published, m.Published}
	}
	return details
}

// stopPaperReminders takes back what still waits and asks for what is there.
func (t *turn) stopPaperReminders(ctx context.Context, s sitting, m council.Minutes) error {
	var kinds []string
	if m.Recorded() {
		kinds = append(kinds, string(council.MinutesDue)+":")
	}
	if m.Published {
		kinds = append(kinds, string(council.PublishDue)+":")
	}
	if len(kinds) == 0 {
		return nil
	}
	_, err := t.store.WithdrawNotices(ctx, council.AboutMeeting(s.ID), kinds...)
	return err
}
