package handlers

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sereda/council"
	"sereda/locales"
)

// submitPressed submits the draft as it was seen: when it changed on another
// device meanwhile, it is shown again instead.
func submitPressed(ctx context.Context, t *turn, p *plan) error {
	seen := p.draft != nil && p.draft.ID == t.press.arg(2) && int64(p.draft.Revision) == t.press.arg(3)
	switch {
	case p.draft == nil && p.submitted != nil && p.submitted.ID == t.press.arg(2):
		t.toast("plan.already_submitted")
		t.showPlan(p, 0)
		return nil
	case !seen:
		t.alert("plan.changed_meanwhile")
		t.showPlan(p, 0)
		return nil
	case len(p.draft.Entries) == 0:
		t.alert("plan.nothing_to_submit")
		return nil
	}
	return t.submitSeen(ctx, p)
}

// submitSeen submits a draft that is seen and whole. With doubts open the first
// one is put instead; one more tap takes all of them as read and submits.
func (t *turn) submitSeen(ctx context.Context, p *plan) error {
	switch {
	case len(p.draft.Incomplete()) > 0:
		t.alert("plan.finish_first", map[string]any{"Count": len(p.draft.Incomplete())})
		return nil
	case p.draft.Doubts() > 0:
		t.alert("plan.settle_first", map[string]any{"Count": p.draft.Doubts()})
		return t.nextDoubt(p, true)
	case p.submitted != nil && !p.submitted.NothingPlanned && p.draft.Compare(*p.submitted).Empty():
		return t.nothingChanged(ctx, p)
	}
	return t.submit(ctx, p)
}

// nothingChanged lets a version that says the same go: the plan stays as it was
// submitted, in time if it was.
func (t *turn) nothingChanged(ctx context.Context, p *plan) error {
	if err := t.store.DropDraft(ctx, p.unit.ID, p.week); err != nil {
		return err
	}
	p.draft = nil
	t.rest()
	t.toast("plan.unchanged")
	t.showPlan(p, 0)
	return nil
}

// nothingPlanned submits an empty week in so many words; a draft with entries
// in it is asked about first.
func nothingPlanned(ctx context.Context, t *turn, p *plan) error {
	current := p.draft
	if current == nil {
		current = p.submitted
	}
	if current != nil && len(current.Entries) > 0 && t.press.arg(2) == 0 {
		t.show(t.txt("plan.nothing_instead", map[string]any{"Count": len(current.Entries)}),
			t.planAndHome(p),
			row(danger(t.button("button.nothing_instead", p.press("pn", 1)))))
		return nil
	}
	if p.draft == nil && p.submitted != nil && p.submitted.NothingPlanned {
		t.toast("plan.already_submitted")
		t.showPlan(p, 0)
		return nil
	}
	if agreed, err := t.holdWeek(ctx, p.week); err != nil {
		return err
	} else if agreed {
		return t.keepFromAgreedWeek(ctx, p)
	}
	draft, err := t.store.DraftOf(ctx, p.unit.ID, p.week)
	if err != nil {
		return err
	}
	if err := t.empty(ctx, &draft); err != nil {
		return err
	}
	draft.NothingPlanned = true
	p.draft = &draft
	return t.submit(ctx, p)
}

// empty takes all entries out of a draft.
func (t *turn) empty(ctx context.Context, draft *council.Submission) error {
	ids := make([]int64, len(draft.Entries))
	for i, e := range draft.Entries {
		ids[i] = e.ID
	}
	draft.Entries = nil
	if len(ids) == 0 {
		return nil
	}
	_, err := t.store.RemoveEntries(ctx, draft.ID, ids)
	return err
}

func danger(b council.Button) council.Button {
	b.Danger = true
	return b
}

// submit puts the draft in the plan's place. In time it simply counts; a first
// plan after the deadline is taken and marked late (P6); a second one after
// the deadline is a proposal to the organiser.
func (t *turn) submit(ctx context.Context, p *plan) error {
	if agreed, err := t.toAgreedWeek(ctx, p); agreed || err != nil {
		return err
	}
	s := *p.draft
	s.State = council.Submitted
	late := t.Now.After(p.deadline)
	onBehalf := !t.Access.Heads(p.unit.ID)
	current, mends, err := t.mends(ctx, p, s)
	if err != nil {
		return err
	}
	if late && p.submitted != nil && !onBehalf && !mends {
		s.State = council.Proposed
	}
	s.SubmittedAt, s.SubmittedBy, s.OnBehalf = t.Now, t.Access.Person.ID, onBehalf
	if err := t.store.Submit(ctx, s); err != nil {
		return err
	}
	if err := t.stopReminding(ctx, p.unit.ID, p.week); err != nil {
		return err
	}
	details := t.versionDetails(p.submitted, s)
	details["late"] = late
	if err := t.audit(ctx, string(s.State), p.subject(), details); err != nil {
		return err
	}
	warnings, err := t.warnings(ctx, p, s.Entries, s.Entries)
	if err != nil {
		return err
	}
	if s.State == council.Submitted {
		if err := t.tellUnitMended(ctx, p, current); err != nil {
			return err
		}
	}
	t.rest()
	if late && mends && !onBehalf {
		t.receiptOf("receipt.mended", p, s, warnings)
		return nil
	}
	t.receipt(p, s, late, warnings)
	if onBehalf {
		t.tellProposer(p)
		return nil
	}
	if late {
		return t.tellOrganisers(ctx, p, s)
	}
	return nil
}

// tellProposer: a change that waited for a decision is overtaken by what the
// organiser entered.
func (t *turn) tellProposer(p *plan) {
	if p.proposed == nil {
		return
	}
	t.tell(council.Notice{PersonID: p.proposed.SubmittedBy, Class: council.Bulk, About: about(p.week),
		Key: fmt.Sprintf("decided:%d", p.proposed.ID), Message: council.Message{HTML: t.txt("proposal.overtaken", t.planData(p))}})
}

// receipt confirms what was taken, in place of the screen, and keeps it.
func (t *turn) receipt(p *plan, s council.Submission, late bool, warnings string) {
	key := "receipt.in_time"
	switch {
	case s.State == council.Proposed:
		key = "receipt.proposed"
	case s.NothingPlanned && late:
		key = "receipt.nothing_late"
	case s.NothingPlanned:
		key = "receipt.nothing"
	case late:
		key = "receipt.late"
	}
	t.receiptOf(key, p, s, warnings)
}

func (t *turn) receiptOf(key string, p *plan, s council.Submission, warnings string) {
	data := t.planData(p)
	data["At"] = locales.Instant(s.SubmittedAt, t.app.Zone)
	data["Count"] = len(s.Entries)
	html := t.txt(key, data)
	if warnings != "" {
		html += "\n\n" + warnings
	}
	t.toast("receipt.toast")
	t.show(html, row(t.button("button.see_plan", p.press("pl"))), t.homeButtons()[0])
}

// tellOrganisers shows the organiser what came after the deadline.
func (t *turn) tellOrganisers(ctx context.Context, p *plan, s council.Submission) error {
	people, err := t.store.PeopleWith(ctx, council.Organiser, t.today())
	if err != nil {
		return err
	}
	data := t.planData(p)
	data["At"] = locales.Instant(s.SubmittedAt, t.app.Zone)
	data["Who"] = t.Access.Person.Short()
	data["Count"] = len(s.Entries)
	message := council.Message{HTML: t.txt("organiser.late", data), Buttons: [][]council.Button{
		row(t.button("button.see_submission", press("wu", p.unit.ID, weekArg(p.week))))}}
	switch {
	case s.State == council.Proposed:
		data["Changes"] = locales.HTML(t.changes(s.Compare(*p.submitted)))
		message.HTML = t.txt("organiser.proposal", data)
		message.Buttons = append(message.Buttons, row(
			t.button("button.accept", press("po", s.ID, 1)), t.button("button.decline", press("po", s.ID, 0))))
	case s.NothingPlanned:
		message.HTML = t.txt("organiser.late_nothing", data)
	}
	for _, id := range people {
		t.tell(council.Notice{PersonID: id, Class: council.Bulk, About: about(p.week),
			Key: fmt.Sprintf("late:%d:%d", s.ID, id), Message: message})
	}
	return nil
}

// changes are the entries a new version adds and takes out, a line each.
func (t *turn) changes(d council.Difference) string {
	const shown = 15
	var lines []string
	for _, e := range d.Removed {
		lines = append(lines, "➖ <s>"+t.changeLine(e)+"</s>")
	}
	for _, e := range d.Added {
		lines = append(lines, "➕ "+t.changeLine(e))
	}
	if more := len(lines) - shown; more > 0 {
		lines = append(lines[:shown], t.txt("proposal.more", map[string]any{"Count": more}))
	}
	return strings.Join(lines, "\n")
}

func (t *turn) changeLine(e council.Entry) string {
	return locales.Escape(t.changeTitle(e))
}

// withdrawPressed takes the plan back while the deadline allows.
func withdrawPressed(ctx context.Context, t *turn, p *plan) error {
	switch {
	case t.Now.After(p.deadline):
		t.alert("plan.too_late_to_withdraw")
		return nil
	case p.submitted == nil:
		t.toast("plan.not_submitted")
	default:
		agreed, err := t.holdWeek(ctx, p.week)
		if err != nil {
			return err
		}
		if agreed {
			t.alert("plan.week_agreed_withdraw")
			return nil
		}
		if err := t.store.Withdraw(ctx, p.unit.ID, p.week); err != nil {
			return err
		}
		if err := t.audit(ctx, "withdrawn", p.subject(), nil); err != nil {
			return err
		}
		t.toast("plan.withdrawn")
	}
	return t.openPlan(ctx, p.unit.ID, p.week)
}

// decideProposal is the organiser's answer to a change after the deadline.
func decideProposal(ctx context.Context, t *turn) error {
	if err := t.need(council.DecideProposal); err != nil {
		return err
	}
	s, err := t.store.SubmissionByID(ctx, t.press.arg(0))
	if err != nil {
		return err
	}
	if s.State != council.Proposed || s.Week.Monday.Before(t.nextWeek().Monday) {
		t.alert("proposal.decided")
		return nil
	}
	accept := t.press.arg(1) == 1
	if agreed, err := t.holdWeek(ctx, s.Week); err != nil {
		return err
	} else if agreed && accept {
		t.alert("proposal.week_agreed")
		return nil
	}
	p, err := t.loadPlan(ctx, s.UnitID, s.Week)
	if err != nil {
		return err
	}
	if err := t.store.Decide(ctx, s, accept); err != nil {
		return err
	}
	key := "proposal.declined"
	if accept {
		key = "proposal.accepted"
	}
	data := map[string]any{"Unit": p.unit.Name, "Week": locales.WeekDays(s.Week)}
	t.show(t.txt(key, data), t.homeButtons()...)
	t.tell(council.Notice{PersonID: s.SubmittedBy, Class: council.Bulk, About: about(s.Week),
		Key: fmt.Sprintf("decided:%d", s.ID), Message: council.Message{HTML: t.txt(key, data)}})
	return t.audit(ctx, key, p.subject(), t.versionDetails(p.submitted, s))
}

func (t *turn) audit(ctx context.Context, action, subject string, details map[string]any) error {
	return t.store.Audit(ctx, t.Now.Truncate(time.Microsecond), t.Access.Person.ID, action, subject, details)
}
