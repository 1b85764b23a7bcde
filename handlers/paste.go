package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// The steps of pasting: a list for a unit, and a list whose unit is not known.
const (
	stepList     = "list"
	stepListUnit = "list_unit"
)

// registerPaste: a whole plan as one text, one entry a line.
func (a *App) registerPaste() {
	a.presses["pb"] = onPlan(askList)     // unit, week
	a.presses["pu"] = onPlan(undoList)    // unit, week, message
	a.presses["pq"] = onPlan(unitForList) // unit, week
	a.steps[stepList] = onStep(listTyped)
	a.steps[stepListUnit] = a.idle
}

func askList(_ context.Context, t *turn, p *plan) error {
	t.wait(Conversation{Step: stepList, Unit: p.unit.ID, Week: p.week.Monday})
	example := t.txt("paste.example", map[string]any{
		"Tuesday": shortDate(p.week.Day(1)), "Wednesday": shortDate(p.week.Day(2))})
	t.show(t.txt("paste.ask", t.planData(p))+"\n\n"+example, t.planAndHome(p))
	return nil
}

func shortDate(d council.Date) string { return fmt.Sprintf("%02d.%02d", d.Day, d.Month) }

// listTyped takes a list into the draft. The question stays open: a long plan
// comes as several messages in a row.
func listTyped(ctx context.Context, t *turn, p *plan) error { return t.takeList(ctx, p, t.text) }

// takeList reads the text and puts everything into the draft: what was read as
// entries, what was not as entries to be finished by hand. Nothing is dropped.
func (t *turn) takeList(ctx context.Context, p *plan, text string) error {
	return t.takeLines(ctx, p, t.app.Reader.List(text, p.week))
}

// takeLines puts what was read into the draft.
func (t *turn) takeLines(ctx context.Context, p *plan, lines []LineRead) error {
	entries, unread := t.entriesOf(lines)
	if len(entries) == 0 {
		t.say(t.txt("paste.nothing_read"), t.planAndHome(p))
		return nil
	}
	if err := t.needDraft(ctx, p); err != nil {
		return err
	}
	if len(p.draft.Entries)+len(entries) > council.MaxEntries {
		t.say(t.txt("entry.too_many", map[string]any{"Count": council.MaxEntries}), t.planAndHome(p))
		return nil
	}
	if err := t.addRead(ctx, p, entries); err != nil {
		return err
	}
	warnings, err := t.warnings(ctx, p, slices.Concat(p.draft.Entries, entries), entries)
	if err != nil {
		return err
	}
	t.showTaken(p, entries, unread, warnings)
	return nil
}

// addRead puts what was read into the draft, written out in full; the entries
// get their ids.
func (t *turn) addRead(ctx context.Context, p *plan, entries []council.Entry) error {
	if err := t.fillLeaders(ctx, p, entries); err != nil {
		return err
	}
	if err := t.expand(ctx, p, entries); err != nil {
		return err
	}
	ids, err := t.store.AddEntries(ctx, p.draft.ID, entries)
	if err != nil {
		return err
	}
	for i, id := range ids {
		entries[i].ID = id
	}
	return nil
}

// entriesOf makes the entries of a list, in its order. A line with a problem
// becomes an entry without a day: it stays in sight until it is finished.
func (t *turn) entriesOf(lines []LineRead) (entries []council.Entry, unread []LineRead) {
	for _, line := range lines {
		read := line.Entries
		if line.Problem != nil {
			unread = append(unread, line)
			read = []council.Entry{{Kind: council.Timed, Title: cut(oneLine(line.Text), council.MaxTitle)}}
		}
		for _, e := range read {
			e.Source = council.Source{ChatID: t.chatID, MessageID: t.messageID(),
				Line: line.Number, Text: cut(line.Text, 2*council.MaxTitle), Read: e.Reading()}
			entries = append(entries, e)
		}
	}
	return entries, unread
}

// fillLeaders marks the leaders whom the titles say to take part (3.18).
func (t *turn) fillLeaders(ctx context.Context, p *plan, entries []council.Entry) error {
	leaders, err := t.leadersOf(ctx, p.week)
	if err != nil {
		return err
	}
	for i := range entries {
		if len(entries[i].Leaders) == 0 {
			entries[i].Leaders = t.app.Reader.LeadersIn(entries[i].Title, leaders)
		}
		offerLeaders(&entries[i], leaders)
	}
	return nil
}

// offerLeaders gives a doubt about the leaders its answers: what stands in the
// entry, and each of them.
func offerLeaders(e *council.Entry, leaders []council.Leader) {
	const offered = 6
	for i, d := range e.Doubts {
		if d.Question != council.WhichLeader || len(d.Choices) > 0 {
			continue
		}
		stands := slices.Clone(e.Leaders)
		e.Doubts[i].Choices = []council.Choice{{Leaders: &stands}}
		for _, l := range leaders[:min(len(leaders), offered)] {
			if one := []int64{l.PostID}; !slices.Equal(one, stands) {
				e.Doubts[i].Choices = append(e.Doubts[i].Choices, council.Choice{Leaders: &one})
			}
		}
	}
}

// expand writes out what this council writes for short.
func (t *turn) expand(ctx context.Context, p *plan, entries []council.Entry) error {
	known, err := t.store.WordsOf(ctx, p.unit.ID)
	if err != nil {
		return err
	}
	words := council.WordsFor(p.unit.ID, known)
	for i, e := range entries {
		entries[i] = words.Expand(e)
	}
	return nil
}

// showTaken shows back what was read, with what it was read from where that is
// not plain to see; each line that was not read with the reason; and the first
// doubt.
func (t *turn) showTaken(p *plan, entries []council.Entry, unread []LineRead, warnings string) {
	var parts []string
	if read := complete(entries); len(read) > 0 {
		slices.SortStableFunc(read, council.CompareEntries)
		pages := t.pagesOf(read, takenCharacters, t.readBack)
		parts = append(parts, t.txt("paste.taken", map[string]any{"Count": len(read)}), pages[0])
		if len(pages) > 1 {
			parts = append(parts, t.txt("paste.more"))
		}
	}
	if len(unread) > 0 {
		parts = append(parts, t.unreadLines(unread, p.week))
	}
	if warnings != "" {
		parts = append(parts, warnings)
	}
	question, rows := t.takenDoubt(p, entries)
	if question != "" {
		parts = append(parts, question)
	}
	rows = append(rows,
		row(primary(t.button("button.see_plan", p.press("pl")))),
		row(t.button("button.undo_paste", p.press("pu", int64(t.messageID())))))
	t.say(strings.Join(parts, "\n\n"), rows...)
}

// takenDoubt puts the first doubt about what was just read, "" when there is
// none.
func (t *turn) takenDoubt(p *plan, entries []council.Entry) (string, [][]council.Button) {
	open := (&plan{draft: &council.Submission{Entries: entries}}).openDoubts()
	if len(open) == 0 {
		return "", nil
	}
	lines := []string{t.txt("doubt.left", map[string]any{"Count": len(open)})}
	if len(entries) > 1 {
		lines = append(lines, locales.Escape(t.changeTitle(open[0].entry)))
	}
	rows := append(t.doubtAnswers(p, open[0], false), row(t.button("button.all_as_read", p.press("qm", int64(t.messageID())))))
	return strings.Join(append(lines, t.doubtQuestion(open[0])), "\n"), rows
}

// takenCharacters leaves room for what could not be read and for a question.
const takenCharacters = 1200

// readBack is an entry as it stands, and what it was read from where that says
// something else.
func (t *turn) readBack(number int, e council.Entry) string {
	line := t.entryLine(number, e)
	if len(e.Doubts) == 0 && e.SaysAll(t.entryHeading(e)+" "+t.leadersInFull(e)) {
		return line
	}
	return line + t.txt("paste.written", map[string]any{"Text": cut(oneLine(e.Source.Text), 160)}) + "\n"
}

// changeTitle names an entry in a sentence of its own.
func (t *turn) changeTitle(e council.Entry) string { return t.entryWhen(e) + ": " + cut(e.Title, 120) }

func complete(entries []council.Entry) []council.Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e council.Entry) bool { return !e.Complete() })
}

// messageID is the message the words came in: this one, or the one whose text
// the conversation kept until its unit was known. A pressed day has none.
func (t *turn) messageID() int {
	switch {
	case t.message != nil:
		return t.message.ID
	case t.conversation.Step == stepListUnit, len(t.conversation.Upload) > 0:
		return t.conversation.Message
	}
	return 0
}

func (t *turn) unreadLines(unread []LineRead, week council.Week) string {
	const shown = 5
	lines := []string{t.txt("paste.unread", map[string]any{"Count": len(unread)})}
	for _, line := range unread[:min(len(unread), shown)] {
		lines = append(lines, "«"+locales.Escape(cut(oneLine(line.Text), 100))+"» — "+t.trouble(line.Problem, "trouble.line", week))
	}
	if len(unread) > shown {
		lines = append(lines, t.txt("paste.unread_more", map[string]any{"Count": len(unread) - shown}))
	}
	return strings.Join(lines, "\n")
}

// undoList takes out what one message brought.
func undoList(ctx context.Context, t *turn, p *plan) error {
	var ids []int64
	if p.draft != nil {
		for _, e := range p.draft.Entries {
			if e.Source.ChatID == t.chatID && int64(e.Source.MessageID) == t.press.arg(2) {
				ids = append(ids, e.ID)
			}
		}
	}
	if len(ids) > 0 {
		if _, err := t.store.RemoveEntries(ctx, p.draft.ID, ids); err != nil {
			return err
		}
	}
	if p.draft == nil && p.submitted != nil {
		t.toast("plan.already_submitted")
	} else {
		t.toast("paste.undone", map[string]any{"Count": len(ids)})
	}
	return t.openPlan(ctx, p.unit.ID, p.week)
}

// planLines is how many lines of the text are read as entries of the week.
func (t *turn) planLines(week council.Week) int {
	n := 0
	for _, line := range t.app.Reader.List(t.text, week) {
		if line.Problem == nil && len(line.Entries) > 0 {
			n++
		}
	}
	return n
}

// takeUnasked takes a plan pasted without a question; somebody heading several
// units is asked for which. False when the text has no line with a day.
func (t *turn) takeUnasked(ctx context.Context) (bool, error) {
	week, err := t.plannedWeek(ctx)
	if err != nil || t.planLines(week) == 0 {
		return false, err
	}
	if len(t.Access.Units) == 1 {
		p, err := t.loadPlan(ctx, t.Access.Units[0].ID, week)
		if err != nil {
			return true, err
		}
		t.wait(Conversation{Step: stepList, Unit: p.unit.ID, Week: week.Monday})
		return true, t.takeList(ctx, p, t.text)
	}
	t.askListUnit(week)
	return true, nil
}

// askListUnit keeps the text until its unit is chosen.
func (t *turn) askListUnit(week council.Week) {
	kept := Conversation{Step: stepListUnit, Text: t.text, Message: t.message.ID}
	if c := t.conversation; c.Step == stepListUnit && c.Text != "" {
		// A long list came as several messages before its unit was chosen.
		kept.Text, kept.Message = c.Text+"\n"+t.text, c.Message
	}
	t.wait(kept)
	t.say(t.txt("paste.which_unit"), append(t.ownUnits("pq", week), t.homeButtons()...)...)
}

// unitForList takes the kept text into the unit's draft.
func unitForList(ctx context.Context, t *turn, p *plan) error {
	c := t.conversation
	if c.Step != stepListUnit || c.Text == "" {
		t.toast("press.stale")
		t.showPlan(p, 0)
		return nil
	}
	t.text = c.Text
	t.out.Conversation = Conversation{Step: stepList, Unit: p.unit.ID, Week: p.week.Monday}.bytes()
	return t.takeList(ctx, p, c.Text)
}
