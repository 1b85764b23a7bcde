package handlers

import (
	"fmt"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// errandText is all of an assignment as its card and every message say it.
func (c Composer) errandText(a council.AssignmentCard, today council.Date) string {
	lines := []string{c.txt("assignment.text", locales.Data{"Text": a.Text}), "", c.errandFacts(a, today)}
	if a.Remark != "" && a.Owed() {
		lines = append(lines, c.txt("assignment.remark", locales.Data{"Remark": a.Remark}))
	}
	if a.Report != "" {
		lines = append(lines, c.txt("assignment.report", locales.Data{"Report": a.Report}))
	}
	if a.FileID != "" {
		lines = append(lines, c.txt("assignment.has_file"))
	}
	return strings.Join(lines, "\n")
}

func (c Composer) errandFacts(a council.AssignmentCard, today council.Date) string {
	return strings.Join([]string{
		c.txt("assignment.doer", locales.Data{"Name": a.Doer.Short()}),
		c.txt("assignment.due", locales.Data{"Due": locales.FullDate(a.Due)}),
		c.txt("assignment.held", locales.Data{"Body": cut(a.Body, nameCharacters), "Day": locales.FullDate(a.Held)}),
		c.stateLine(a.Assignment, today),
	}, "\n")
}

// stateLine is where the assignment stands, in words.
func (c Composer) stateLine(a council.Assignment, today council.Date) string {
	switch {
	case a.Overdue(today):
		return c.txt("assignment.state.overdue", locales.Data{"Count": today.DaysSince(a.Due)})
	case a.ReportedAt.IsZero() || a.Owed():
		return c.txt("assignment.state." + string(a.State))
	}
	at := locales.FullDate(council.DateOf(a.ReportedAt.In(c.Zone)))
	line := c.txt("assignment.state."+string(a.State)) + " " + c.txt("assignment.reported_at", locales.Data{"Day": at})
	if a.Late(today, c.Zone) {
		line += " " + c.txt("assignment.late")
	}
	return line
}

// stateMark is where the assignment stands, for a line of a list.
func stateMark(a council.Assignment, today council.Date) string {
	switch {
	case a.Overdue(today):
		return "🔴"
	case a.State == council.Reported:
		return "📝"
	case a.State == council.Done:
		return "✅"
	case a.State == council.Accepted:
		return "🔵"
	}
	return "⚪"
}

// errandLine is an assignment in a list; named tells the doer as well.
func (c Composer) errandLine(n int, a council.AssignmentCard, today council.Date, named bool) string {
	const shown = 200
	line := fmt.Sprintf("%d. %s %s", n, stateMark(a.Assignment, today), locales.Escape(cut(oneLine(a.Text), shown)))
	data := locales.Data{"Due": dueDate(a.Due, today), "Name": a.Doer.Short()}
	if named {
		return line + "\n   " + c.txt("assignment.line_named", data)
	}
	return line + "\n   " + c.txt("assignment.line", data)
}

// dueDate is "25.11", with the year when it is another than today's.
func dueDate(d, today council.Date) string {
	if d.Year == today.Year {
		return fmt.Sprintf("%02d.%02d", d.Day, d.Month)
	}
	return fmt.Sprintf("%02d.%02d.%d", d.Day, d.Month, d.Year)
}

// doerButtons are what the doer may do.
func (c Composer) doerButtons(a council.Assignment) [][]council.Button {
	switch a.State {
	case council.Given:
		return [][]council.Button{row(primary(c.button("assignment.button.accept", press("ja", a.ID))), c.button("assignment.button.report", press("jr", a.ID)))}
	case council.Accepted:
		return [][]council.Button{row(primary(c.button("assignment.button.report", press("jr", a.ID))))}
	case council.Reported:
		return [][]council.Button{row(c.button("assignment.button.report_again", press("jr", a.ID)))}
	}
	return nil
}

// verdictButtons are what who gave the assignment says of a report.
func (c Composer) verdictButtons(a council.Assignment) []council.Button {
	return row(primary(c.button("assignment.button.confirm", press("jk", a.ID))), c.button("assignment.button.return", press("jb", a.ID)))
}

// errandNews is a heading over the assignment, for its doer, with what to do.
func (c Composer) errandNews(heading string, a council.AssignmentCard, today council.Date) council.Message {
	return council.Message{HTML: c.txt(heading) + "\n\n" + c.errandText(a, today), Buttons: c.doerButtons(a.Assignment)}
}

// errandReported tells who gave the assignment of the report, with the file as
// a message of its own: its caption could not hold the words.
func (c Composer) errandReported(a council.AssignmentCard, today council.Date) []council.Message {
	messages := []council.Message{{
		HTML:    c.txt("assignment.notice.reported") + "\n\n" + c.errandText(a, today),
		Buttons: [][]council.Button{c.verdictButtons(a.Assignment), row(c.button("assignment.button.card", beside("jc", a.ID)))},
	}}
	if a.FileID != "" {
		messages = append(messages, c.reportFile(a))
	}
	return messages
}

func (c Composer) reportFile(a council.AssignmentCard) council.Message {
	name := c.txt("assignment.file_of", locales.Data{"Name": a.Doer.Short(), "Text": cut(oneLine(a.Text), 100)})
	return council.Message{HTML: name, Silent: true, Document: &council.Document{FileID: a.FileID, Name: c.Texts.Label("assignment.file")}}
}
