package handlers

import (
	"sereda/council"
	"sereda/locales"
)

// Materials is the agenda of a meeting with all that is attached to it (4.13):
// the agenda first, then the files, then the links. The last asks to take note.
func (c Composer) Materials(b council.Body, m council.Meeting, items []council.AgendaItem, materials []council.Material) []council.Message {
	agenda := section{heading: c.txt("papers.materials") + "\n" + c.sitting(m, b) + "\n\n" + c.txt("agenda.heading"),
		items: c.agendaLines(items, materials)}
	if len(items) == 0 {
		agenda.heading = c.txt("papers.materials") + "\n" + c.sitting(m, b)
	}
	var messages []council.Message
	for _, text := range split([]section{agenda}, messageCharacters, 1000, c.continued()) {
		messages = append(messages, council.Message{HTML: text})
	}
	messages[0].Buttons = [][]council.Button{row(c.button("button.see_meeting", beside(meetingCard, m.ID)))}
	messages = append(messages, c.materials(items, materials)...)
	// By e-mail the files go with the agenda.
	messages[0] = c.byMail("mail.materials", messages[0], b, m)
	for i := range messages[1:] {
		messages[i+1].Mail = &council.Mail{Chosen: true, Never: true}
	}
	for i := range messages {
		messages[i].Silent = i > 0
	}
	end := len(messages) - 1
	messages[end] = c.askToNote(messages[end], noteOfNews(m, string(council.SendMaterials), end))
	return messages
}

// AgendaDue reminds who records for the body that the agenda is due on the day
// (4.10).
func (c Composer) AgendaDue(b council.Body, m council.Meeting, due council.Date) council.Message {
	return c.paper("papers.agenda_due", b, m, due, c.button("button.agenda", beside("ga", m.ID)))
}

// MinutesDue reminds who records for the body that the minutes are due on the
// day (5.29).
func (c Composer) MinutesDue(b council.Body, m council.Meeting, due council.Date) council.Message {
	return c.paper("papers.minutes_due", b, m, due, c.button("button.see_meeting", beside(meetingCard, m.ID)))
}

// PublishDue reminds who records for the body to publish the minutes (5.33).
func (c Composer) PublishDue(b council.Body, m council.Meeting) council.Message {
	return c.paper("papers.publish_due", b, m, m.Day, c.button("button.see_meeting", beside(meetingCard, m.ID)), c.button("minutes.button.link", beside("kl", m.ID)))
}

func (c Composer) paper(key string, b council.Body, m council.Meeting, due council.Date, doors ...council.Button) council.Message {
	data := locales.Data{"Body": b.Name, "Day": locales.Day(m.Day), "Start": m.Start.String(), "Due": locales.Day(due)}
	return council.Message{HTML: c.txt(key, data), Buttons: inRows(doors, 1)}
}
