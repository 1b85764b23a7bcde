package handlers

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/go-telegram/bot/models"

	"sereda/council"
	"sereda/locales"
)

// The steps of a file: one whose unit is not known yet, and one that waits for
// the word whether it goes instead of what the draft holds or beside it.
const (
	stepUploadUnit = "upload_unit"
	stepUpload     = "upload"
)

// registerUpload: a whole plan as a file.
func (a *App) registerUpload() {
	a.presses["xu"] = onPlan(unitForUpload) // unit, week
	a.presses["xm"] = onPlan(uploadMoved)   // unit, week, message
	a.presses["xr"] = onPlan(uploadInstead) // unit, week, message
	a.presses["xa"] = onPlan(uploadBeside)  // unit, week, message
	a.steps[stepUploadUnit], a.steps[stepUpload] = a.idle, a.idle
}

// uploaded takes a file that no question asked for: it is the unit's plan. A
// file that cannot be read says what to do instead, and leaves everything as it
// was, the question that waits too.
func (a *App) uploaded(ctx context.Context, t *turn, d *models.Document) error {
	c := t.conversation
	switch {
	case len(t.Access.Units) == 0 && !t.Access.May(council.SubmitForOthers):
		t.say(t.txt("idle.document"), t.homeButtons()...)
		return nil
	case t.Upload == nil || t.Upload.Problem != nil:
		t.say(t.uploadProblem(d), t.homeButtons()...)
		return nil
	}
	t.conversation = Conversation{Upload: t.Upload.Content, File: cut(oneLine(d.FileName), 100), Message: t.message.ID}
	template, _ := a.Reader.Template(t.Upload.Content)
	week, err := t.weekOfUpload(ctx, c, template)
	if err != nil {
		return err
	}
	unit, err := t.unitOfUpload(ctx, c, template)
	switch {
	case err != nil:
		return err
	case unit != 0:
		return t.uploadFor(ctx, unit, week)
	case len(t.Access.Units) == 0:
		t.conversation = c
		t.say(t.txt("idle.document"), t.homeButtons()...)
		return nil
	}
	t.askUploadUnit(template, week)
	return nil
}

// uploadProblem is why the file was not read, and what to do instead.
func (t *turn) uploadProblem(d *models.Document) string {
	key := "upload.not_fetched"
	var known Trouble
	if t.Upload != nil && errors.As(t.Upload.Problem, &known) {
		key = known.Key()
	}
	return t.txt(key, locales.Data{"File": cut(oneLine(d.FileName), 100)}) + "\n" + t.txt("upload.kept")
}

func (t *turn) uploadFor(ctx context.Context, unit int64, week council.Week) error {
	p, err := t.loadPlan(ctx, unit, week)
	if err != nil {
		return err
	}
	return t.takeUpload(ctx, p)
}

// takeUpload reads the file's rows for the week, unless they are a template's of
// another one.
func (t *turn) takeUpload(ctx context.Context, p *plan) error {
	if template, is := t.app.Reader.Template(t.conversation.Upload); is && template.Week != p.week {
		t.offerMove(p, template)
		return nil
	}
	return t.takeRead(ctx, p)
}

// uploadMoved takes another week's template for this one's, as was asked.
func uploadMoved(ctx context.Context, t *turn, p *plan) error {
	if !t.waitsForUpload(p) {
		t.toast("press.stale")
		t.showPlan(p, 0)
		return nil
	}
	return t.takeRead(ctx, p)
}

// waitsForUpload tells that the button belongs to the file kept last.
func (t *turn) waitsForUpload(p *plan) bool {
	c := t.conversation
	return c.Step == stepUpload && int64(c.Message) == t.press.arg(2) && c.Unit == p.unit.ID && c.Week == p.week.Monday
}

// takeRead puts what is read into the draft. When the unit has entries already
// it asks whether the file goes instead of them, telling what would change, or
// beside them.
func (t *turn) takeRead(ctx context.Context, p *plan) error {
	lines, entries, err := t.uploadEntries(ctx, p)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		t.say(t.nothingRead()+"\n"+t.txt("upload.kept"), t.planAndHome(p))
		return nil
	}
	before := p.current()
	if before == nil || len(before.Entries) == 0 {
		return t.takeUploadLines(ctx, p, lines)
	}
	c := t.conversation
	c.Step, c.Unit, c.Week = stepUpload, p.unit.ID, p.week.Monday
	t.wait(c)
	difference := council.Submission{Entries: entries}.Compare(*before)
	t.say(t.uploadQuestion(difference, len(entries), len(before.Entries)),
		row(primary(t.button("upload.button.instead", p.press("xr", int64(c.Message))))),
		row(t.button("upload.button.beside", p.press("xa", int64(c.Message)))),
		t.planAndHome(p))
	return nil
}

func (t *turn) nothingRead() string {
	key := "upload.nothing_read"
	if _, is := t.app.Reader.Template(t.conversation.Upload); is {
		key = "upload.template_empty"
	}
	return t.txt(key, locales.Data{"File": t.conversation.File})
}

// current is the version that is worked on: the draft, or what is submitted.
func (p *plan) current() *council.Submission {
	if p.draft != nil {
		return p.draft
	}
	return p.submitted
}

// uploadEntries are the file's, as they would stand in the draft.
func (t *turn) uploadEntries(ctx context.Context, p *plan) ([]LineRead, []council.Entry, error) {
	week := p.week
	if template, is := t.app.Reader.Template(t.conversation.Upload); is {
		week = template.Week
	}
	lines, err := t.app.Reader.Table(t.conversation.Upload, week)
	if err != nil {
		return nil, nil, err
	}
	moveLines(lines, p.week.Monday.DaysSince(week.Monday))
	if err := t.nameLeaders(ctx, p, lines); err != nil {
		return nil, nil, err
	}
	entries, _ := t.entriesOf(lines)
	for i := range entries {
		if entries[i].Visibility == "" {
			entries[i].Visibility = council.StaffOnly // as storage keeps it
		}
	}
	if err := t.fillLeaders(ctx, p, entries); err != nil {
		return nil, nil, err
	}
	return lines, entries, t.expand(ctx, p, entries)
}

// uploadInstead puts the file in the place of the draft's entries.
func uploadInstead(ctx context.Context, t *turn, p *plan) error {
	return t.uploadChosen(ctx, p, func(ctx context.Context, _ []council.Entry) error { return t.empty(ctx, p.draft) })
}

// uploadBeside adds the file's entries to the draft's, but none that stands
// there already.
func uploadBeside(ctx context.Context, t *turn, p *plan) error {
	return t.uploadChosen(ctx, p, func(context.Context, []council.Entry) error { return nil })
}

// uploadChosen takes the file once it was said how, with what is to be done
// before. A button of another file explains itself.
func (t *turn) uploadChosen(ctx context.Context, p *plan, before func(ctx context.Context, entries []council.Entry) error) error {
	if !t.waitsForUpload(p) {
		t.toast("press.stale")
		t.showPlan(p, 0)
		return nil
	}
	lines, entries, err := t.uploadEntries(ctx, p)
	if err != nil {
		return err
	}
	if err := t.needDraft(ctx, p); err != nil {
		return err
	}
	if err := before(ctx, entries); err != nil {
		return err
	}
	lines = withoutKnown(lines, council.Submission{Entries: entries}.Compare(*p.draft).Added, len(p.draft.Entries) > 0)
	if len(lines) == 0 {
		t.rest()
		t.say(t.txt("upload.nothing_new"), t.planAndHome(p))
		return nil
	}
	return t.takeUploadLines(ctx, p, lines)
}

// withoutKnown leaves the entries that are new, and what was not read.
func withoutKnown(lines []LineRead, added []council.Entry, any bool) []LineRead {
	if !any {
		return lines
	}
	var left []LineRead
	for _, line := range lines {
		if line.Problem == nil {
			line.Entries = slices.DeleteFunc(slices.Clone(line.Entries), func(e council.Entry) bool {
				return !slices.ContainsFunc(added, func(a council.Entry) bool { return a.From == e.From && a.Source.Line == line.Number })
			})
			if len(line.Entries) == 0 {
				continue
			}
		}
		left = append(left, line)
	}
	return left
}

// takeUploadLines writes the lines into the draft and leaves the question for a
// list open.
func (t *turn) takeUploadLines(ctx context.Context, p *plan, lines []LineRead) error {
	t.out.Conversation = Conversation{Step: stepList, Unit: p.unit.ID, Week: p.week.Monday}.bytes()
	return t.takeLines(ctx, p, lines)
}

// uploadQuestion tells what would change, as much of it as a message holds.
func (t *turn) uploadQuestion(d council.Difference, count, before int) string {
	data := locales.Data{"File": t.conversation.File, "Count": count}
	parts := []string{t.txt("upload.read", data) + " " + t.txt("upload.has_entries", locales.Data{"Count": before})}
	if d.Empty() {
		return parts[0] + "\n\n" + t.txt("upload.same")
	}
	parts = append(parts, t.txt("upload.difference"))
	for _, part := range []struct {
		key     string
		entries []council.Entry
	}{{"upload.added", d.Added}, {"upload.removed", d.Removed}} {
		if len(part.entries) == 0 {
			continue
		}
		const shown = 8
		text := t.txt(part.key, locales.Data{"Count": len(part.entries)})
		for _, e := range part.entries[:min(len(part.entries), shown)] {
			text += "\n" + locales.Escape("• "+t.changeTitle(e))
		}
		if len(part.entries) > shown {
			text += "\n…"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n\n")
}
