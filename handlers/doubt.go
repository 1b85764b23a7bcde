package handlers

import (
	"context"
	"slices"

	"sereda/council"
)

// registerDoubts: questions about what was read, one after the other in one
// message. The last number of a button is 1 on the way to submitting.
func (a *App) registerDoubts() {
	a.presses["qd"] = onPlan(askDoubts)   // unit, week, 1 to submit
	a.presses["qs"] = onDoubt(choose)     // unit, week, entry, doubt, choice, 1 to submit
	a.presses["qk"] = onDoubt(keepAsRead) // unit, week, entry, doubt, nothing, 1 to submit
	a.presses["qo"] = onDoubt(askOther)   // unit, week, entry, doubt
	a.presses["qa"] = onPlan(allAsRead)   // unit, week, revision, 1 to submit
	a.presses["qm"] = onPlan(listAsRead)  // unit, week, message
	a.presses["qe"] = onEntry(entryAsked) // unit, week, entry
}

// askedOf is which of an entry's questions answers a doubt by hand.
var askedOf = map[council.Question]string{
	council.DayOrTime: askDay, council.OutsideWeek: askDay, council.WrongWeekday: askDay,
	council.WrongYear: askDay, council.WhichDay: askDay, council.WhichTime: askTime,
	council.OneOrSeveral: askTitle, council.WhichVenue: askVenue,
	council.WhoAnswers: askResponsible, council.WhichLeader: askLeaders,
}

// openDoubt is a doubt with its entry.
type openDoubt struct {
	entry council.Entry
	doubt council.Doubt
}

// openDoubts are the draft's, in the plan's order.
func (p *plan) openDoubts() []openDoubt {
	if p.draft == nil {
		return nil
	}
	var open []openDoubt
	for _, e := range p.draft.Entries {
		for _, d := range e.Doubts {
			open = append(open, openDoubt{e, d})
		}
	}
	return open
}

// put keeps a changed entry in sight without asking storage again.
func (p *plan) put(changed ...council.Entry) {
	for _, e := range changed {
		if at := slices.IndexFunc(p.draft.Entries, func(o council.Entry) bool { return o.ID == e.ID }); at >= 0 {
			p.draft.Entries[at] = e
		}
	}
	slices.SortStableFunc(p.draft.Entries, council.CompareEntries)
	p.draft.Revision++
}

type doubtFunc func(ctx context.Context, t *turn, p *plan, o openDoubt) error

// onDoubt finds the doubt a button is about. One that is settled, here or on
// another device, says so, and the next one is shown.
func onDoubt(do doubtFunc) turnFunc {
	return onPlan(func(ctx context.Context, t *turn, p *plan) error {
		entry, key := t.press.arg(2), t.press.arg(3)
		open := p.openDoubts()
		at := slices.IndexFunc(open, func(o openDoubt) bool { return o.entry.ID == entry && int64(o.doubt.Key()) == key })
		if at < 0 {
			t.toast("doubt.gone")
			return askDoubts(ctx, t, p)
		}
		return do(ctx, t, p, open[at])
	})
}

// askDoubts shows the first open doubt, or the plan when none is left.
func askDoubts(_ context.Context, t *turn, p *plan) error {
	t.rest()
	return t.nextDoubt(p, t.submitting())
}

// submitting tells that the button was pressed on the way to submitting.
func (t *turn) submitting() bool {
	switch t.press.Do {
	case "qd":
		return t.press.arg(2) == 1
	case "qs", "qk":
		return t.press.arg(5) == 1
	case "ps":
		return true
	}
	return false
}

// nextDoubt shows the first doubt that is left.
func (t *turn) nextDoubt(p *plan, submitting bool) error {
	open := p.openDoubts()
	if len(open) == 0 {
		t.showPlan(p, 0)
		return nil
	}
	html, rows := t.doubtScreen(p, open, submitting)
	t.show(html, rows...)
	return nil
}

// choose takes one of the readings.
func choose(ctx context.Context, t *turn, p *plan, o openDoubt) error {
	at := int(t.press.arg(4))
	if at < 0 || at >= len(o.doubt.Choices) {
		t.toast("press.stale")
		return askDoubts(ctx, t, p)
	}
	return t.settle(ctx, p, o, o.doubt.Choices[at].Apply(o.entry))
}

// keepAsRead leaves what was read.
func keepAsRead(ctx context.Context, t *turn, p *plan, o openDoubt) error {
	return t.settle(ctx, p, o, o.entry)
}

// settle writes the answer, learns from it and shows the next doubt in the
// same message.
func (t *turn) settle(ctx context.Context, p *plan, o openDoubt, e council.Entry) error {
	e = e.Settled(o.doubt)
	if err := t.store.UpdateEntry(ctx, p.draft.ID, e); err != nil {
		return err
	}
	p.put(e)
	t.rest()
	t.toast("doubt.settled")
	if err := t.learn(ctx, p, o.doubt, e); err != nil {
		return err
	}
	return t.nextDoubt(p, t.submitting())
}

// askOther asks for the answer in words; it settles the doubt.
func askOther(ctx context.Context, t *turn, p *plan, o openDoubt) error {
	t.conversation = Conversation{Single: true, Doubt: o.doubt.Key()}
	return t.askNext(ctx, p, o.entry, askedOf[o.doubt.Question])
}

// byHand settles the doubts that an answer to the question leaves nothing of.
func (t *turn) byHand(e council.Entry, question string) (council.Entry, *council.Doubt) {
	var answered *council.Doubt
	for _, d := range slices.Clone(e.Doubts) {
		hours := d.Question == council.DayOrTime && question == askTime
		if askedOf[d.Question] == question || hours || d.Key() == t.conversation.Doubt {
			e, answered = e.Settled(d), &d
		}
	}
	if e.Source.Line > 0 {
		e.Source.Edited = true
	}
	return e, answered
}

// entryAsked shows the first doubt of one entry.
func entryAsked(_ context.Context, t *turn, p *plan, e council.Entry) error {
	t.rest()
	open := p.openDoubts()
	slices.SortStableFunc(open, func(a, b openDoubt) int {
		switch {
		case a.entry.ID == e.ID && b.entry.ID != e.ID:
			return -1
		case b.entry.ID == e.ID && a.entry.ID != e.ID:
			return 1
		}
		return 0
	})
	html, rows := t.doubtScreen(p, open, false)
	t.show(html, rows...)
	return nil
}

// allAsRead settles every doubt with what was read first, as the person saw it:
// a draft that changed meanwhile is shown again.
func allAsRead(ctx context.Context, t *turn, p *plan) error {
	submit := t.press.arg(3) == 1
	if p.draft == nil || int64(p.draft.Revision) != t.press.arg(2) {
		t.alert("doubt.changed_meanwhile")
		return t.nextDoubt(p, submit)
	}
	if err := t.settleAll(ctx, p, func(council.Entry) bool { return true }); err != nil {
		return err
	}
	if submit {
		return t.submitSeen(ctx, p)
	}
	t.showPlan(p, 0)
	return nil
}

// listAsRead does so for what one message brought.
func listAsRead(ctx context.Context, t *turn, p *plan) error {
	if p.draft == nil {
		t.toast("doubt.gone")
		t.showPlan(p, 0)
		return nil
	}
	err := t.settleAll(ctx, p, func(e council.Entry) bool {
		return e.Source.ChatID == t.chatID && int64(e.Source.MessageID) == t.press.arg(2)
	})
	t.showPlan(p, 0)
	return err
}

func (t *turn) settleAll(ctx context.Context, p *plan, of func(council.Entry) bool) error {
	t.rest()
	var settled []council.Entry
	for _, e := range p.draft.Entries {
		if len(e.Doubts) > 0 && of(e) {
			settled = append(settled, e.AsRead())
		}
	}
	if len(settled) == 0 {
		t.toast("doubt.gone")
		return nil
	}
	if err := t.store.UpdateEntries(ctx, p.draft.ID, settled); err != nil {
		return err
	}
	p.put(settled...)
	t.toast("doubt.all_settled")
	return nil
}
