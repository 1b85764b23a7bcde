package handlers

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// registerAgenda: the questions of a meeting and what is attached.
func (a *App) registerAgenda() {
	a.presses["ga"] = seeingMeeting(showAgenda)     // meeting, page
	a.presses["gas"] = seeingMeeting(sendMaterials) // meeting
	a.presses["gaa"] = preparing(askItems)          // meeting
	a.steps[stepItems] = preparing(itemsTyped)      // questions, one a line
	a.presses["gai"] = onItem(showItem)             // meeting, item
	a.presses["gat"] = onItem(askItemTitle)         // meeting, item
	a.steps[stepItemTitle] = onItem(itemTitleTyped) // the question
	a.presses["gau"] = onItem(moveItem)             // meeting, item, position
	a.presses["gax"] = onItem(removeItem)           // meeting, item, 1 when confirmed
	a.presses["gam"] = preparing(askMaterial)       // meeting, item or 0
	a.presses["gar"] = preparing(removeMaterial)    // meeting, material
	a.presses["gal"] = preparing(listMaterials)     // meeting, page
	a.steps[stepMaterial] = preparing(linkAttached) // a link
	a.files[stepMaterial] = preparing(fileAttached) // a file
	a.openBeside("ga", "gas")
}

// The questions of the agenda's dialogues.
const (
	stepItems     = "g.items"
	stepItemTitle = "g.item.title"
	stepMaterial  = "g.material"
)

// Most questions and materials of one meeting, longest question and speaker.
const (
	maxItems       = 80
	maxMaterials   = 50
	longestItem    = 500
	longestSpeaker = 120
)

// preparing loads a meeting for those who prepare it. The agenda of a meeting
// that is being held may still change (4.23); a closed record may not.
func preparing(do meetingFunc) turnFunc {
	return seeingMeeting(func(ctx context.Context, t *turn, s sitting) error {
		if !t.Access.ConvenesFor(s.body) {
			return fmt.Errorf("agenda of meeting %d: %w", s.ID, council.ErrForbidden)
		}
		if s.State == council.Closed || s.State == council.Cancelled {
			t.toast("agenda.frozen")
			return showAgenda(ctx, t, s)
		}
		return do(ctx, t, s)
	})
}

// showAgenda is the agenda with the materials, in pages.
func showAgenda(ctx context.Context, t *turn, s sitting) error {
	t.rest()
	return t.showAgendaPage(ctx, s, t.press.arg(1))
}

func (t *turn) showAgendaPage(ctx context.Context, s sitting, at int64) error {
	items, materials, err := t.store.AgendaOf(ctx, s.ID)
	if err != nil {
		return err
	}
	c := t.app.composer()
	body := section{heading: t.txt("agenda.title", t.sittingData(s)), items: c.agendaLines(items, materials)}
	if len(items) == 0 {
		body.items = append([]string{t.txt("agenda.empty")}, body.items...)
	}
	html, rows := t.page([]section{body}, int(at), func(n int) string { return press("ga", s.ID, int64(n)) })
	if len(materials) > 0 {
		rows = append(rows, row(council.Button{Text: t.label("button.get_materials", map[string]any{"Number": len(materials)}), Data: press("gas", s.ID)}))
	}
	if t.Access.ConvenesFor(s.body) && s.State != council.Closed && s.State != council.Cancelled {
		rows = append(rows, itemButtons(s, items)...)
		edit := row(t.button("button.add_items", press("gaa", s.ID)), t.button("button.add_material", press("gam", s.ID)))
		rows = append(rows, edit)
		if len(materials) > 0 {
			rows = append(rows, row(t.button("button.remove_material", press("gal", s.ID))))
		}
	}
	t.show(html, append(rows, t.backRow("gm", s.ID))...)
	return nil
}

// itemButtons are the numbers of the questions: each opens its question. Eight
// in a row, as many as there may be keep within a keyboard's hundred.
func itemButtons(s sitting, items []council.AgendaItem) [][]council.Button {
	var buttons []council.Button
	for _, i := range items {
		buttons = append(buttons, council.Button{Text: strconv.Itoa(i.Position), Data: press("gai", s.ID, i.ID)})
	}
	return inRows(buttons, 8)
}

// agendaLines are the questions with their speakers and materials, then the
// materials of the whole meeting.
func (c Composer) agendaLines(items []council.AgendaItem, materials []council.Material) []string {
	var lines []string
	for _, i := range items {
		line := fmt.Sprintf("%d. %s", i.Position, locales.Escape(i.Title))
		if i.Speaker != "" {
			line += "\n   " + c.txt("agenda.speaker", locales.Data{"Name": i.Speaker})
		}
		lines = append(lines, line+c.attached("\n   ", materials, i.ID))
	}
	if own := c.attached("", materials, 0); own != "" {
		lines = append(lines, own)
	}
	return lines
}

// attached are the materials of one question, or of the meeting for item 0.
func (c Composer) attached(before string, materials []council.Material, itemID int64) string {
	const named = 10
	var names []string
	own := ofItem(materials, itemID)
	for _, m := range own[:min(len(own), named)] {
		names = append(names, locales.Escape(cut(m.Name, 60)))
	}
	if len(names) == 0 {
		return ""
	}
	if len(own) > named {
		names = append(names, fmt.Sprintf("+%d", len(own)-named))
	}
	return before + "📎 " + strings.Join(names, ", ")
}

func askItems(_ context.Context, t *turn, s sitting) error {
	t.wait(Conversation{Step: stepItems, Meeting: s.ID})
	t.show(t.txt("agenda.ask_items"), t.backRow("ga", s.ID))
	return nil
}

// itemsTyped takes one question a line; the speaker stands behind a semicolon.
func itemsTyped(ctx context.Context, t *turn, s sitting) error {
	items, problem := readItems(t.text)
	before, _, err := t.store.AgendaOf(ctx, s.ID)
	switch {
	case err != nil:
		return err
	case problem != "":
		t.say(t.txt(problem, map[string]any{"Limit": longestItem}), t.backRow("ga", s.ID))
		return nil
	case len(before)+len(items) > maxItems:
		t.say(t.txt("agenda.too_many", map[string]any{"Limit": maxItems}), t.backRow("ga", s.ID))
		return nil
	}
	for _, item := range items {
		if _, err := t.store.SetAgendaItem(ctx, s.ID, item); err != nil {
			return err
		}
	}
	if err := t.audit(ctx, "agenda.added", council.AboutMeeting(s.ID), map[string]any{"items": len(items)}); err != nil {
		return err
	}
	t.rest()
	return t.showAgendaPage(ctx, s, 0)
}

func readItems(text string) ([]council.AgendaItem, string) {
	var items []council.AgendaItem
	for line := range strings.Lines(text) {
		if line = oneLine(line); line == "" {
			continue
		}
		item, problem := readItem(line)
		if problem != "" {
			return nil, problem
		}
		items = append(items, item)
	}
	if len(items) == 0 {
		return nil, "agenda.too_long"
	}
	return items, ""
}

// readItem reads "1. Про бюджет; Коваль О.П.". The number is the agenda's own
// affair.
func readItem(line string) (council.AgendaItem, string) {
	title, speaker, _ := strings.Cut(line, ";")
	if number, rest, dotted := strings.Cut(title, "."); dotted && isNumber(number) {
		title = rest
	}
	item := council.AgendaItem{Title: strings.TrimSpace(title), Speaker: strings.TrimSpace(speaker)}
	if n := utf8.RuneCountInString(item.Title); n == 0 || n > longestItem || utf8.RuneCountInString(item.Speaker) > longestSpeaker {
		return item, "agenda.too_long"
	}
	return item, ""
}

func isNumber(text string) bool {
	return text != "" && !slices.ContainsFunc([]rune(text), func(r rune) bool { return r < '0' || r > '9' })
}
