package handlers

import (
	"strings"

	"sereda/council"
	"sereda/locales"
)

// rollNames are how many people stand on a page of the roll: two in a row,
// they fill one screen of a phone.
const rollNames = 20

// roll is the page of names to tap, with the counts above and what else there
// is to do below.
func (b boardScreen) roll(at, mode int) (string, [][]council.Button) {
	people := b.members()
	pages := max(1, (len(people)+rollNames-1)/rollNames)
	at = min(max(at, 0), pages-1)
	var names []council.Button
	for _, s := range people[at*rollNames : min(len(people), (at+1)*rollNames)] {
		names = append(names, b.name(s, at, mode))
	}
	rows := inRows(names, 2)
	if pages > 1 {
		rows = append(rows, pager(at, pages, func(n int) string { return boardView(b.hall, n, mode) }))
	}
	key := "roll.hint"
	if mode == modeDetails {
		key = "roll.hint_details"
	}
	return b.recordHead() + "\n\n" + b.txt(key), append(rows, b.rollActions(at, mode)...)
}

// name is one person's button. A tap says present, or takes it back as absent;
// what a slip must not undo opens the menu.
func (b boardScreen) name(s council.SeatHolder, page, mode int) council.Button {
	line := b.line(s.Person.ID)
	data := b.press("rm", s.Person.ID, int64(page))
	set := func(p council.Presence) string { return b.press("rt", s.Person.ID, placeOf(p), int64(page)) }
	switch plain := line.Arrived == nil && line.Left == nil; {
	case mode == modeDetails:
	case line.Presence == council.Unmarked, line.Presence == council.AbsentHere:
		data = set(b.usual())
	case line.Claimed:
		data = set(line.Presence)
	case line.Presence == b.usual() && plain:
		data = set(council.AbsentHere)
	}
	return council.Button{Text: cut(b.presenceMark(s.Person.ID)+" "+s.Person.Short(), 30), Data: data}
}

// presenceMark is a person's presence at a glance.
func (b boardScreen) presenceMark(person int64) string {
	line := b.line(person)
	switch {
	case line.Claimed:
		return "🟠"
	case line.TakesPart() && line.Left != nil:
		return "🚪"
	}
	switch line.Presence {
	case council.PresentHere:
		return "✅"
	case council.PresentRemote:
		return "💻"
	case council.DeputyHere:
		return "👤"
	case council.AbsentHere:
		return "✖️"
	case council.Excused:
		return "🟡"
	}
	if r, _ := b.answer(person); r.Answer == council.WillNot {
		return "▫️"
	}
	return "⚪"
}

// tallyLines are the counts and the quorum as they stand.
func (b boardScreen) tallyLines() string {
	n := b.tally()
	lines := b.txt("roll.counted", locales.Data{"Counted": n.Counted, "Appointed": n.Appointed, "Total": n.Total})
	switch {
	case n.Needed == 0:
	case n.HasQuorum:
		lines += "\n" + b.txt("roll.quorum", locales.Data{"Needed": n.Needed})
	default:
		lines += "\n" + b.txt("roll.no_quorum", locales.Data{"Needed": n.Needed, "Short": n.Short()})
	}
	var parts []string
	for _, part := range []struct {
		key string
		n   int
	}{
		{"roll.count.remote", n.Remote}, {"roll.count.deputies", n.Deputies}, {"roll.count.absent", n.Absent},
		{"roll.count.excused", n.Excused}, {"roll.count.unmarked", n.Unmarked}, {"roll.count.claimed", n.Claimed},
		{"roll.count.guests", len(b.guests) + b.invitedHere()},
	} {
		if part.n > 0 {
			parts = append(parts, b.txt(part.key, locales.Data{"Number": part.n}))
		}
	}
	if len(parts) > 0 {
		lines += "\n" + strings.Join(parts, " · ")
	}
	return lines
}

// invitedHere counts the regularly invited who came.
func (h *hall) invitedHere() int {
	n := 0
	for _, s := range council.OncePerPerson(h.seats) {
		if isInvited(s) && h.line(s.Person.ID).TakesPart() {
			n++
		}
	}
	return n
}

func (b boardScreen) chairLine() string {
	if s, known := b.seat(b.chairing()); known {
		return b.txt("roll.chaired", locales.Data{"Name": s.Person.Short()})
	}
	return b.txt("roll.chair_unknown")
}

// chairing is who chairs: who was chosen, otherwise the chair, once there.
func (h *hall) chairing() int64 {
	if h.meeting.ChairedBy != 0 {
		return h.meeting.ChairedBy
	}
	for _, s := range h.seats {
		if s.Kind == council.ChairSeat && !s.Vacant() && h.presides(s.Person.ID) {
			return s.Person.ID
		}
	}
	return 0
}

// presides tells that the person is there in person or remotely.
func (h *hall) presides(person int64) bool {
	p := h.line(person).Presence
	return p == council.PresentHere || p == council.PresentRemote
}

func (b boardScreen) rollActions(page, mode int) [][]council.Button {
	var rows [][]council.Button
	if n := len(b.saidYes()); n > 0 {
		rows = append(rows, row(primary(b.button("roll.button.all_yes", b.press("ry", int64(page)), locales.Data{"Number": n}))))
	}
	other := b.button("roll.button.details", boardView(b.hall, page, modeDetails))
	if mode == modeDetails {
		other = b.button("roll.button.tap", boardView(b.hall, page, modeTap))
	}
	rows = append(rows,
		row(other, b.button("roll.button.guests", b.press("kg"))),
		row(b.button("roll.button.chair", b.press("ru")), b.button("roll.button.answers", boardView(b.hall, 0, modeAnswers))),
		row(b.button("document.button.screen", b.press("kdh")), b.button("closing.button.close", b.press("kc"))))
	return append(rows, b.ways())
}

// presenceGroups are the people under their presence.
func (b boardScreen) presenceGroups() []section {
	order := []council.Presence{council.PresentHere, council.PresentRemote, council.DeputyHere,
		council.Excused, council.AbsentHere, council.Unmarked}
	groups := make([]section, len(order)+1)
	for _, s := range council.OncePerPerson(b.seats) {
		line := b.line(s.Person.ID)
		if isInvited(s) {
			if line.TakesPart() {
				groups[len(order)].items = append(groups[len(order)].items, b.recordLine(s, line))
			}
			continue
		}
		for i, p := range order {
			if line.Presence == p {
				groups[i].items = append(groups[i].items, b.recordLine(s, line))
			}
		}
	}
	for _, g := range b.guests {
		groups[len(order)].items = append(groups[len(order)].items, "• "+b.guestName(g))
	}
	for i, key := range []string{"present", "remote", "deputy", "excused", "absent", "unmarked", "guests"} {
		groups[i].heading = b.txt("roll.group."+key, locales.Data{"Number": len(groups[i].items)})
	}
	return groups
}

// recordLine is one person's line: who came instead, why not, since and until
// when.
func (b boardScreen) recordLine(s council.SeatHolder, a council.Attendance) string {
	line := "• " + locales.Escape(cut(s.Person.Short(), nameCharacters))
	if details := b.lineDetails(a); details != "" {
		line += " — " + details
	}
	if a.Claimed {
		line += " 🟠"
	}
	return line
}

func (b boardScreen) lineDetails(a council.Attendance) string {
	var parts []string
	if a.DeputyName != "" {
		parts = append(parts, locales.Escape(cut(a.DeputyName, longestName)))
	}
	if a.Presence == council.Excused && (a.Reason != "" || a.Words != "") {
		parts = append(parts, b.reasonWords(a.Reason, a.Words))
	}
	if a.Arrived != nil {
		parts = append(parts, b.txt("roll.since", locales.Data{"Time": a.Arrived.String()}))
	}
	if a.Left != nil {
		parts = append(parts, b.txt("roll.until", locales.Data{"Time": a.Left.String()}))
	}
	return strings.Join(parts, ", ")
}
