package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// chooseStandIn asks who will stand in for the person.
func chooseStandIn(ctx context.Context, t *turn, c council.PersonCard) error {
	t.wait(Conversation{Step: stepSubstitute, Person: c.Person.ID})
	return t.showSearch(ctx, 0)
}

// standInChosen asks for which days. Without an end it is a standing deputy,
// which is a matter of one unit; with an end it serves all of the absent one's
// posts and roles.
func standInChosen(ctx context.Context, t *turn, c council.PersonCard) error {
	substitute, ready, err := t.standIn(ctx, c, t.press.arg(1))
	if err != nil || !ready {
		return err
	}
	t.wait(Conversation{Step: stepPeriod, Person: c.Person.ID, Entry: substitute.ID})
	var rows [][]council.Button
	for _, u := range c.Headed() {
		label := t.label("button.standing_deputy")
		if len(c.Headed()) > 1 {
			label = t.label("button.standing_deputy_of", map[string]any{"Unit": u.Name})
		}
		rows = append(rows, row(council.Button{Text: cut(label, 60), Data: press("dpw", c.Person.ID, substitute.ID, u.ID)}))
	}
	if len(rows) == 0 {
		rows = append(rows, row(t.button("button.no_end", press("dpw", c.Person.ID, substitute.ID, 0))))
	}
	t.show(t.txt("substitution.period", map[string]any{"Name": c.Person.Full(), "Substitute": substitute.Full()}),
		append(shown(rows), t.backRow("dps", c.Person.ID))...)
	return nil
}

// standIn loads who was chosen; the person themselves or one who has left
// cannot stand in.
func (t *turn) standIn(ctx context.Context, c council.PersonCard, id int64) (council.Person, bool, error) {
	if id == c.Person.ID {
		t.cannot("substitution.self", t.backRow("dps", c.Person.ID))
		return council.Person{}, false, nil
	}
	p, err := t.store.PersonByID(ctx, id, t.today())
	if err != nil {
		return p, false, err
	}
	if hasLeft(p, t.today()) {
		t.cannot("person.left_toast", t.backRow("dps", c.Person.ID))
		return p, false, nil
	}
	return p, true, nil
}

func standingDeputy(ctx context.Context, t *turn, c council.PersonCard) error {
	substitute, ready, err := t.standIn(ctx, c, t.press.arg(1))
	if err != nil || !ready {
		return err
	}
	unit := t.press.arg(2)
	heads := slices.ContainsFunc(c.Headed(), func(u council.Unit) bool { return u.ID == unit })
	if !heads && (unit != 0 || len(c.Headed()) > 0) {
		t.toast("press.stale")
		return t.showPerson(ctx, c.Person.ID)
	}
	return t.replace(ctx, c, substitute, unit, t.today(), council.Date{})
}

func periodTyped(ctx context.Context, t *turn, c council.PersonCard) error {
	substitute, ready, err := t.standIn(ctx, c, t.conversation.Entry)
	if err != nil || !ready {
		return err
	}
	from, to, problem := t.readPeriod(t.text)
	if problem != "" {
		t.say(t.txt(problem), t.backRow("dps", c.Person.ID))
		return nil
	}
	return t.replace(ctx, c, substitute, 0, from, to)
}

// replace puts the substitute in the person's place and tells them.
func (t *turn) replace(ctx context.Context, c council.PersonCard, substitute council.Person, unit int64, from, to council.Date) error {
	r := council.Replacement{UnitID: unit, Substitution: council.Substitution{
		AbsentID: c.Person.ID, SubstituteID: substitute.ID, From: from, To: to}}
	isNew, err := t.store.AddSubstitution(ctx, r)
	if err != nil {
		return err
	}
	t.rest()
	if !isNew {
		t.toast("substitution.already")
		return t.showPerson(ctx, c.Person.ID)
	}
	details := map[string]any{"substitute": substitute.ID, "unit": unit, "from": from, "to": to}
	if err := t.audit(ctx, "substitution.added", personSubject(c.Person.ID), details); err != nil {
		return err
	}
	t.toast("saved")
	t.tell(council.Notice{PersonID: substitute.ID, Class: council.Bulk, About: personSubject(c.Person.ID),
		Key: fmt.Sprintf("substitution:%d:%d", t.Update.ID, substitute.ID),
		Message: council.Message{HTML: t.txt("substitution.notice", map[string]any{
			"Name": c.Person.Full(), "Position": c.Person.Position, "Period": t.period(from, to)})}})
	return t.showPerson(ctx, c.Person.ID)
}

// readPeriod reads "25.11–14.12", "з 25.11 по 14.12", "до 14.12" or one day.
// problem is the key of what to answer when it cannot.
func (t *turn) readPeriod(text string) (from, to council.Date, problem string) {
	today := t.today()
	first, last := splitPeriod(text)
	from, to = today, council.Date{}
	var err error
	if first != "" {
		if from, err = t.app.Reader.Date(first, today); err != nil {
			return from, to, "substitution.period_again"
		}
	}
	if to = from; last != "" {
		if to, err = t.app.Reader.Date(last, today); err != nil {
			return from, to, "substitution.period_again"
		}
	}
	switch {
	case to.Before(from):
		return from, to, "substitution.backwards"
	case to.Before(today):
		return from, to, "substitution.past"
	case !near(from, today) || !near(to, today):
		return from, to, "ask.date_far"
	}
	return from, to, ""
}

// splitPeriod cuts a period into its first and last day; a lone day is the
// first, "до 14.12" has only a last one.
func splitPeriod(text string) (first, last string) {
	text = " " + strings.ToLower(oneLine(text))
	for _, word := range []string{" з ", " із ", " від ", " с "} {
		text = strings.Replace(text, word, " ", 1)
	}
	for _, separator := range []string{"–", "—", " - ", " по ", " до ", "-"} {
		if first, last, found := strings.Cut(text, separator); found {
			return strings.TrimSpace(first), strings.TrimSpace(last)
		}
	}
	return strings.TrimSpace(text), ""
}

// endSubstitution ends one from today on, asking first.
func endSubstitution(ctx context.Context, t *turn, c council.PersonCard) error {
	id := t.press.arg(1)
	at := slices.IndexFunc(c.Replacements, func(r council.Replacement) bool { return r.ID == id })
	if at < 0 {
		t.toast("substitution.ended_already")
		return t.showPerson(ctx, c.Person.ID)
	}
	if t.press.arg(2) == 0 {
		t.show(t.txt("substitution.ask_end", map[string]any{"Line": locales.HTML(t.replacementLine(c.Person.ID, c.Replacements[at]))}),
			t.backRow("dp", c.Person.ID), row(danger(t.button("button.end_substitution_yes", press("dpx", c.Person.ID, id, 1)))))
		return nil
	}
	if err := t.store.EndSubstitution(ctx, id, t.today().AddDays(-1)); err != nil {
		return err
	}
	if err := t.audit(ctx, "substitution.ended", personSubject(c.Replacements[at].AbsentID), map[string]any{"substitution": id}); err != nil {
		return err
	}
	t.rest()
	t.toast("substitution.ended")
	return t.showPerson(ctx, c.Person.ID)
}
