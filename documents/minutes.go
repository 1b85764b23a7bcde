package documents

import (
	"fmt"
	"strconv"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// minutes are the minutes in short form (5.29; 4.38 of a remote sitting): what
// is known is written, for the rest there is room.
func (l layout) minutes() paper {
	p := l.paper(l.txt("paper.minutes.title"), l.kind(), l.number(l.txt("paper.number_blank")))
	l.circumstances(&p)
	p.add(paragraph{Lead: l.txt("paper.end"), Text: l.txt("paper.blank")})
	if g := l.Meeting.Ground; g != "" {
		p.add(paragraph{Lead: l.txt("paper.ground"), Text: g})
	}
	if l.Body.OpenToPublic && !l.Meeting.OpenToPublic {
		p.add(paragraph{Text: l.txt("paper.closed_doors")})
	}
	p.add(
		paragraph{Lead: l.txt("paper.chair"), Text: l.named(l.chair()), Before: 8},
		paragraph{Lead: l.txt("paper.secretary"), Text: l.named(l.HolderOf(council.SecretarySeat))},
	)
	l.whoTookPart(&p)
	p.add(paragraph{Text: l.sum(), Before: 10})
	l.agenda(&p)
	l.discussion(&p)
	if l.Remote() && l.Body.Kind != council.Conference {
		l.rollCall(&p)
	}
	p.add(l.signatures(l.signers()...))
	return p
}

// whoTookPart are the lists of the minutes.
func (l layout) whoTookPart(p *paper) {
	var here, deputies, absent, unmarked []string
	for _, x := range l.Members() {
		switch {
		case x.Line.Presence == council.DeputyHere:
			deputies = append(deputies, l.line(x))
		case x.Line.TakesPart():
			here = append(here, l.line(x))
		case x.Line.Presence == council.Unmarked:
			unmarked = append(unmarked, l.line(x))
		default:
			absent = append(absent, l.line(x))
		}
	}
	joined := "paper.members"
	if l.Remote() {
		joined = "paper.members_joined"
	}
	l.people(p, joined, here)
	l.people(p, "paper.deputies", deputies)
	l.people(p, "paper.absent", absent)
	if l.Recorded() {
		l.people(p, "paper.unmarked", unmarked)
	} else {
		l.people(p, "paper.members_plain", unmarked)
	}
	invited, advisory := l.invited()
	l.people(p, "paper.guests", invited)
	l.people(p, "paper.advisory", advisory)
}

// invited are those without a vote, and members of the committee with advisory
// voice apart (12.3).
func (l layout) invited() (invited, advisory []string) {
	for _, x := range l.Others() {
		invited = append(invited, l.line(x))
	}
	for _, g := range l.Guests {
		if g.Advisory {
			advisory = append(advisory, g.Name)
		} else {
			invited = append(invited, g.Name)
		}
	}
	return invited, advisory
}

func (l layout) agenda(p *paper) {
	p.add(paragraph{Text: l.txt("paper.agenda"), Bold: true, Align: centre, Before: 14, KeepNext: true})
	if len(l.Agenda) == 0 {
		p.add(rule{}, rule{}, rule{})
		return
	}
	for i, item := range l.Agenda {
		p.add(paragraph{Text: fmt.Sprintf("%d.\u00a0%s", i+1, l.question(item)), Indent: 10, Before: 2})
	}
}

func (l layout) question(item council.AgendaItem) string {
	title := strings.TrimSpace(item.Title)
	if !strings.HasSuffix(title, ".") {
		title += "."
	}
	if item.Speaker == "" {
		return title
	}
	return title + " " + l.txt("paper.speaker", locales.Data{"Name": item.Speaker})
}

// discussion is the room for each question: heard, spoke, voted, decided.
func (l layout) discussion(p *paper) {
	p.add(paragraph{Text: l.txt("paper.discussion"), Bold: true, Align: centre, Before: 14, KeepNext: true})
	questions := l.Agenda
	if len(questions) == 0 {
		questions = make([]council.AgendaItem, 3)
	}
	for i, item := range questions {
		p.add(paragraph{Lead: fmt.Sprintf("%d.\u00a0%s", i+1, l.txt("paper.heard")), Before: 10, KeepNext: true, Text: l.heard(item)},
			paragraph{Lead: l.txt("paper.spoke"), Text: l.txt("paper.blank"), KeepNext: true, Before: 4})
		l.outcome(p)
	}
	l.assignments(p)
}

// assignments are those given so far. Where none is, there is room for two; at
// a нарада each question has its own.
func (l layout) assignments(p *paper) {
	switch {
	case len(l.Assignments) > 0:
		p.add(paragraph{Lead: l.txt("paper.assignments"), Before: 14, KeepNext: true})
		for i, a := range l.Assignments {
			p.add(paragraph{Text: fmt.Sprintf("%d.\u00a0%s", i+1, strings.Join(strings.Fields(a.Text), " ")), Indent: 10, Before: 4, KeepNext: true},
				paragraph{Text: l.txt("paper.doer_named", locales.Data{"Name": a.Doer.Full(), "Due": locales.FullDate(a.Due)}), Indent: 10})
		}
	case l.Body.Kind != council.Conference:
		p.add(paragraph{Lead: l.txt("paper.assignments"), Before: 14, KeepNext: true}, rule{},
			paragraph{Text: l.txt("paper.doer"), Before: 4}, rule{}, paragraph{Text: l.txt("paper.doer"), Before: 4})
	}
}

func (l layout) heard(item council.AgendaItem) string {
	if item.Title == "" {
		return l.txt("paper.blank")
	}
	return l.question(item)
}

// outcome is what came of a question: a vote and a decision, at a нарада an
// assignment (11.9).
func (l layout) outcome(p *paper) {
	if l.Body.Kind == council.Conference {
		p.add(paragraph{Lead: l.txt("paper.told"), Before: 4, KeepNext: true}, rule{},
			paragraph{Text: l.txt("paper.doer"), Before: 4})
		return
	}
	p.add(paragraph{Lead: l.txt("paper.decided"), Text: l.txt("paper.blank"), Before: 4, KeepNext: true}, rule{},
		paragraph{Text: l.txt("paper.votes"), Before: 4, KeepNext: l.Body.Kind == council.Committee})
	if l.Body.Kind == council.Committee {
		p.add(paragraph{Text: l.txt("paper.decision_number")})
	}
}

// rollCall is the table of a remote sitting's votes: members by the alphabet,
// questions across (4.36, 4.37).
func (l layout) rollCall(p *paper) {
	const across, name = 8, 70.0
	p.add(paragraph{Text: l.txt("paper.roll_call"), Bold: true, Align: centre, Before: 16, KeepNext: true},
		paragraph{Text: l.txt("paper.roll_call_note"), Size: tableSize, KeepNext: true})
	questions := max(len(l.Agenda), 3)
	for first := 0; first < questions; first += across {
		t := table{Widths: []float64{12, name}, Aligns: []align{centre}, Height: 7, Before: 6, Together: true,
			Head: []string{l.txt("paper.column.number"), l.txt("paper.column.name")}}
		for q := first; q < min(first+across, questions); q++ {
			t.Widths = append(t.Widths, (textWidth-12-name)/float64(min(across, questions-first)))
			t.Head = append(t.Head, strconv.Itoa(q+1))
		}
		for _, x := range l.Members() {
			if x.Line.TakesPart() || !l.Recorded() {
				t.Rows = append(t.Rows, []string{strconv.Itoa(len(t.Rows)+1) + ".", x.Person.Full()})
			}
		}
		p.add(t)
	}
}
