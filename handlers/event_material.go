package handlers

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// registerEventMaterials: the materials of events (13.3).
func (a *App) registerEventMaterials() {
	a.presses["ym"] = supplying(showEventMaterials)      // week, event
	a.presses["yms"] = supplying(askEventMaterial)       // week, event, kind
	a.presses["yml"] = supplying(askPromise)             // week, event, kind
	a.presses["ymd"] = supplying(promised)               // week, event, kind, day
	a.presses["ymn"] = supplying(neverPromised)          // week, event, kind
	a.presses["ymg"] = seeingEvent(sendEventMaterials)   // week, event
	a.steps[stepEventMaterial] = supplying(wordsSent)    // the words
	a.files[stepEventMaterial] = supplying(fileSent)     // a file
	a.pictures[stepEventMaterial] = supplying(imageSent) // a picture
	a.openBeside("ym", "yms")
}

const stepEventMaterial = "event.material"

const (
	// longestWords of a material fit one message with what stands above.
	longestWords = 3000
	// mostMaterials is how many one event may have.
	mostMaterials = 20
	// promiseDays are as many as are offered.
	promiseDays = 6
)

// showEventMaterials is the event with what is still to come for it and what
// can be done about it.
func showEventMaterials(_ context.Context, t *turn, e event) error {
	t.rest()
	t.showMaterialCard(e)
	return nil
}

func (t *turn) showMaterialCard(e event) {
	var rows [][]council.Button
	for _, kind := range e.Needs() {
		rows = append(rows, row(t.button("event.button.send."+string(kind), e.press("yms", kindArg(kind)))))
		if slices.Contains(e.records.Missing(e.RevisionEntry), kind) {
			rows = append(rows, row(
				t.button("event.button.later", e.press("yml", kindArg(kind))),
				t.button("event.button.never", e.press("ymn", kindArg(kind)))))
		}
	}
	if n := len(e.records.Of(e.ID)); n > 0 {
		rows = append(rows, row(t.numbered("event.button.get", n, e.press("ymg"))))
	}
	t.show(t.app.composer().materialCard(e.RevisionEntry, e.records), append(rows, t.homeButtons()...)...)
}

func askEventMaterial(_ context.Context, t *turn, e event) error {
	kind := t.press.kind(2)
	t.wait(Conversation{Step: stepEventMaterial, Week: e.week.Monday, Item: e.ID, Text: string(kind)})
	t.show(t.txt("event.ask."+string(kind), locales.Data{"Title": cut(e.Title, nameCharacters)}), t.materialDone(e, kind))
	return nil
}

// materialDone leads on when everything is sent: from news back to the question
// that they came with.
func (t *turn) materialDone(e event, kind council.MaterialKind) []council.Button {
	if kind == council.News {
		return row(t.button("button.done", press("yo", dayArg(e.LastDay(e.week)), 0)))
	}
	return row(t.button("button.done", e.press("ym")))
}

func wordsSent(ctx context.Context, t *turn, e event) error {
	if n := utf8.RuneCountInString(t.text); n > longestWords {
		t.say(t.txt("event.too_long", map[string]any{"Count": n, "Limit": longestWords}), t.materialDone(e, t.waitedFor()))
		return nil
	}
	return t.takeMaterial(ctx, e, council.EventMaterial{Words: t.text})
}

func fileSent(ctx context.Context, t *turn, e event) error {
	d := t.message.Document
	return t.takeMaterial(ctx, e, council.EventMaterial{
		Words: cut(t.message.Caption, longestWords), Name: cut(oneLine(d.FileName), nameCharacters), FileID: d.FileID})
}

// imageSent takes the largest of the sizes, which stands last.
func imageSent(ctx context.Context, t *turn, e event) error {
	sizes := t.message.Photo
	return t.takeMaterial(ctx, e, council.EventMaterial{
		Words: cut(t.message.Caption, longestWords), FileID: sizes[len(sizes)-1].FileID, Picture: true})
}

func (t *turn) waitedFor() council.MaterialKind { return council.MaterialKind(t.conversation.Text) }

// takeMaterial keeps what came and passes it on to the organisers; more may
// follow.
func (t *turn) takeMaterial(ctx context.Context, e event, m council.EventMaterial) error {
	m.EntryID, m.Kind, m.PersonID, m.At = e.ID, t.waitedFor(), t.Access.Person.ID, t.Now.Truncate(time.Microsecond)
	if len(e.records.Of(e.ID)) >= mostMaterials {
		t.say(t.txt("event.too_many", map[string]any{"Limit": mostMaterials}), t.materialDone(e, m.Kind))
		return nil
	}
	id, err := t.store.AddEventMaterial(ctx, m)
	if err != nil {
		return err
	}
	details := map[string]any{"material": id, "kind": m.Kind}
	if err := t.audit(ctx, "event.material", council.AboutPlanEntry(e.ID), details); err != nil {
		return err
	}
	organisers, err := t.store.PeopleWith(ctx, council.Organiser, t.today())
	if err != nil {
		return err
	}
	for part, message := range t.app.composer().materialCame(e.RevisionEntry, m) {
		for _, person := range organisers {
			if person != t.Access.Person.ID {
				t.tell(council.Notice{PersonID: person, Class: council.Bulk, About: council.AboutWeek(e.week), Message: message,
					Key: fmt.Sprintf("event_material:%d:%d:%d", id, part, person)})
			}
		}
	}
	t.say(t.txt("event.taken."+string(m.Kind)), t.materialDone(e, m.Kind))
	return nil
}

// askPromise offers the days up to the event.
func askPromise(_ context.Context, t *turn, e event) error {
	t.rest()
	kind := t.press.kind(2)
	var days []council.Button
	for day := t.today(); len(days) < promiseDays && !day.After(e.From); day = day.AddDays(1) {
		days = append(days, council.Button{Text: locales.ShortDay(day), Data: e.press("ymd", kindArg(kind), dayArg(day))})
	}
	rows := append(inRows(days, 3), t.backRow("ym", weekArg(e.week), e.ID))
	t.show(t.txt("event.ask_promise."+string(kind), locales.Data{"Title": cut(e.Title, nameCharacters)}), rows...)
	return nil
}

func promised(ctx context.Context, t *turn, e event) error {
	day := t.press.day(3)
	if day.Before(t.today()) || day.After(e.From) {
		t.toast("press.stale")
		t.showMaterialCard(e)
		return nil
	}
	return t.promise(ctx, e, day)
}

func neverPromised(ctx context.Context, t *turn, e event) error {
	return t.promise(ctx, e, council.Date{})
}

// promise keeps the answer given instead of a material.
func (t *turn) promise(ctx context.Context, e event, day council.Date) error {
	kind := t.press.kind(2)
	if !slices.Contains(e.Needs(), kind) {
		t.toast("press.stale")
		t.showMaterialCard(e)
		return nil
	}
	p := council.Promise{EntryID: e.ID, Kind: kind, Day: day, PersonID: t.Access.Person.ID, At: t.Now.Truncate(time.Microsecond)}
	if err := t.store.SetPromise(ctx, p); err != nil {
		return err
	}
	if err := t.audit(ctx, "event.promise", council.AboutPlanEntry(e.ID), map[string]any{"kind": kind, "day": day}); err != nil {
		return err
	}
	var err error
	if e.records, err = t.store.EventRecordsOf(ctx, []int64{e.ID}); err != nil {
		return err
	}
	t.toast("event.noted")
	t.showMaterialCard(e)
	return nil
}

// sendEventMaterials sends all that came for the event, to keep.
func sendEventMaterials(_ context.Context, t *turn, e event) error {
	sent := e.records.Of(e.ID)
	if len(sent) == 0 {
		t.toast("event.nothing_came")
		return nil
	}
	for _, m := range sent {
		for _, message := range t.app.composer().materialCame(e.RevisionEntry, m) {
			t.reply(message)
		}
	}
	return nil
}
