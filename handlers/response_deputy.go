package handlers

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"sereda/council"
)

// longestName is how many letters a name in words may have.
const longestName = 120

// askDeputy offers the person's colleagues and waits for a name.
func askDeputy(ctx context.Context, t *turn, h *hall, w whose) error {
	if !h.body.DeputiesMay {
		t.alert("response.no_deputies")
		return t.afterAnswer(ctx, h, w)
	}
	t.waitForAnswer(h, w, stepDeputy)
	return t.offerDeputies(ctx, h, w, "", 0)
}

func deputyPage(ctx context.Context, t *turn, h *hall, w whose) error {
	if t.conversation.Step != stepDeputy || t.conversation.Meeting != h.meeting.ID {
		return askDeputy(ctx, t, h, w)
	}
	return t.offerDeputies(ctx, h, w, t.conversation.Text, t.press.arg(3))
}

// offerDeputies shows who may be meant by what was typed; the words themselves
// will do for somebody whom the directory does not know.
func (t *turn) offerDeputies(ctx context.Context, h *hall, w whose, query string, page int64) error {
	people, err := t.deputyChoices(ctx, w, query)
	if err != nil {
		return err
	}
	choices := personChoices(people, func(id int64) string { return press("rsp", append(w.args(h), id)...) })
	rows := t.choiceRows(choices, page, func(n int) string { return press("rsf", append(w.args(h), int64(n))...) })
	html := t.question(h, w, "response.who_instead")
	if query != "" {
		html += "\n\n" + t.txt("response.deputy_typed", map[string]any{"Name": query})
		rows = append(rows, row(t.button("response.button.as_typed", press("rsn", w.args(h)...))))
	}
	return t.ponder(ctx, h, w, html, append(rows, t.backToAnswer(h, w)))
}

func (t *turn) deputyChoices(ctx context.Context, w whose, query string) ([]council.Person, error) {
	if query == "" {
		return t.colleaguesOf(ctx, w.seat.Person.ID)
	}
	people, err := t.store.PeopleOn(ctx, t.today())
	return matching(people, query, council.Person.Full), err
}

func deputyNameTyped(ctx context.Context, t *turn, h *hall, w whose) error {
	name := oneLine(t.text)
	if utf8.RuneCountInString(name) > longestName {
		t.say(t.txt("response.name_long", map[string]any{"Limit": longestName}))
		return nil
	}
	c := t.conversation
	c.Text = name
	t.wait(c)
	return t.offerDeputies(ctx, h, w, name, 0)
}

// deputyNamed sends somebody whom the directory does not know.
func deputyNamed(ctx context.Context, t *turn, h *hall, w whose) error {
	c := t.conversation
	if c.Step != stepDeputy || c.Meeting != h.meeting.ID || c.Text == "" {
		t.toast("press.stale")
		return askDeputy(ctx, t, h, w)
	}
	return t.send(ctx, h, w, council.Person{}, c.Text)
}

func deputyChosen(ctx context.Context, t *turn, h *hall, w whose) error {
	p, err := t.store.PersonByID(ctx, t.press.arg(3), t.today())
	if err != nil {
		return err
	}
	if hasLeft(p, h.meeting.Day) {
		t.alert("person.left_toast")
		return t.offerDeputies(ctx, h, w, "", 0)
	}
	return t.send(ctx, h, w, p, p.Full())
}

// send keeps the deputy, unless the deputy cannot be one. One who can be
// reached is asked; otherwise the word of who sends is good.
func (t *turn) send(ctx context.Context, h *hall, w whose, p council.Person, name string) error {
	if !h.body.DeputiesMay {
		t.alert("response.no_deputies")
		return t.afterAnswer(ctx, h, w)
	}
	if problem := deputyProblem(h, w.seat.Person.ID, p.ID, name); problem != "" {
		t.alert(problem)
		return t.offerDeputies(ctx, h, w, t.conversation.Text, 0)
	}
	former, _ := h.answer(w.seat.Person.ID)
	agreed := p.ID == 0 || former.DeputyID == p.ID && former.DeputyAgreed
	if !agreed {
		binding, err := t.store.BindingOf(ctx, p.ID)
		if err != nil {
			return err
		}
		agreed = binding.Account == 0 || !binding.BlockedAt.IsZero()
	}
	return t.respond(ctx, h, w, council.Response{Answer: council.SendsDeputy, DeputyID: p.ID, DeputyName: name, DeputyAgreed: agreed})
}

// deputyProblem tells why somebody cannot go instead: it is the person, a
// member who has a seat of their own, or somebody's deputy already.
func deputyProblem(h *hall, principal, deputy int64, name string) string {
	for _, s := range h.members() {
		if s.Person.ID != deputy && !sameName(s.Person, name) {
			continue
		}
		if s.Person.ID == principal {
			return "response.deputy_self"
		}
		return "response.deputy_member"
	}
	for _, r := range h.responses {
		same := deputy != 0 && r.DeputyID == deputy || strings.EqualFold(r.DeputyName, name)
		if r.PersonID != principal && r.Answer == council.SendsDeputy && same {
			return "response.deputy_taken"
		}
	}
	return ""
}

// sameName tells that the words are the person's name, written in full, short
// or official.
func sameName(p council.Person, name string) bool {
	for _, manner := range []string{p.Full(), p.Short(), p.Official(), strings.TrimSpace(p.Surname + " " + p.Given)} {
		if strings.EqualFold(manner, name) {
			return true
		}
	}
	return false
}

// tellDeputies releases a deputy who is not needed any more and asks a new one.
func (t *turn) tellDeputies(ctx context.Context, h *hall, w whose, former, r council.Response) error {
	if former.DeputyID == r.DeputyID {
		return nil
	}
	c := t.app.composer()
	if former.DeputyID != 0 {
		asked := fmt.Sprintf("deputy:%d:%d:%d:", h.meeting.ID, h.meeting.Version, r.PersonID)
		withdrawn, err := t.store.WithdrawNotices(ctx, h.about(), asked)
		if err != nil {
			return err
		}
		if withdrawn == 0 {
			t.tell(t.deputyNotice(h, "released", r.PersonID, former.DeputyID, c.deputyReleased(h.body, h.meeting, w.seat.Person)))
		}
	}
	if r.DeputyID != 0 {
		t.tell(t.deputyNotice(h, "deputy", r.PersonID, r.DeputyID, c.deputyAsked(h.body, h.meeting, w.seat.Person)))
	}
	return nil
}

func (t *turn) deputyNotice(h *hall, kind string, principal, to int64, m council.Message) council.Notice {
	return council.Notice{PersonID: to, Class: t.newsClass(h.meeting), About: h.about(), Message: m,
		Key: fmt.Sprintf("%s:%d:%d:%d:%d:%d", kind, h.meeting.ID, h.meeting.Version, principal, to, t.Update.ID)}
}

// deputyAnswers is a deputy saying yes or no. Only who was asked may, and only
// while it is still asked.
func deputyAnswers(ctx context.Context, t *turn, h *hall) error {
	r, answered := h.answer(t.press.arg(2))
	mine := answered && r.Answer == council.SendsDeputy && r.DeputyID == t.Access.Person.ID
	principal, sits := h.seat(r.PersonID)
	switch {
	case !mine:
		// Whom the meeting does not concern any more is not shown it.
		t.alert("response.deputy_over")
		t.show(t.txt("response.deputy_over"), t.homeButtons()...)
		return nil
	case !sits || answerProblem(t, h, int(t.press.arg(1))) != "":
		t.alert("response.deputy_over")
		t.show(t.app.composer().meetingHead(h.body, h.meeting)+"\n\n"+t.txt("response.deputy_over"), t.homeButtons()...)
		return nil
	}
	if t.press.arg(3) != 1 {
		return t.deputyDeclines(ctx, h, principal.Person)
	}
	if !r.DeputyAgreed {
		r.DeputyAgreed = true
		if err := t.store.Respond(ctx, r); err != nil {
			return err
		}
		h.keepAnswer(r)
		t.tell(t.deputyNotice(h, "agreed", r.PersonID, r.PersonID, t.app.composer().deputySaid("response.deputy_agreed", h.body, h.meeting, t.Access.Person)))
	}
	m := t.app.composer().deputyAsked(h.body, h.meeting, principal.Person)
	t.show(m.HTML+"\n\n"+t.txt("response.deputy_yes"), row(t.button("response.button.cannot", h.press("rd", int64(h.meeting.Version), r.PersonID, 2))))
	t.follow(h)
	return nil
}

// deputyDeclines leaves who sent the deputy without an answer: the person is
// told, and reminded like anybody silent.
func (t *turn) deputyDeclines(ctx context.Context, h *hall, principal council.Person) error {
	before := h.forecast()
	if err := t.store.TakeBackResponse(ctx, h.meeting, principal.ID); err != nil {
		return err
	}
	h.dropAnswer(principal.ID)
	if err := t.audit(ctx, "deputy.declined", h.about(), map[string]any{"person": principal.ID}); err != nil {
		return err
	}
	c := t.app.composer()
	t.tell(t.deputyNotice(h, "declined", principal.ID, principal.ID, c.deputySaid("response.deputy_declined", h.body, h.meeting, t.Access.Person)))
	t.show(c.meetingHead(h.body, h.meeting)+"\n\n"+t.txt("response.deputy_no"), t.homeButtons()...)
	if err := t.warnOfQuorum(ctx, h, before); err != nil {
		return err
	}
	t.follow(h)
	return nil
}
