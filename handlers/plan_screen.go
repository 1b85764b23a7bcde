package handlers

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// A page of entries stays far below Telegram's 4,096 characters, whatever the
// entries say.
const (
	pageCharacters = 2800
	pageEntries    = 20
)

// doubtMark stands before an entry about which a question is open.
const doubtMark = "❓ "

// showPlan is the screen of a unit's week: deadline, what is in it, what is
// missing, and what can be done now.
func (t *turn) showPlan(p *plan, page int) {
	current, pages := t.planBody(p)
	page = min(max(page, 0), len(pages)-1)
	html := t.planHead(p) + pages[page]
	if warning := t.planWarning(current); warning != "" {
		html += "\n\n" + warning
	}
	rows := t.planButtons(p)
	if len(pages) > 1 {
		rows = append([][]council.Button{t.pager(page, len(pages), func(n int) string { return p.press("pl", int64(n)) })}, rows...)
	}
	t.show(html, append(rows, t.wayOut(p))...)
}

// wayOut leads back to where the unit was chosen, and home.
func (t *turn) wayOut(p *plan) []council.Button {
	home := t.homeButtons()[0][0]
	switch {
	case !t.Access.Heads(p.unit.ID):
		return row(t.button("button.missing", press("mi", weekArg(p.week))), home)
	case len(t.Access.Units) > 1:
		return row(t.button("button.other_unit", press("pl")), home)
	}
	return row(home)
}

// planBody is the version on the screen, the draft before what is submitted,
// and its entries as pages.
func (t *turn) planBody(p *plan) (*council.Submission, []string) {
	current := p.draft
	if current == nil {
		current = p.submitted
	}
	switch {
	case current == nil:
		return nil, []string{t.txt("plan.empty")}
	case current.NothingPlanned:
		return current, []string{t.txt("plan.nothing")}
	case len(current.Entries) == 0:
		return current, []string{t.txt("plan.empty")}
	}
	return current, t.entryPages(current.Entries)
}

func (t *turn) planHead(p *plan) string {
	lines := []string{t.txt("plan.title", t.planData(p)), t.planStateLine(p)}
	if p.proposed != nil {
		lines = append(lines, t.txt("plan.proposed"))
	}
	if p.draft != nil && p.submitted != nil {
		lines = append(lines, t.txt("plan.changing"))
	}
	return strings.Join(lines, "\n") + "\n\n"
}

func (t *turn) planStateLine(p *plan) string {
	data := t.planData(p)
	late := t.Now.After(p.deadline)
	switch {
	case p.agreed && (p.submitted == nil || p.draft != nil):
		return t.txt("plan.state.agreed", data)
	case p.submitted != nil && p.submitted.Late(p.deadline):
		data["At"] = locales.Instant(p.submitted.SubmittedAt, t.app.Zone)
		return t.txt("plan.state.late", data)
	case p.submitted != nil:
		data["At"] = locales.Instant(p.submitted.SubmittedAt, t.app.Zone)
		return t.txt("plan.state.submitted", data)
	case late && p.unit.Duty == council.MustSubmit:
		return t.txt("plan.state.overdue", data)
	case p.unit.Duty == council.IfNeedBe && late:
		return t.txt("plan.state.if_need_late", data)
	case p.unit.Duty == council.IfNeedBe:
		return t.txt("plan.state.if_need", data)
	}
	return t.txt("plan.state.open", data)
}

func (t *turn) planWarning(s *council.Submission) string {
	if s == nil {
		return ""
	}
	var warnings []string
	if n := len(s.Incomplete()); n > 0 {
		warnings = append(warnings, t.txt("plan.incomplete", map[string]any{"Count": n}))
	}
	if n := s.Doubts(); n > 0 {
		warnings = append(warnings, t.txt("plan.doubts", map[string]any{"Count": n}))
	}
	return strings.Join(warnings, "\n")
}

func (t *turn) planButtons(p *plan) [][]council.Button {
	if p.draft == nil && p.submitted != nil {
		if p.agreed && t.Access.May(council.AskChange) {
			return [][]council.Button{{t.button("button.changes", press("zw", weekArg(p.week)))}}
		}
		buttons := row(t.button("button.change_plan", p.press("pc")))
		if !t.Now.After(p.deadline) {
			buttons = append(buttons, t.button("button.withdraw", p.press("pw")))
		}
		return [][]council.Button{buttons}
	}
	rows := [][]council.Button{
		row(t.button("button.add_entry", p.press("ea")), t.button("button.paste", p.press("pb"))),
		row(t.button("button.again", p.press("pg")), t.button("button.template", p.press("pt"))),
	}
	if p.draft != nil && len(p.draft.Entries) > 0 {
		rows = append(rows, row(t.button("button.change_entries", p.press("es"))))
		if n := p.draft.Doubts(); n > 0 {
			rows = append(rows, row(council.Button{Text: t.label("button.settle", map[string]any{"Count": n}), Data: p.press("qd")}))
		}
		rows = append(rows, row(primary(t.button("button.submit", p.press("ps", p.draft.ID, int64(p.draft.Revision))))))
	} else {
		rows = append(rows, row(t.button("button.nothing", p.press("pn"))))
	}
	if p.draft != nil && p.submitted != nil {
		rows = append(rows, row(t.button("button.discard", p.press("pd"))))
	}
	return rows
}

func primary(b council.Button) council.Button {
	b.Primary = true
	return b
}

// entryPages lists entries under their days, numbered through, in pages.
func (t *turn) entryPages(entries []council.Entry) []string {
	return t.pagesOf(entries, pageCharacters, t.entryLine)
}

func (t *turn) pagesOf(entries []council.Entry, characters int, line func(int, council.Entry) string) []string {
	var pages []string
	var b strings.Builder
	var heading string
	onPage := 0
	for i, e := range entries {
		text := line(i+1, e)
		if onPage == pageEntries || onPage > 0 && utf8.RuneCountInString(b.String()+text) > characters {
			pages = append(pages, strings.TrimSpace(b.String()))
			b.Reset()
			onPage, heading = 0, ""
		}
		if h := t.entryHeading(e); h != heading {
			heading = h
			fmt.Fprintf(&b, "\n<b>%s</b>\n", locales.Escape(h))
		}
		b.WriteString(text)
		onPage++
	}
	return append(pages, strings.TrimSpace(b.String()))
}

// entryHeading is the day, range or word under which an entry is listed.
func (t *turn) entryHeading(e council.Entry) string {
	switch {
	case e.Kind == council.ToBeAnnounced:
		return t.label("entry.to_be_announced")
	case e.From.IsZero():
		return t.label("entry.no_day")
	case e.Kind == council.DuringWeek:
		return t.label("entry.during_week")
	}
	return locales.Days(e.From, e.To)
}

// entryLine is one entry: number, hours, title; then venue, responsible and
// leaders on a line of their own.
func (t *turn) entryLine(number int, e council.Entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d. ", number)
	if len(e.Doubts) > 0 {
		b.WriteString(doubtMark)
	}
	if hours := e.Hours.String(); hours != "" {
		b.WriteString(hours + " ")
	}
	if e.Title == "" {
		b.WriteString(t.txt("entry.no_title"))
	} else {
		b.WriteString(locales.Escape(e.Title))
	}
	if details := t.entryDetails(e); details != "" {
		b.WriteString("\n<i>" + details + "</i>")
	}
	b.WriteString("\n")
	return b.String()
}

func (t *turn) entryDetails(e council.Entry) string {
	var parts []string
	if e.Venue != "" {
		parts = append(parts, locales.Escape(e.Venue))
	}
	if e.Responsible != "" {
		parts = append(parts, t.txt("entry.responsible", map[string]any{"Name": e.Responsible}))
	}
	if len(e.Leaders)+len(e.Instead) > 0 {
		parts = append(parts, "👤 "+locales.Escape(t.leaderTitles(e)))
	}
	return strings.Join(parts, " · ")
}

// leaderTitles are the posts of the leaders who take part, in their order, and
// who goes for one.
func (t *turn) leaderTitles(e council.Entry) string {
	var titles []string
	for _, l := range t.leaders {
		if slices.Contains(e.Leaders, l.PostID) {
			titles = append(titles, l.Title)
		} else if s, sent := e.StandInFor(l.PostID); sent {
			titles = append(titles, t.label("entry.instead", map[string]any{"Name": s.Name, "Leader": l.Title}))
		}
	}
	if len(titles) == 0 {
		return t.label("entry.no_leaders")
	}
	return strings.Join(titles, ", ")
}

// pager is "◀ 2/5 ▶"; the middle answers silently.
func (t *turn) pager(page, pages int, to func(page int) string) []council.Button {
	return pager(page, pages, to)
}

func pager(page, pages int, to func(page int) string) []council.Button {
	buttons := []council.Button{}
	if page > 0 {
		buttons = append(buttons, council.Button{Text: "◀", Data: to(page - 1)})
	}
	buttons = append(buttons, council.Button{Text: fmt.Sprintf("%d/%d", page+1, pages), Data: press("noop")})
	if page < pages-1 {
		buttons = append(buttons, council.Button{Text: "▶", Data: to(page + 1)})
	}
	return buttons
}

// cut shortens a label to n characters at most.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return strings.TrimRight(string([]rune(text)[:n-1]), " ,.") + "…"
}
