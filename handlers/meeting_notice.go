package handlers

import (
	"context"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// soon is how close a meeting must be for its news to ignore quiet hours.
const soon = 24 * time.Hour

// tellInvited invites everybody who has a seat on the meeting's day. The answer
// is the line about those whom Telegram does not reach.
func (t *turn) tellInvited(ctx context.Context, s sitting, kind, heading string) (string, error) {
	c := t.app.composer()
	return t.tellSeats(ctx, s, kind, t.newsClass(s.Meeting), c.news(c.txt(heading), s.Meeting, s.body))
}

// tellChanged tells the invited what became of the meeting. Who has lost a seat
// between the two days is told as well: they were invited to the first.
func (t *turn) tellChanged(ctx context.Context, s sitting, was council.Meeting, what string) (string, error) {
	c := t.app.composer()
	class := min(t.newsClass(s.Meeting), t.newsClass(was))
	return t.tellSeats(ctx, s, what, class, c.changed(what, s.Meeting, was, s.body))
}

func (t *turn) tellSeats(ctx context.Context, s sitting, kind string, class council.Class, m council.Message) (string, error) {
	seats, err := t.store.SeatsOn(ctx, s.BodyID, s.Day)
	if err != nil {
		return "", err
	}
	var unreached []string
	for _, h := range council.OncePerPerson(seats) {
		t.tell(council.Notice{PersonID: h.Person.ID, Class: class, About: council.AboutMeeting(s.ID),
			Key: council.MeetingKey(kind, s.Meeting, "", h.Person.ID), Message: m})
		if h.Reach != council.Reachable {
			unreached = append(unreached, strings.TrimSpace(h.Person.Short()+" "+h.Person.Phone))
		}
	}
	return t.toldNote(len(council.OncePerPerson(seats)), unreached), nil
}

// toldNote is how many are told, and whom to phone.
func (t *turn) toldNote(invited int, unreached []string) string {
	note := "\n" + t.txt("meeting.told", map[string]any{"Count": invited - len(unreached)})
	if len(unreached) > 0 {
		names := strings.Join(shown(unreached), "; ")
		if len(unreached) > len(shown(unreached)) {
			names += "…"
		}
		note += "\n" + t.txt("meeting.unreached", map[string]any{"Names": names})
	}
	return note
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

// tellStandIns tells who was to come in somebody's stead: of a changed meeting
// they will hear again if they are sent again.
func (t *turn) tellStandIns(s sitting, was council.Meeting, what string, deputies []int64) {
	c := t.app.composer()
	m := c.changed(what, s.Meeting, was, s.body)
	m.Buttons = nil
	if what != "cancelled" {
		m.HTML += "\n\n" + c.txt("meeting.deputy_note")
	}
	for _, id := range deputies {
		t.tell(council.Notice{PersonID: id, Class: min(t.newsClass(s.Meeting), t.newsClass(was)), About: council.AboutMeeting(s.ID),
			Key: council.MeetingKey(what+"_deputy", s.Meeting, "", id), Message: m})
	}
}

// news is a heading with the meeting under it.
func (c Composer) news(heading string, m council.Meeting, b council.Body) council.Message {
	return council.Message{HTML: heading + "\n\n" + c.sitting(m, b), Buttons: c.newsButtons(m)}
}

func (c Composer) newsButtons(m council.Meeting) [][]council.Button {
	return [][]council.Button{{c.button("button.see_meeting", beside("gm", m.ID))}}
}

// changed is what became of a meeting: nobody is told the time of one that was
// cancelled, save that it will not be.
func (c Composer) changed(what string, m, was council.Meeting, b council.Body) council.Message {
	old := c.txt("meeting.moment", locales.Data{"Day": locales.Day(was.Day), "Start": was.Start.String()})
	heading := c.txt("meeting.notice."+what, locales.Data{"Body": b.Name, "Old": locales.HTML(old)})
	if m.State == council.Cancelled {
		return council.Message{HTML: heading}
	}
	return c.news(heading, m, b)
}
