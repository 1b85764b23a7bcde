package handlers

import (
	"sereda/council"
	"sereda/locales"
)

// CalendarWriter writes events as iCalendar.
type CalendarWriter interface {
	Calendar(name, installation string, events []council.CalendarEvent) ([]byte, error)
}

// PlanMail is the copy of a plan as it goes by e-mail: in a chat alone there are
// buttons.
func (c Composer) PlanMail(r council.Revision, m council.Message) council.Message {
	m.Buttons = nil
	m.Mail = &council.Mail{Subject: c.Texts.Label("mail.plan", locales.Data{"Week": locales.FullWeek(r.Week), "Revision": laterNumber(r)})}
	return m
}

// byMail lets a message about a meeting go by e-mail to everybody who has one,
// besides Telegram, with the meeting's event and materials (4.13).
func (c Composer) byMail(subject string, message council.Message, b council.Body, m council.Meeting) council.Message {
	message.Mail = &council.Mail{Too: true, Meeting: m.ID,
		Subject: c.Texts.Label(subject, locales.Data{"Body": b.Name, "Day": locales.Day(m.Day), "Start": m.Start.String()})}
	return message
}
