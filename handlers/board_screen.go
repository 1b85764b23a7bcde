package handlers

import (
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// boardScreen draws a meeting for one viewer: the forecast before it, the roll
// during it, the record after it.
type boardScreen struct {
	Composer
	*hall
	// records tells that the viewer may record, not only look.
	records bool
	now     time.Time
}

func (b boardScreen) board(page, mode int) (string, [][]council.Button) {
	switch {
	case b.meeting.State == council.Open && mode == modeAnswers:
		return b.answers(page)
	case b.meeting.State == council.Open && b.records:
		return b.roll(page, mode)
	case b.meeting.State == council.Open, b.meeting.State == council.Closed:
		return b.record(page)
	}
	return b.answers(page)
}

// answers is the forecast: how many will be there, what is missing for the
// quorum, and everybody under their answer; whom to phone comes first.
func (b boardScreen) answers(page int) (string, [][]council.Button) {
	f := b.forecast()
	head := b.txt("board.title") + "\n" + b.meetingHead(b.body, b.meeting) + "\n\n"
	if b.meeting.State == council.Cancelled {
		head += b.txt("response.cancelled") + "\n"
	}
	head += b.forecastLines(f)
	sections := []section{{heading: head}}
	for _, group := range b.answerGroups(f) {
		if len(group.items) > 0 {
			sections = append(sections, group)
		}
	}
	html, rows := b.paged(sections, page, func(n int) string { return boardView(b.hall, n, modeAnswers) })
	return html, append(rows, b.answerActions(f)...)
}

// forecastLines are the counts and what they mean.
func (c Composer) forecastLines(f council.ForecastResult) string {
	lines := c.txt("board.sure", locales.Data{"Sure": f.Sure, "Appointed": f.Appointed, "Total": f.Total})
	switch {
	case f.Needed == 0:
	case f.Reached():
		lines += "\n" + c.txt("board.reached", locales.Data{"Needed": f.Needed})
	default:
		lines += "\n" + c.txt("board.short", locales.Data{"Needed": f.Needed, "Short": f.Short})
	}
	return lines
}

func (b boardScreen) answerGroups(f council.ForecastResult) []section {
	groups := []section{
		{heading: b.txt("board.silent", locales.Data{"Number": len(f.NotAnswered)})},
		{}, {}, {}, {},
	}
	for _, s := range f.NotAnswered {
		groups[0].items = append(groups[0].items, "• "+b.personLine(s))
	}
	kinds := []council.AnswerKind{council.WillNot, council.SendsDeputy, council.WillRemotely, council.WillAttend}
	for _, s := range council.OncePerPerson(b.seats) {
		r, answered := b.answer(s.Person.ID)
		for i, kind := range kinds {
			if answered && r.Answer == kind {
				groups[i+1].items = append(groups[i+1].items, b.answerLine(s, r))
			}
		}
	}
	for i, kind := range kinds {
		groups[i+1].heading = b.txt("board.group."+string(kind), locales.Data{"Number": len(groups[i+1].items)})
	}
	return groups
}

func (b boardScreen) answerLine(s council.SeatHolder, r council.Response) string {
	line := "• " + locales.Escape(cut(s.Person.Short(), nameCharacters))
	switch r.Answer {
	case council.WillNot:
		line += " — " + b.reasonWords(r.Reason, r.Words)
	case council.SendsDeputy:
		line += " → " + locales.Escape(cut(r.DeputyName, longestName))
		if !r.DeputyAgreed {
			line += " " + b.txt("response.deputy_asked")
		}
	}
	if r.Late {
		line += " " + b.txt("response.late")
	}
	if r.EnteredBy != 0 {
		line += " ☎️"
	}
	return line
}

// answerActions are what who records can do before and during the meeting.
func (b boardScreen) answerActions(f council.ForecastResult) [][]council.Button {
	var rows [][]council.Button
	if b.records && b.meeting.Answerable(b.now, b.Zone) {
		act := row(b.button("board.button.phone", b.press("rw")))
		if n := len(f.NotAnswered); n > 0 {
			act = append(act, b.button("board.button.remind", b.press("rx"), locales.Data{"Number": n}))
		}
		rows = append(rows, act)
	}
	switch {
	case b.meeting.State == council.Open:
		rows = append(rows, row(primary(b.button("board.button.roll", boardView(b.hall, 0, modeTap)))))
	case b.meeting.State == council.Planned && b.records:
		rows = append(rows, row(primary(b.button("board.button.open", b.press("ro")))))
	}
	return append(rows, b.ways())
}

// ways lead from the board; they open beside it.
func (b boardScreen) ways() []council.Button {
	return row(b.button("board.button.card", beside(meetingCard, b.meeting.ID)), b.button("button.home", beside("home")))
}

// paged is one page of sections with its pager.
func (b boardScreen) paged(sections []section, at int, to func(page int) string) (string, [][]council.Button) {
	pages := split(sections, screenCharacters, screenLines, b.continued())
	at = min(max(at, 0), len(pages)-1)
	if len(pages) == 1 {
		return pages[0], nil
	}
	return pages[at], [][]council.Button{pager(at, len(pages), to)}
}

// record is the list by presence: the closed record, or the roll for who may
// only look.
func (b boardScreen) record(page int) (string, [][]council.Button) {
	sections := []section{{heading: b.recordHead()}}
	for _, group := range b.presenceGroups() {
		if len(group.items) > 0 {
			sections = append(sections, group)
		}
	}
	html, rows := b.paged(sections, page, func(n int) string { return boardView(b.hall, n, modeTap) })
	if b.meeting.State == council.Closed && b.records {
		rows = append(rows,
			row(b.button("document.button.sheet", b.press("kds")), b.button("document.button.minutes", b.press("kdm"))),
			row(b.button("closing.button.reopen", b.press("kr"))))
	}
	return html, append(rows, b.ways())
}

func (b boardScreen) recordHead() string {
	lines := []string{b.txt("roll.title"), b.meetingHead(b.body, b.meeting)}
	if b.meeting.State == council.Closed {
		lines[0] = b.txt("closing.title", locales.Data{"Number": b.meeting.Number})
	}
	if b.meeting.EnteredAfter {
		lines = append(lines, b.txt("roll.entered_after"))
	}
	lines = append(lines, "", b.tallyLines(), b.chairLine())
	return strings.Join(lines, "\n")
}
