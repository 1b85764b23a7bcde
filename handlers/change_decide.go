package handlers

import (
	"context"
	"fmt"
	"time"

	"github.com/go-telegram/bot/models"

	"sereda/council"
	"sereda/locales"
)

// deciding loads a change that waits, for the organiser to decide it. The plan
// is locked: of two who decide at once one is told that it is decided.
func deciding(do func(ctx context.Context, t *turn, c council.Change) error) turnFunc {
	return allowed(council.FormPlan, func(ctx context.Context, t *turn) error {
		id, version := t.conversation.Entry, t.conversation.Item
		if t.query != nil {
			id, version = t.press.arg(0), t.press.arg(1)
		}
		c, err := t.changeByID(ctx, id)
		if err != nil {
			return err
		}
		if _, err := t.store.LockPlan(ctx, c.Week); err != nil {
			return err
		}
		if c, err = t.changeByID(ctx, id); err != nil {
			return err
		}
		if c.State != council.ChangeAsked || int64(c.Version) != version {
			t.alert("change.meanwhile")
			return t.viewChange(ctx, c)
		}
		return do(ctx, t, c)
	})
}

func acceptChange(ctx context.Context, t *turn, c council.Change) error { return t.decide(ctx, c) }

func askDecline(ctx context.Context, t *turn, c council.Change) error {
	t.wait(Conversation{Step: stepDecline, Week: c.Week.Monday, Entry: c.ID, Item: int64(c.Version)})
	t.show(t.txt("change.decline_ask", map[string]any{"Title": cut(c.Entry().Title, 200)}),
		row(t.button("button.back", press("zv", c.ID)), t.homeButtons()[0][0]))
	return nil
}

func declineChange(ctx context.Context, t *turn, c council.Change) error {
	if t.tooLong(longestRemark) {
		return nil
	}
	t.rest()
	return t.decline(ctx, c, oneLine(t.text))
}

// decline answers who asked, with the reason.
func (t *turn) decline(ctx context.Context, c council.Change, reason string) error {
	c.State, c.Reason, c.DecidedBy, c.DecidedAt = council.ChangeDeclined, reason, t.Access.Person.ID, t.Now
	if err := t.keepChange(ctx, &c); err != nil {
		return err
	}
	if err := t.audit(ctx, "change.declined", t.aboutChange(c), map[string]any{"reason": reason, "title": c.Entry().Title}); err != nil {
		return err
	}
	leaders, err := t.leadersOf(ctx, c.Week)
	if err != nil {
		return err
	}
	t.answerAsker(c, "change.declined", leaders)
	return t.viewChange(ctx, c)
}

// answerAsker tells who asked what became of it.
func (t *turn) answerAsker(c council.Change, key string, leaders []council.Leader) {
	if c.AskedBy == t.Access.Person.ID {
		return
	}
	class := council.Bulk
	if c.Soon(t.today()) {
		class = council.Urgent
	}
	data := map[string]any{"Week": locales.WeekDays(c.Week), "Number": c.Number, "Reason": c.Reason,
		"Change": locales.HTML(t.app.composer().changeText(c, leaders))}
	t.tell(council.Notice{PersonID: c.AskedBy, Class: class, About: about(c.Week),
		Key: council.ChangeKey(c.ID, c.AskedBy), Message: council.Message{HTML: t.txt(key, data)}})
}

// decide makes the change part of the plan: its entry is written and a new
// revision made. An entry that is gone meanwhile has a plain answer.
func (t *turn) decide(ctx context.Context, c council.Change) error {
	p, err := t.store.LockPlan(ctx, c.Week)
	if err != nil {
		return err
	}
	if p.Open() {
		t.alert("change.not_agreed")
		return nil
	}
	r, err := t.store.RevisionOf(ctx, c.Week, 0)
	if err != nil {
		return err
	}
	e, was, problem := changed(p, r, c)
	if problem != "" {
		return t.overtakenChange(ctx, c, r, problem)
	}
	c, err = t.carryOut(ctx, c, e, was)
	if err != nil {
		return err
	}
	t.answerAsker(c, "change.accepted", r.Leaders)
	t.toast("change.done", map[string]any{"Number": c.Number})
	return t.viewChange(ctx, c)
}

// changed is the plan's entry as the change leaves it, with how it was; or why
// there is nothing to change.
func changed(p council.Plan, r council.Revision, c council.Change) (council.PlanEntry, *council.RevisionEntry, string) {
	if c.Kind == council.AddEntry {
		return council.PlanEntry{Entry: c.Now.Entry, State: council.InPlan, Unit: council.Unit{ID: c.UnitID}, CityWide: c.Now.CityWide}, nil, ""
	}
	was, there := r.Entry(c.EntryID)
	e, kept := p.Entry(c.EntryID)
	if !there || !kept {
		return e, nil, "change.gone"
	}
	e.Sequence++
	if c.Kind == council.CancelEntry {
		e.State, e.Remark = council.StruckOut, c.Note
		return e, &was, ""
	}
	now, differs := c.Onto(was)
	if !differs {
		return e, &was, "change.already"
	}
	e.Entry, e.CityWide, e.Edited = now.Entry, now.CityWide, true
	return e, &was, ""
}

// overtakenChange: others were quicker. A request that waited is answered.
func (t *turn) overtakenChange(ctx context.Context, c council.Change, r council.Revision, problem string) error {
	t.alert(problem, map[string]any{"Number": r.Number, "Week": locales.WeekDays(r.Week)})
	if c.State == council.ChangeAsked {
		return t.decline(ctx, c, t.out.Toast)
	}
	if t.query == nil {
		t.say(locales.Escape(t.out.Toast), t.backToChanges(c.Week))
	}
	return nil
}

// carryOut writes the entry and makes the revision. What still waits to remind
// of the entry as it was is taken back.
func (t *turn) carryOut(ctx context.Context, c council.Change, e council.PlanEntry, was *council.RevisionEntry) (council.Change, error) {
	if err := t.store.WritePlanEntries(ctx, c.Week, e); err != nil {
		return c, err
	}
	p, err := t.store.PlanOf(ctx, c.Week)
	if err != nil {
		return c, err
	}
	if e.ID == 0 {
		e.ID = p.Entries[len(p.Entries)-1].ID
	}
	c.Was, c.Now = was, nil
	if now, there := p.Draft(t.Now, nil).Entry(e.ID); there {
		c.Now = &now
	}
	if kind := council.KindOf(c.Was, c.Now); kind != "" {
		c.Kind = kind
	}
	c.EntryID, c.State, c.Number = e.ID, council.ChangeAccepted, p.Number+1
	c.DecidedBy, c.DecidedAt, c.Told = t.Access.Person.ID, t.Now, c.Soon(t.today())
	if err := t.keepChange(ctx, &c); err != nil {
		return c, err
	}
	if _, err := t.store.WithdrawNotices(ctx, council.AboutPlanEntry(e.ID), ""); err != nil {
		return c, err
	}
	if err := t.auditChange(ctx, c); err != nil {
		return c, err
	}
	by, err := t.signatory(ctx, council.Organiser)
	if err != nil {
		return c, err
	}
	return c, t.commitRevision(ctx, p, by, []council.Change{c})
}

// auditChange keeps what the change did to its entry, who asked and why.
func (t *turn) auditChange(ctx context.Context, c council.Change) error {
	details := map[string]any{}
	if c.Was != nil && c.Now != nil {
		if _, err := t.leadersOf(ctx, c.Week); err != nil {
			return err
		}
		details = t.differs(c.Was.Entry, c.Now.Entry)
		if c.Was.CityWide != c.Now.CityWide {
			details["set"] = c.Now.CityWide
		}
	} else {
		details["title"] = c.Entry().Title
	}
	details["revision"], details["asked_by"] = c.Number, c.AskedBy
	if c.Note != "" {
		details["note"] = c.Note
	}
	return t.audit(ctx, "change."+string(c.Kind), council.AboutPlanEntry(c.EntryID), details)
}

// FollowSchedule brings agreed plans in step with regular meetings that their
// bodies' schedule has made, moved or called off, and answers whom that concerns.
// Nobody asked for it and nobody was told of the meetings themselves. now is the
// council's.
func (a *App) FollowSchedule(ctx context.Context, store Store, meetings []council.Meeting, now time.Time) ([]council.Notice, error) {
	t := &turn{app: a, store: store, Request: Request{Update: &models.Update{}, Now: now}}
	for _, m := range meetings {
		b, err := store.BodyByID(ctx, m.BodyID)
		if err != nil {
			return nil, err
		}
		if err := planFollowsMeeting(ctx, t, sitting{m, b}); err != nil {
			return nil, err
		}
	}
	return t.out.Notices, nil
}

// planFollowsMeeting brings agreed plans in step with a meeting that was moved,
// cancelled or called: its entry is changed through it, and the plan gets a new
// revision.
func planFollowsMeeting(ctx context.Context, t *turn, s sitting) error {
	weeks, err := t.store.WeeksOfMeeting(ctx, s.ID)
	if err != nil {
		return err
	}
	if now := council.WeekOf(s.Day); len(weeks) == 0 || weeks[len(weeks)-1] != now {
		weeks = append(weeks, now)
	}
	for _, week := range weeks {
		if err := t.meetingInWeek(ctx, s, week); err != nil {
			return fmt.Errorf("plan of week %s follows meeting %d: %w", week, s.ID, err)
		}
	}
	return nil
}

func (t *turn) meetingInWeek(ctx context.Context, s sitting, week council.Week) error {
	p, err := t.store.PlanOf(ctx, week)
	if err != nil || p.State != council.Agreed {
		return err
	}
	if p, err = t.store.LockPlan(ctx, week); err != nil {
		return err
	}
	leaders, err := t.store.LeadersOn(ctx, week.Monday)
	if err != nil {
		return err
	}
	meetings, err := t.store.MeetingsOfWeek(ctx, week, leaders)
	if err != nil {
		return err
	}
	r, err := t.store.RevisionOf(ctx, week, 0)
	if err != nil {
		return err
	}
	e, changes := p.FollowMeeting(s.ID, council.MeetingEntries(week, meetings))
	if !changes {
		return nil
	}
	var was *council.RevisionEntry
	if before, there := r.Entry(e.ID); there && e.ID != 0 {
		was = &before
	}
	c := council.Change{Week: week, EntryID: e.ID, Kind: council.AlterEntry, AskedBy: t.Access.Person.ID, AskedAt: t.Now}
	t.leaders = leaders
	_, err = t.carryOut(ctx, c, e, was)
	return err
}
