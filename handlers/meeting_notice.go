package handlers

import (
	"context"
	"slices"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// soon is how close a meeting must be for its news to ignore quiet hours.
const soon = 24 * time.Hour

// tellInvited invites everybody who has a seat on the meeting's day. The answer
// is how many are told, and whom nothing reaches.
func (t *turn) tellInvited(ctx context.Context, s sitting, kind, heading string) (string, error) {
	seats, err := t.invited(ctx, s.Meeting)
	if err != nil {
		return "", err
	}
	c := t.app.composer()
	message := c.byMail("mail.invited", c.news(c.txt(heading), s.Meeting, s.body, t.Now), s.body, s.Meeting)
	t.tellSeats(s, seats, kind, t.newsClass(s.Meeting), message)
	return t.toldNote(seats), nil
}

// tellChanged tells the invited what became of the meeting. Who has no seat any
// more on the new day is told as well: they were invited to the old one.
func (t *turn) tellChanged(ctx context.Context, s sitting, was council.Meeting, what string) (string, error) {
	seats, err := t.invited(ctx, s.Meeting)
	if err != nil {
		return "", err
	}
	before, err := t.invited(ctx, was)
	if err != nil {
		return "", err
	}
	released := slices.DeleteFunc(before, func(h council.SeatHolder) bool {
		return slices.ContainsFunc(seats, func(still council.SeatHolder) bool { return still.Person.ID == h.Person.ID })
	})
	c := t.app.composer()
	class := min(t.newsClass(s.Meeting), t.newsClass(was))
	message := c.byMail("mail.changed", c.changed(what, s.Meeting, was, s.body, t.Now), s.body, s.Meeting)
	if what == cancelledNews { // everything else is answered
		message = c.askToNote(message, noteOfNews(s.Meeting, what, 0))
	}
	t.tellSeats(s, seats, what, class, message)
	t.tellSeats(s, released, what, class, council.Message{HTML: message.HTML, Mail: message.Mail})
	return t.toldNote(slices.Concat(seats, released)), nil
}

// invited are those who have a seat on the meeting's day, each person once.
func (t *turn) invited(ctx context.Context, m council.Meeting) ([]council.SeatHolder, error) {
	seats, err := t.store.SeatsOn(ctx, m.BodyID, m.Day)
	return council.OncePerPerson(seats), err
}

func (t *turn) tellSeats(s sitting, seats []council.SeatHolder, kind string, class council.Class, m council.Message) {
	for _, h := range seats {
		t.tell(council.Notice{PersonID: h.Person.ID, Class: class, About: council.AboutMeeting(s.ID),
			Key: council.MeetingKey(kind, s.Meeting, "", h.Person.ID), Message: m})
	}
}

// toldNote is how many are told, and whom to phone: whom neither Telegram nor an
// e-mail reaches.
func (t *turn) toldNote(seats []council.SeatHolder) string {
	var unreached []string
	for _, h := range seats {
		road := council.Road{Telegram: h.Reach == council.Reachable, Mail: t.app.Mails && h.Person.Email != ""}
		if !road.Telegram && !road.Mail {
			unreached = append(unreached, strings.TrimSpace(h.Person.Short()+" "+h.Person.Phone))
		}
	}
	note := "\n" + t.txt("meeting.told", map[string]any{"Count": len(seats) - len(unreached)})
	if len(unreached) == 0 {
		return note
	}
	names := strings.Join(shown(unreached), "; ")
	if len(unreached) > len(shown(unreached)) {
		names += "…"
	}
	return note + "\n" + t.txt("meeting.unreached", map[string]any{"Names": names})
}

func (t *turn) newsClass(m council.Meeting) council.Class {
	if m.At(t.app.Zone).Sub(t.Now) < soon {
		return council.Urgent
	}
	return council.Bulk
}

// deputiesOf are the people sent to the meeting in somebody's stead.
func (t *turn) deputiesOf(ctx context.Context, m council.Meeting) ([]int64, error) {
	responses, err := t.store.ResponsesOf(ctx, m)
	if err != nil {
		return nil, err
	}
	var deputies []int64
	for _, r := range responses {
		if r.Answer == council.SendsDeputy && r.DeputyID != 0 {
			deputies = append(deputies, r.DeputyID)
		}
	}
	return deputies, nil
}

// The kinds of the news of a cancelled meeting, and of what goes to who was to
// come in somebody's stead.
const (
	cancelledNews = "cancelled"
	deputyNews    = "_deputy"
)

// tellStandIns tells who was to come in somebody's stead: of a changed meeting
// they will hear again if they are sent again.
func (t *turn) tellStandIns(s sitting, was council.Meeting, what string, deputies []int64) {
	c := t.app.composer()
	m := c.changed(what, s.Meeting, was, s.body, t.Now)
	m.Buttons = nil
	if what == cancelledNews {
		m = c.askToNote(m, noteOfNews(s.Meeting, cancelledNews+deputyNews, 0))
	} else {
		m.HTML += "\n\n" + c.txt("meeting.deputy_note")
	}
	for _, id := range deputies {
		t.tell(council.Notice{PersonID: id, Class: min(t.newsClass(s.Meeting), t.newsClass(was)), About: council.AboutMeeting(s.ID),
			Key: council.MeetingKey(what+deputyNews, s.Meeting, "", id), Message: m})
	}
}

// news is a heading with the meeting under it, and the invitation to answer.
func (c Composer) news(heading string, m council.Meeting, b council.Body, now time.Time) council.Message {
	message := council.Message{HTML: heading + "\n\n" + c.sitting(m, b)}
	if m.Answerable(now, c.Zone) {
		message.HTML += "\n\n" + c.askWords(b, m, now)
		message.Buttons = c.answerButtons(b, m, 0)
	}
	message.Buttons = append(message.Buttons, row(c.button("button.see_meeting", beside(meetingCard, m.ID))))
	return message
}

// changed is what became of a meeting: of one that was cancelled nobody is told
// more than that; only a new version asks for answers.
func (c Composer) changed(what string, m, was council.Meeting, b council.Body, now time.Time) council.Message {
	old := c.txt("meeting.moment", locales.Data{"Day": locales.Day(was.Day), "Start": was.Start.String()})
	heading := c.txt("meeting.notice."+what, locales.Data{"Body": b.Name, "Old": locales.HTML(old)})
	switch {
	case m.State == council.Cancelled:
		return council.Message{HTML: heading}
	case m.Version == was.Version:
		return council.Message{HTML: heading + "\n\n" + c.sitting(m, b)}
	}
	return c.news(heading, m, b, now)
}
