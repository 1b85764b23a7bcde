package handlers

import (
	"context"

	"sereda/council"
)

// A search goes on in the conversation: its step says what for, its text what
// was typed. Before anything is typed it offers the likeliest.
type search struct {
	// prompt is the question's key; back is where its Back leads.
	prompt string
	back   []council.Button
	// person and unit make the buttons' data; nil looks for none of the kind.
	person, unit func(id int64) string
	// near finds whom to offer before anything is typed.
	near func(ctx context.Context) ([]council.Person, error)
	// pages turns the pages, nil is the directory's own way.
	pages func(page int) string
}

// searchFor is the search that the conversation is in.
func (t *turn) searchFor(step string) (search, bool) {
	unit, person := t.conversation.Unit, t.conversation.Person
	switch step {
	case stepFind:
		return search{prompt: "directory.hint", back: t.backRow("dh"),
			person: func(id int64) string { return press("dp", id) },
			unit:   func(id int64) string { return press("du", id) }}, true
	case stepHead:
		return search{prompt: "head.who", back: t.backRow("du", unit),
			person: func(id int64) string { return press("dcp", unit, id) },
			near:   func(ctx context.Context) ([]council.Person, error) { return t.staffOf(ctx, unit) }}, true
	case stepSubstitute:
		return search{prompt: "substitution.who", back: t.backRow("dp", person),
			person: func(id int64) string { return press("dpp", person, id) },
			near:   func(ctx context.Context) ([]council.Person, error) { return t.colleaguesOf(ctx, person) }}, true
	case stepNewUnit:
		return search{prompt: "person.new_unit", back: t.backRow("dh"),
			unit: func(id int64) string { return press("dpau", id) }}, true
	case stepSeat:
		return t.seatSearch(), true
	case stepDoer:
		return t.doerSearch(), true
	}
	return search{}, false
}

func searchTyped(ctx context.Context, t *turn) error {
	c := t.conversation
	c.Text = cut(oneLine(t.text), 100)
	t.wait(c)
	return t.showSearch(ctx, 0)
}

// searchPressed turns the pages of a search; one that is over starts anew.
func searchPressed(ctx context.Context, t *turn) error {
	if _, goesOn := t.searchFor(t.conversation.Step); !goesOn {
		t.toast("press.stale")
		return directoryHome(ctx, t)
	}
	return t.showSearch(ctx, t.press.arg(0))
}

// showSearch shows what the conversation's search has found.
func (t *turn) showSearch(ctx context.Context, page int64) error {
	s, _ := t.searchFor(t.conversation.Step)
	choices, err := t.found(ctx, s, t.conversation.Text)
	if err != nil {
		return err
	}
	html := t.txt(s.prompt)
	if query := t.conversation.Text; query != "" {
		html = t.txt("search.found", map[string]any{"Count": len(choices), "Query": query})
		if len(choices) == 0 {
			html = t.txt("search.nothing", map[string]any{"Query": query})
		}
	}
	pages := s.pages
	if pages == nil {
		pages = func(n int) string { return press("ds", int64(n)) }
	}
	rows := t.choiceRows(choices, page, pages)
	t.show(html, append(rows, s.back)...)
	return nil
}

func (t *turn) found(ctx context.Context, s search, query string) ([]choice, error) {
	var choices []choice
	if s.unit != nil {
		units, err := t.store.UnitsOn(ctx, t.today())
		if err != nil {
			return nil, err
		}
		choices = unitChoices(matching(units, query, func(u council.Unit) string { return u.Name }), s.unit)
	}
	if s.person != nil {
		people, err := t.peopleFor(ctx, s, query)
		if err != nil {
			return nil, err
		}
		choices = append(choices, personChoices(people, s.person)...)
	}
	return choices, nil
}

func (t *turn) peopleFor(ctx context.Context, s search, query string) ([]council.Person, error) {
	if query == "" && s.near != nil {
		return s.near(ctx)
	}
	people, err := t.store.PeopleOn(ctx, t.today())
	return matching(people, query, council.Person.Full), err
}

// matching keeps what the query matches; everything when there is no query.
func matching[T any](all []T, query string, text func(T) string) []T {
	if query == "" {
		return all
	}
	var found []T
	for _, one := range all {
		if council.Matches(query, text(one)) {
			found = append(found, one)
		}
	}
	return found
}

func (t *turn) staffOf(ctx context.Context, unitID int64) ([]council.Person, error) {
	c, err := t.store.UnitCardOn(ctx, unitID, t.today())
	return c.Staff, err
}

// colleaguesOf are who may well stand in for the person: the staff of the units
// the person holds a post in.
func (t *turn) colleaguesOf(ctx context.Context, personID int64) ([]council.Person, error) {
	card, err := t.store.PersonCardOn(ctx, personID, t.today())
	if err != nil {
		return nil, err
	}
	var colleagues []council.Person
	seen := map[int64]bool{personID: true, 0: true}
	for _, post := range card.Posts {
		if post.Unit.ID == 0 {
			continue
		}
		unit, err := t.store.UnitCardOn(ctx, post.Unit.ID, t.today())
		if err != nil {
			return nil, err
		}
		for _, p := range append(unit.Staff, unit.Head) {
			if !seen[p.ID] {
				seen[p.ID] = true
				colleagues = append(colleagues, p)
			}
		}
	}
	return colleagues, nil
}
