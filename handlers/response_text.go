package handlers

import (
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// Invitation asks somebody with a seat whether they will be there (4.14, 4.15):
// body, day, hour, place, ground, and until when to answer.
func (c Composer) Invitation(b council.Body, m council.Meeting, now time.Time) council.Message {
	return c.byMail("mail.invited", c.invitation("response.invited", b, m, nil, now), b, m)
}

// InvitationAgain asks anew after a meeting was moved.
func (c Composer) InvitationAgain(b council.Body, m council.Meeting, now time.Time) council.Message {
	return c.byMail("mail.changed", c.invitation("response.invited_again", b, m, nil, now), b, m)
}

// AnswerReminder goes to who has not answered yet.
func (c Composer) AnswerReminder(b council.Body, m council.Meeting, now time.Time) council.Message {
	return c.invitation("response.remind", b, m, nil, now)
}

// MeetingReminder goes to everybody with a seat before the meeting, with the
// answer they gave, if any.
func (c Composer) MeetingReminder(b council.Body, m council.Meeting, answer *council.Response, now time.Time) council.Message {
	return c.invitation("response.soon", b, m, answer, now)
}

// DeputyReminder goes to who attends in another's place.
func (c Composer) DeputyReminder(b council.Body, m council.Meeting, principal council.Person) council.Message {
	return council.Message{HTML: c.txt("response.soon") + "\n" + c.meetingHead(b, m) + "\n\n" +
		c.txt("response.you_go_for", locales.Data{"Name": principal.Full()})}
}

// QuorumWarning tells the chair and who records that the promises make no
// quorum (4.15, 4.16), with whom to phone.
func (c Composer) QuorumWarning(b council.Body, m council.Meeting, f council.ForecastResult) council.Message {
	html := c.txt("response.no_quorum") + "\n" + c.meetingHead(b, m) + "\n\n" + c.forecastLines(f)
	if f.Lost() {
		html += "\n" + c.txt("response.lost")
	}
	silent := make([]string, 0, len(f.NotAnswered))
	for _, s := range f.NotAnswered {
		if s.Votes {
			silent = append(silent, "• "+c.personLine(s))
		}
	}
	if len(silent) > 0 {
		shown := silent[:min(len(silent), screenLines)]
		html += "\n\n" + c.txt("board.silent", locales.Data{"Number": len(silent)}) + "\n" + strings.Join(shown, "\n")
	}
	return council.Message{HTML: html, Buttons: [][]council.Button{
		row(primary(c.button("response.button.board", press("rb", m.ID))))}}
}

// invitation is the meeting under a heading, the answer that stands, and the
// answers there are.
func (c Composer) invitation(heading string, b council.Body, m council.Meeting, answer *council.Response, now time.Time) council.Message {
	html := c.txt(heading) + "\n" + c.meetingHead(b, m)
	if m.Ground != "" {
		html += "\n" + c.txt("response.ground", locales.Data{"Ground": m.Ground})
	}
	open := m.Answerable(now, c.Zone)
	switch {
	case m.State == council.Cancelled:
		html += "\n\n" + c.txt("response.cancelled")
	case answer != nil:
		html += "\n\n" + c.answerWords(*answer, true)
		if open {
			html += "\n" + c.txt("response.changeable")
		}
	case open:
		html += "\n\n" + c.askWords(b, m, now)
	}
	message := council.Message{HTML: html}
	if open {
		message.Buttons = c.answerButtons(b, m, 0)
	}
	message.Buttons = append(message.Buttons, row(c.button("response.button.card", beside(meetingCard, m.ID))))
	return message
}

func (c Composer) askWords(b council.Body, m council.Meeting, now time.Time) string {
	due := b.AnswersDue(m, c.Zone)
	if now.After(due) {
		return c.txt("response.please_soon")
	}
	return c.txt("response.please", locales.Data{"Due": locales.Instant(due, c.Zone)})
}

// meetingHead is which meeting it is: body, day and hour, place, link.
func (c Composer) meetingHead(b council.Body, m council.Meeting) string {
	lines := []string{
		c.txt("meeting.title", locales.Data{"Body": cut(b.Name, nameCharacters)}),
		c.txt("meeting.when", locales.Data{"Day": sentence(locales.Day(m.Day)), "Start": m.Start.String()}),
		c.place(m),
	}
	if m.Link != "" {
		lines = append(lines, c.txt("meeting.link", locales.Data{"Link": cut(m.Link, 300)}))
	}
	return strings.Join(lines, "\n")
}

// answerButtons are the answers the meeting and the body know. for is the
// person whose answer is entered, 0 for whoever presses.
func (c Composer) answerButtons(b council.Body, m council.Meeting, person int64) [][]council.Button {
	to := func(do string, more ...int64) string {
		return press(do, append(append([]int64{m.ID, int64(m.Version)}, more...), person)...)
	}
	var yes []council.Button
	if m.Mode != council.Remotely {
		yes = append(yes, primary(c.button("response.button.will", to("ra", 1))))
	}
	if m.Mode != council.InPerson {
		yes = append(yes, primary(c.button("response.button.remotely", to("ra", 2))))
	}
	no := row(c.button("response.button.will_not", to("rn")))
	if b.DeputiesMay {
		no = append(no, c.button("response.button.deputy", to("rs")))
	}
	return [][]council.Button{yes, no}
}

// answerWords is an answer in words; the reason only for who may see it.
func (c Composer) answerWords(r council.Response, withReason bool) string {
	html := c.txt("response.answer." + string(r.Answer))
	switch {
	case r.Answer == council.SendsDeputy:
		html += " " + locales.Escape(cut(r.DeputyName, longestName))
		if !r.DeputyAgreed {
			html += " " + c.txt("response.deputy_asked")
		}
	case r.Answer == council.WillNot && withReason:
		html += " — " + c.reasonWords(r.Reason, r.Words)
	}
	if r.Late {
		html += " " + c.txt("response.late")
	}
	return html
}

func (c Composer) reasonWords(reason council.AbsenceReason, words string) string {
	if words != "" {
		return locales.Escape(cut(words, council.LongestReason))
	}
	return c.txt("response.reason." + string(reason))
}

// answerMark is an answer at a glance.
func answerMark(r council.Response) string {
	switch r.Answer {
	case council.WillAttend:
		return "✅"
	case council.WillRemotely:
		return "💻"
	case council.SendsDeputy:
		return "👤"
	}
	return "✖️"
}

// personLine is a person with a phone to tap, and whether a message gets there.
func (c Composer) personLine(s council.SeatHolder) string {
	parts := []string{locales.Escape(cut(s.Person.Short(), nameCharacters))}
	if s.Person.Phone != "" {
		parts = append(parts, locales.Escape(s.Person.Phone))
	}
	if s.Reach != council.Reachable {
		parts = append(parts, c.txt("missing.reach."+string(s.Reach)))
	}
	return strings.Join(parts, ", ")
}

func (c Composer) deputyAsked(b council.Body, m council.Meeting, principal council.Person) council.Message {
	to := func(yes int64) string { return press("rd", m.ID, int64(m.Version), principal.ID, yes) }
	return council.Message{
		HTML: c.txt("response.go_for", locales.Data{"Name": principal.Full()}) + "\n\n" + c.meetingHead(b, m),
		Buttons: [][]council.Button{row(primary(c.button("response.button.agree", to(1))),
			c.button("response.button.cannot", to(2)))}}
}

func (c Composer) deputyReleased(b council.Body, m council.Meeting, principal council.Person) council.Message {
	return council.Message{HTML: c.txt("response.released", locales.Data{"Name": principal.Full()}) + "\n\n" + c.meetingHead(b, m)}
}

// deputySaid tells who sent a deputy what the deputy said.
func (c Composer) deputySaid(key string, b council.Body, m council.Meeting, deputy council.Person) council.Message {
	message := council.Message{HTML: c.txt(key, locales.Data{"Name": deputy.Full()}) + "\n\n" + c.meetingHead(b, m)}
	if key == "response.deputy_declined" {
		message.Buttons = c.answerButtons(b, m, 0)
	}
	return message
}
