package handlers

import (
	"strings"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// doubtScreen puts the first of the open doubts: its entry, what was written,
// the question and the answers.
func (t *turn) doubtScreen(p *plan, open []openDoubt, submitting bool) (string, [][]council.Button) {
	o := open[0]
	lines := []string{t.txt("ask.head", t.planData(p)), t.txt("doubt.left", map[string]any{"Count": len(open)}), "",
		locales.Escape(t.entryWhen(o.entry)), locales.Escape(o.entry.Title)}
	if details := t.entryDetails(o.entry); details != "" {
		lines = append(lines, "<i>"+details+"</i>")
	}
	if written := o.entry.Source.Text; written != "" {
		lines = append(lines, "", t.txt("doubt.written", map[string]any{"Text": cut(oneLine(written), 300)}))
	}
	html := strings.Join(lines, "\n") + "\n\n" + t.doubtQuestion(o)
	all := t.button("button.all_as_read", p.press("qa", int64(p.draft.Revision), 0))
	if submitting {
		all = t.button("button.all_as_read_submit", p.press("qa", int64(p.draft.Revision), 1))
	}
	rows := append(t.doubtAnswers(p, o, submitting), row(all), t.planAndHome(p))
	return html, rows
}

// doubtQuestion is "12.05: вівторок, 12 травня чи 12:05?".
func (t *turn) doubtQuestion(o openDoubt) string {
	return t.txt("doubt.ask."+string(o.doubt.Question), map[string]any{
		"Text": cut(oneLine(o.doubt.Text), 100), "Choices": strings.Join(t.choiceLabels(o), " "+t.label("doubt.or")+" ")})
}

func (t *turn) choiceLabels(o openDoubt) []string {
	labels := make([]string, len(o.doubt.Choices))
	for i, c := range o.doubt.Choices {
		labels[i] = t.choiceLabel(c)
	}
	return labels
}

// choiceLabel says what a choice sets.
func (t *turn) choiceLabel(c council.Choice) string {
	var parts []string
	text := func(value *string, with, without string) {
		switch {
		case value == nil:
		case *value == "":
			parts = append(parts, t.label(without))
		default:
			parts = append(parts, t.label(with, map[string]any{"Text": cut(*value, 60)}))
		}
	}
	if c.Kind != nil && *c.Kind != council.Timed {
		parts = append(parts, t.label("doubt.kind."+string(*c.Kind)))
	}
	if c.From != nil && !c.From.IsZero() {
		to := *c.From
		if c.To != nil {
			to = *c.To
		}
		parts = append(parts, locales.Days(*c.From, to))
	}
	if c.Hours != nil {
		hours := c.Hours.String()
		if hours == "" && c.Kind == nil {
			hours = t.label("doubt.no_hours")
		}
		if hours != "" {
			parts = append(parts, hours)
		}
	}
	text(c.Title, "doubt.title", "entry.no_title")
	text(c.Venue, "doubt.venue", "doubt.no_venue")
	text(c.Responsible, "doubt.responsible", "doubt.no_responsible")
	if c.Leaders != nil {
		parts = append(parts, t.leaderTitles(council.Entry{Leaders: *c.Leaders}))
	}
	if len(parts) == 0 {
		return t.label("doubt.as_is")
	}
	return strings.Join(parts, ", ")
}

// doubtAnswers are the buttons of one doubt: its choices, two short ones in a
// row, what stands there, anything else.
func (t *turn) doubtAnswers(p *plan, o openDoubt, submitting bool) [][]council.Button {
	const short = 18
	key, then := int64(o.doubt.Key()), int64(0)
	if submitting {
		then = 1
	}
	var rows [][]council.Button
	kept := false
	for i, label := range t.choiceLabels(o) {
		kept = kept || o.doubt.Choices[i].Keeps(o.entry)
		b := council.Button{Text: cut(label, 60), Data: p.press("qs", o.entry.ID, key, int64(i), then)}
		if n := len(rows); n > 0 && len(rows[n-1]) == 1 && fits(rows[n-1][0].Text, short) && fits(label, short) {
			rows[n-1] = append(rows[n-1], b)
			continue
		}
		rows = append(rows, row(b))
	}
	other := row(t.button("button.other", p.press("qo", o.entry.ID, key)))
	if !kept {
		other = append(row(t.button("button.keep", p.press("qk", o.entry.ID, key, 0, then))), other...)
	}
	return append(rows, other)
}

func fits(text string, n int) bool { return utf8.RuneCountInString(text) <= n }
