package handlers

import (
	"context"
	"slices"
	"strings"

	"sereda/council"
)

// askInstead: a leader will not attend; somebody may go instead. The likeliest
// are the other leaders; anybody else is typed.
func askInstead(_ context.Context, t *turn, r council.Revision, e council.RevisionEntry) error {
	post := t.press.arg(2)
	if t.meetingsOwn(e) || !t.mayAnswerFor(e, post) {
		return nil
	}
	t.wait(Conversation{Step: stepInstead, Week: r.Week.Monday, Entry: e.ID, Item: post})
	leader := func(of, other int64, label string) []council.Button {
		return row(council.Button{Text: cut(label, 60), Data: press("zir", weekArg(r.Week), e.ID, of, other)})
	}
	var rows [][]council.Button
	for _, l := range r.Leaders {
		switch _, sent := e.StandInFor(l.PostID); {
		case l.PostID == post && sent:
			rows = slices.Insert(rows, 0, leader(post, post, t.label("button.attends_after_all", map[string]any{"Name": leaderName(l)})))
		case l.PostID != post && !slices.Contains(e.Leaders, l.PostID):
			rows = append(rows, leader(post, l.PostID, l.Title+" "+l.Holder))
		}
	}
	rows = append(rows, leader(post, 0, t.label("button.nobody_instead")), t.backToChanges(r.Week))
	t.show(t.txt("change.instead_ask", map[string]any{"Title": cut(e.Title, 200), "When": t.entryWhen(e.Entry)}), rows...)
	return nil
}

// mayAnswerFor tells that the person may say who attends: the leader, or
// somebody for the leader, takes part, and the leader's word is theirs to give.
func (t *turn) mayAnswerFor(e council.RevisionEntry, post int64) bool {
	_, sent := e.StandInFor(post)
	if (sent || slices.Contains(e.Leaders, post)) && (slices.Contains(t.Access.Leaders, post) || t.Access.May(council.FormPlan)) {
		return true
	}
	t.toast("press.stale")
	return false
}

// insteadPressed sends another leader, or nobody, or the leader after all.
func insteadPressed(ctx context.Context, t *turn, r council.Revision, e council.RevisionEntry) error {
	post, other := t.press.arg(2), t.press.arg(3)
	if t.meetingsOwn(e) || !t.mayAnswerFor(e, post) {
		return nil
	}
	return t.attend(ctx, r, e, e.With(post, other == post, nil), other)
}

// attend asks for the entry with other people; the other leader joins it. What
// was and what is says who goes instead.
func (t *turn) attend(ctx context.Context, r council.Revision, e council.RevisionEntry, now council.Entry, other int64) error {
	c := t.asked(r, council.AlterEntry, e)
	leads := slices.ContainsFunc(r.Leaders, func(l council.Leader) bool { return l.PostID == other })
	if leads && !slices.Contains(now.Leaders, other) {
		now = now.With(other, true, nil)
	}
	changed := e
	changed.Entry = now
	c.Now = &changed
	if council.KindOf(c.Was, c.Now) == "" {
		t.alert("change.nothing")
		return nil
	}
	return t.request(ctx, c)
}

// insteadTyped names somebody: who is meant for certain goes, of several one is
// chosen, and whom the directory does not know stays in words.
func insteadTyped(ctx context.Context, t *turn, r council.Revision, e council.RevisionEntry) error {
	post := t.conversation.Item
	if t.tooLong(longestName) || !t.mayAnswerFor(e, post) {
		return nil
	}
	words := oneLine(t.text)
	people, err := t.store.PeopleOn(ctx, t.today())
	if err != nil {
		return err
	}
	if named := council.NamedIn(words, people); len(named) == 1 {
		return t.sendPerson(ctx, r, e, post, named[0])
	}
	if len(meant(words, people)) == 0 {
		return t.sendWords(ctx, r, e, post, words)
	}
	c := t.conversation
	c.Text = words
	t.wait(c)
	t.offerInstead(r, e, post, people, 0)
	return nil
}

// meant are those whom the words may mean; a post behind a comma is not looked
// for.
func meant(words string, people []council.Person) []council.Person {
	name, _, _ := strings.Cut(words, ",")
	return matching(people, name, council.Person.Full)
}

// offerInstead shows who may be meant; the words themselves will do.
func (t *turn) offerInstead(r council.Revision, e council.RevisionEntry, post int64, people []council.Person, page int64) {
	arg := func(do string, more ...int64) string {
		return press(do, append([]int64{weekArg(r.Week), e.ID, post}, more...)...)
	}
	words := t.conversation.Text
	rows := t.choiceRows(personChoices(meant(words, people), func(id int64) string { return arg("zip", id) }), page,
		func(n int) string { return arg("zif", int64(n)) })
	t.show(t.txt("change.instead_which", map[string]any{"Name": words}),
		append(rows, row(t.button("response.button.as_typed", arg("zin"))), t.backToChanges(r.Week))...)
}

// choosingInstead is for who has typed a name and chooses now.
func choosingInstead(do func(ctx context.Context, t *turn, r council.Revision, e council.RevisionEntry, post int64) error) turnFunc {
	return allowed(council.AskChange, onAgreedEntry(func(ctx context.Context, t *turn, r council.Revision, e council.RevisionEntry) error {
		post, c := t.press.arg(2), t.conversation
		if t.meetingsOwn(e) || !t.mayAnswerFor(e, post) {
			return nil
		}
		if c.Step != stepInstead || c.Entry != e.ID || c.Item != post || c.Text == "" {
			t.toast("press.stale")
			return askInstead(ctx, t, r, e)
		}
		return do(ctx, t, r, e, post)
	}))
}

func insteadPage(ctx context.Context, t *turn, r council.Revision, e council.RevisionEntry, post int64) error {
	people, err := t.store.PeopleOn(ctx, t.today())
	if err != nil {
		return err
	}
	t.offerInstead(r, e, post, people, t.press.arg(3))
	return nil
}

func insteadChosen(ctx context.Context, t *turn, r council.Revision, e council.RevisionEntry, post int64) error {
	return t.sendPerson(ctx, r, e, post, t.press.arg(3))
}

func insteadInWords(ctx context.Context, t *turn, r council.Revision, e council.RevisionEntry, post int64) error {
	return t.sendWords(ctx, r, e, post, t.conversation.Text)
}

// sendPerson sends somebody of the directory. One of the leadership takes part
// as such.
func (t *turn) sendPerson(ctx context.Context, r council.Revision, e council.RevisionEntry, post, personID int64) error {
	p, err := t.store.PersonByID(ctx, personID, t.today())
	if err != nil {
		return err
	}
	problem := ""
	var other int64
	for _, l := range r.Leaders {
		switch {
		case l.HolderID != personID:
		case l.PostID == post:
			problem = "response.deputy_self"
		default:
			other = l.PostID
		}
	}
	switch without := e.With(post, false, nil); {
	case problem != "":
	case hasLeft(p, e.From):
		problem = "person.left_toast"
	case other != 0 && slices.Contains(without.Leaders, other), without.Sends(personID):
		problem = "change.takes_part"
	}
	if problem != "" {
		t.alert(problem)
		if t.query == nil {
			t.say(t.txt(problem), t.backToChanges(r.Week))
		}
		return nil
	}
	if other != 0 {
		return t.attend(ctx, r, e, e.With(post, false, nil), other)
	}
	return t.attend(ctx, r, e, e.With(post, false, &council.StandIn{Post: post, PersonID: personID, Name: p.Short()}), 0)
}

// sendWords sends somebody whom the directory does not know.
func (t *turn) sendWords(ctx context.Context, r council.Revision, e council.RevisionEntry, post int64, words string) error {
	return t.attend(ctx, r, e, e.With(post, false, &council.StandIn{Post: post, Name: words}), 0)
}
