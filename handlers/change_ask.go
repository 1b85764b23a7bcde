package handlers

import (
	"context"
	"fmt"

	"sereda/council"
	"sereda/locales"
)

// asked is a change of the entry by the person, for the unit they answer for.
func (t *turn) asked(r council.Revision, kind council.ChangeKind, e council.RevisionEntry) council.Change {
	c := council.Change{Week: r.Week, EntryID: e.ID, Kind: kind, State: council.ChangeDraft, AskedBy: t.Access.Person.ID, AskedAt: t.Now}
	if e.ID != 0 {
		c.Was = &e
	}
	for _, unit := range e.UnitIDs {
		if c.UnitID == 0 && t.Access.Heads(unit) {
			c.UnitID = unit
		}
	}
	return c
}

// meetingsOwn refuses to change a meeting's entry: it follows its meeting.
func (t *turn) meetingsOwn(e council.RevisionEntry) bool {
	if e.MeetingID != 0 {
		t.alert("change.through_meeting")
	}
	return e.MeetingID != 0
}

// draftChange begins with the entry as it stands; its fields are changed one by
// one, and it is sent when it is ready.
func draftChange(ctx context.Context, t *turn, r council.Revision, e council.RevisionEntry) error {
	if t.meetingsOwn(e) {
		return nil
	}
	requests, err := t.store.ChangesOf(ctx, r.Week)
	if err != nil {
		return err
	}
	for _, c := range requests {
		if c.EntryID == e.ID && c.State == council.ChangeDraft && c.Now != nil && c.AskedBy == t.Access.Person.ID {
			return t.viewChange(ctx, c)
		}
	}
	c := t.asked(r, council.AlterEntry, e)
	now := e
	c.Now = &now
	return t.keepDraft(ctx, c)
}

func (t *turn) keepDraft(ctx context.Context, c council.Change) error {
	id, err := t.store.AddChange(ctx, c)
	if err != nil {
		return err
	}
	c.ID, c.Version = id, 1
	return t.viewChange(ctx, c)
}

// askAddChange asks for the entry; who heads several units first says for which.
func askAddChange(_ context.Context, t *turn, r council.Revision) error {
	units, unit := t.Access.Units, t.press.arg(1)
	switch {
	case len(units) == 1:
		unit = units[0].ID
	case len(units) > 1 && !t.Access.Heads(unit):
		t.rest()
		var rows [][]council.Button
		for _, u := range units[:min(len(units), 20)] {
			rows = append(rows, row(council.Button{Text: cut(u.Name, 60), Data: press("zn", weekArg(r.Week), u.ID)}))
		}
		t.show(t.txt("change.add_for"), append(rows, t.backToChanges(r.Week))...)
		return nil
	}
	t.wait(Conversation{Step: stepAddChange, Week: r.Week.Monday, Unit: unit})
	t.show(t.txt("change.add_ask", map[string]any{"Week": locales.WeekDays(r.Week)}), t.backToChanges(r.Week))
	return nil
}

func (t *turn) backToChanges(week council.Week) []council.Button {
	return row(t.button("button.back", press("zw", weekArg(week))), t.homeButtons()[0][0])
}

// addChange reads one entry; it is shown, and sent when it is right.
func addChange(ctx context.Context, t *turn, r council.Revision) error {
	entries, trouble := t.readLines(r.Week, r.Leaders)
	if trouble == "" && len(entries) != 1 {
		trouble = t.txt("change.one_at_a_time")
	}
	if trouble != "" {
		t.say(trouble, t.backToChanges(r.Week))
		return nil
	}
	e := council.RevisionEntry{Entry: entries[0]}
	for _, u := range t.Access.Units {
		if u.ID == t.conversation.Unit {
			e.Units, e.UnitIDs = []string{u.Name}, []int64{u.ID}
		}
	}
	c := t.asked(r, council.AddEntry, e)
	c.Now = &e
	return t.keepDraft(ctx, c)
}

func askCancel(_ context.Context, t *turn, r council.Revision, e council.RevisionEntry) error {
	if t.meetingsOwn(e) {
		return nil
	}
	t.wait(Conversation{Step: stepCancelChange, Week: r.Week.Monday, Entry: e.ID})
	t.show(t.txt("change.cancel_ask", map[string]any{"Title": cut(e.Title, 200), "When": t.entryWhen(e.Entry)}), t.backToChanges(r.Week))
	return nil
}

func cancel(ctx context.Context, t *turn, r council.Revision, e council.RevisionEntry) error {
	if t.tooLong(longestRemark) {
		return nil
	}
	c := t.asked(r, council.CancelEntry, e)
	c.Note = oneLine(t.text)
	return t.request(ctx, c)
}

// request sends a change to the organisers; the organiser's own is carried out at
// once.
func (t *turn) request(ctx context.Context, c council.Change) error {
	t.rest()
	if t.Access.May(council.FormPlan) {
		return t.decide(ctx, c)
	}
	c, err := t.askFor(ctx, c)
	if err != nil {
		return err
	}
	t.toast("change.sent")
	return t.viewChange(ctx, c)
}

// askFor keeps the request and tells the organisers of it.
func (t *turn) askFor(ctx context.Context, c council.Change) (council.Change, error) {
	c.State = council.ChangeAsked
	if err := t.keepChange(ctx, &c); err != nil {
		return c, err
	}
	if err := t.audit(ctx, "change.asked", t.aboutChange(c), map[string]any{"kind": c.Kind, "title": c.Entry().Title}); err != nil {
		return c, err
	}
	message, err := t.changeRequest(ctx, c)
	if err != nil {
		return c, err
	}
	message.Buttons = [][]council.Button{
		{primary(t.button("button.accept", press("za", c.ID, int64(c.Version)))), t.button("button.decline", press("zj", c.ID, int64(c.Version)))},
		{t.button("button.edit_change", beside("zv", c.ID))}}
	people, err := t.store.PeopleWith(ctx, council.Organiser, t.today())
	if err != nil {
		return c, err
	}
	class := council.Bulk
	if c.Soon(t.today()) {
		class = council.Urgent
	}
	for _, id := range people {
		t.tell(council.Notice{PersonID: id, Class: class, About: about(c.Week), Key: fmt.Sprintf("asked:%d:%d:%d", c.ID, c.Version, id), Message: message})
	}
	return c, nil
}

// keepChange adds the change or writes its new version.
func (t *turn) keepChange(ctx context.Context, c *council.Change) (err error) {
	if c.ID == 0 {
		c.ID, err = t.store.AddChange(ctx, *c)
		c.Version = 1
		return err
	}
	err = t.store.UpdateChange(ctx, *c)
	c.Version++
	return err
}

// aboutChange names the entry that the change is about in the audit log; what
// is not in the plan yet belongs to the week.
func (t *turn) aboutChange(c council.Change) string {
	if c.EntryID == 0 {
		return council.AboutPlan(c.Week)
	}
	return council.AboutPlanEntry(c.EntryID)
}

// changeByID finds a change for who asked for it and for the organiser. What its
// author has not sent yet, or has taken back, is theirs alone: to the organiser
// it is as if it were not there.
func (t *turn) changeByID(ctx context.Context, id int64) (council.Change, error) {
	c, err := t.store.ChangeByID(ctx, id)
	switch {
	case err != nil || c.AskedBy == t.Access.Person.ID:
		return c, err
	case !t.Access.May(council.FormPlan):
		return council.Change{}, fmt.Errorf("change %d: %w", id, council.ErrForbidden)
	case c.State == council.ChangeDraft, c.State == council.ChangeWithdrawn:
		return council.Change{}, fmt.Errorf("change %d of another: %w", id, council.ErrNotFound)
	}
	return c, nil
}

// onChange loads the change a button names.
func onChange(do func(ctx context.Context, t *turn, c council.Change) error) turnFunc {
	return allowed(council.AskChange, func(ctx context.Context, t *turn) error {
		c, err := t.changeByID(ctx, t.press.arg(0))
		if err != nil {
			return err
		}
		return do(ctx, t, c)
	})
}

func showChange(ctx context.Context, t *turn, c council.Change) error {
	return t.viewChange(ctx, c)
}

// sendChange asks for what was drafted.
func sendChange(ctx context.Context, t *turn, c council.Change) error {
	if c.State != council.ChangeDraft || int64(c.Version) != t.press.arg(1) {
		t.alert("change.meanwhile")
		return t.viewChange(ctx, c)
	}
	if c.Kind = council.KindOf(c.Was, c.Now); c.Kind == "" {
		t.alert("change.nothing")
		return nil
	}
	if c.Was != nil {
		r, err := t.store.RevisionOf(ctx, c.Week, 0)
		if err != nil {
			return err
		}
		if _, there := r.Entry(c.EntryID); !there {
			t.gone(r)
			return nil
		}
	}
	c.AskedAt = t.Now
	return t.request(ctx, c)
}

// withdrawChange drops a draft, or takes a request back.
func withdrawChange(ctx context.Context, t *turn, c council.Change) error {
	open := c.State == council.ChangeDraft || c.State == council.ChangeAsked
	if !open || int64(c.Version) != t.press.arg(1) || c.AskedBy != t.Access.Person.ID {
		t.alert("change.meanwhile")
		return t.viewChange(ctx, c)
	}
	if _, err := t.store.WithdrawNotices(ctx, about(c.Week), fmt.Sprintf("asked:%d:", c.ID)); err != nil {
		return err
	}
	c.State = council.ChangeWithdrawn
	if err := t.keepChange(ctx, &c); err != nil {
		return err
	}
	t.toast("saved")
	return t.viewChange(ctx, c)
}

// changeTarget edits what a change makes of its entry.
func (t *turn) changeTarget(c council.Change) target {
	return target{of: ofChange, id: c.ID, version: int64(c.Version), week: c.Week, entry: c.Now.Entry,
		save: func(ctx context.Context, t *turn, e council.Entry) error {
			now := *c.Now
			now.Entry = e.WithLeaders(e.Leaders)
			return t.rewriteChange(ctx, c, now)
		},
		back: row(t.button("button.back", press("zv", c.ID)), t.homeButtons()[0][0])}
}

// withChangeTarget loads a change for editing it: who asks while it is a draft,
// the organiser while it waits.
func (t *turn) withChangeTarget(ctx context.Context, week council.Week, id, version int64, do targetFunc) error {
	if err := t.need(council.AskChange); err != nil {
		return err
	}
	if _, err := t.store.LockPlan(ctx, week); err != nil {
		return err
	}
	c, err := t.changeByID(ctx, id)
	if err != nil {
		return err
	}
	own := c.State == council.ChangeDraft && c.AskedBy == t.Access.Person.ID
	organises := c.State == council.ChangeAsked && t.Access.May(council.FormPlan)
	if c.Week != week {
		return fmt.Errorf("edit change %d: %w", id, council.ErrForbidden)
	}
	if !own && !organises || c.Now == nil || int64(c.Version) != version {
		t.alert("change.meanwhile")
		return t.viewChange(ctx, c)
	}
	return do(ctx, t, t.changeTarget(c))
}
