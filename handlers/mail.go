package handlers

import (
	"sereda/council"
	"sereda/locales"
)

// CalendarWriter writes events as iCalendar.
type CalendarWriter interface {
	Calendar(name, installation string, events []council.CalendarEvent) ([]byte, error)
}

// PlanMail is the copy of a plan, ready to go by e-mail too.
func (c Composer) PlanMail(r council.Revision, m council.Message) council.Message {
	m.Mail = &council.Mail{Subject: c.Texts.Label("mail.plan", locales.Data{"Week": locales.FullWeek(r.Week), "Revision": laterNumber(r)})}
	return m
}

// changeMail lets news of changes in a plan go as its receiver chose.
func (c Composer) changeMail(r council.Revision, m council.Message) council.Message {
	m.Mail = &council.Mail{Chosen: true, Subject: c.Texts.Label("mail.change", locales.Data{"Week": locales.FullWeek(r.Week)})}
	return m
}

// byMail lets a message about a meeting go as its receiver chose, to who chose
// nothing by e-mail besides Telegram, with the meeting's event and materials
// (4.13).
func (c Composer) byMail(subject string, message council.Message, b council.Body, m council.Meeting) council.Message {
	message.Mail = &council.Mail{Chosen: true, Too: true, Meeting: m.ID,
		Subject: c.Texts.Label(subject, locales.Data{"Body": b.Name, "Day": locales.Day(m.Day), "Start": m.Start.String()})}
	return message
}
