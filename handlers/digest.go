package handlers

import (
	"context"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// Composer writes what Sereda says of its own accord: reminders, the list of
// the missing, the digest. The screens show the same words.
type Composer struct {
	Texts *locales.Catalog
	Zone  *time.Location
}

func (a *App) composer() Composer { return Composer{Texts: a.Texts, Zone: a.Zone} }

func (c Composer) txt(key string, data ...locales.Data) string { return c.Texts.Text(key, data...) }

func (c Composer) button(key, data string, with ...locales.Data) council.Button {
	return council.Button{Text: c.Texts.Label(key, with...), Data: data}
}

// Digest is the consolidated week as the secretary gets it (3.17, 3.19): how
// the units stand, what clashes, the week by day and hour, the leaders' own
// weeks. Only the first message makes a sound; the buttons are on the last.
func (c Composer) Digest(w council.Consolidated) []council.Message {
	texts := split(c.digestSections(w), messageCharacters, 1000, c.continued())
	messages := make([]council.Message, len(texts))
	for i, text := range texts {
		messages[i] = council.Message{HTML: text, Silent: i > 0}
	}
	messages[len(messages)-1].Buttons = c.digestButtons(w)
	return messages
}

func (c Composer) continued() string { return " " + c.txt("digest.continued") }

func (c Composer) digestSections(w council.Consolidated) []section {
	sections := []section{{heading: c.digestHead(w)}}
	add := func(heading string, items []string) {
		if len(items) > 0 {
			sections = append(sections, section{heading, items})
		}
	}
	add(c.txt("digest.missing"), c.standingLines(w.Missing, c.missingLine))
	add(c.txt("digest.late"), c.standingLines(w.Late, c.lateLine))
	add(c.txt("digest.undecided"), c.standingLines(w.Undecided, c.unitLine))
	add(c.txt("digest.nothing"), c.standingLines(w.Nothing, c.unitLine))
	add(c.txt("digest.clashes"), c.clashLines(w))
	add(c.txt("digest.silent"), c.standingLines(w.Silent, c.unitLine))
	names := leaderNames(w)
	for n, day := range w.Week.Days() {
		add(c.dayHeading(day), c.entryLines(w.Days[n], names))
	}
	add(c.txt("digest.periods"), c.datedLines(w.Periods, names))
	add(c.txt("digest.to_be_announced"), c.entryLines(w.ToBeAnnounced, names))
	for _, l := range w.Leaders {
		add(c.leaderHeading(l.Leader), c.datedLines(l.Entries, nil))
	}
	return sections
}

// digestHead is the week with its counts.
func (c Composer) digestHead(w council.Consolidated) string {
	entries := len(w.Entries())
	lines := []string{
		c.txt("digest.title", locales.Data{"Week": locales.WeekDays(w.Week)}),
		c.txt("digest.submitted", locales.Data{"In": w.OwedIn, "Count": w.Owed}),
		c.txt("digest.entries", locales.Data{"Count": entries}),
	}
	for _, count := range []struct {
		key string
		n   int
	}{
		{"digest.count.missing", len(w.Missing)},
		{"digest.count.late", len(w.Late)},
		{"digest.count.undecided", len(w.Undecided)},
		{"digest.count.nothing", len(w.Nothing)},
		{"digest.count.clashes", len(w.Clashes)},
	} {
		if count.n > 0 {
			lines = append(lines, c.txt(count.key, locales.Data{"Count": count.n}))
		}
	}
	return strings.Join(lines, "\n")
}

func (c Composer) digestButtons(w council.Consolidated) [][]council.Button {
	rows := c.dayButtons(w, beside)
	week := weekArg(w.Week)
	rows = append(rows, row(c.button("button.by_unit", beside("wn", week)), c.button("button.by_leader", beside("wj", week))))
	if n := len(w.Missing); n > 0 {
		rows = append(rows, row(c.button("button.missing_count", beside("mi", week), locales.Data{"Number": n})))
	}
	return rows
}

// beside is a button's data that opens the screen as a new message: the one
// the button stands under is worth keeping.
func beside(do string, args ...int64) string { return press(besidePrefix+do, args...) }

const besidePrefix = "n"

// openBeside registers a second way to the screens, see beside.
func (a *App) openBeside(screens ...string) {
	for _, do := range screens {
		open := a.presses[do]
		a.presses[besidePrefix+do] = func(ctx context.Context, t *turn) error {
			t.screen = 0
			return open(ctx, t)
		}
	}
}

// dayButtons lead to the days that have entries, and to what has no day, each
// with its count.
func (c Composer) dayButtons(w council.Consolidated, to func(do string, args ...int64) string) [][]council.Button {
	var buttons []council.Button
	for n, day := range w.Week.Days() {
		if count := len(w.Days[n]); count > 0 {
			buttons = append(buttons, c.button("button.day_count", to("wd", weekArg(w.Week), int64(n)),
				locales.Data{"Day": locales.ShortDay(day), "Number": count}))
		}
	}
	if count := len(w.Periods) + len(w.ToBeAnnounced); count > 0 {
		buttons = append(buttons, c.button("button.no_day_count", to("wd", weekArg(w.Week), noDay), locales.Data{"Number": count}))
	}
	return inRows(buttons, 3)
}

// noDay stands in a button for entries of periods and those to be announced.
const noDay = 7

func inRows(buttons []council.Button, n int) [][]council.Button {
	var rows [][]council.Button
	for len(buttons) > n {
		rows = append(rows, buttons[:n])
		buttons = buttons[n:]
	}
	if len(buttons) > 0 {
		rows = append(rows, buttons)
	}
	return rows
}

func (c Composer) dayHeading(day council.Date) string {
	return "<b>" + locales.Escape(sentence(locales.Day(day))) + "</b>"
}

func (c Composer) leaderHeading(l council.Leader) string {
	return c.txt("digest.leader", locales.Data{"Title": l.Title, "Holder": l.Holder})
}
