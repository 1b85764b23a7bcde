package demo

import (
	"context"

	"sereda/simulator"
)

// committeeName is the executive committee as the file of bodies has it.
const committeeName = "Виконавчий комітет міської ради"

// reply is what a member of the committee presses under the invitation.
type reply struct {
	key     string
	presses []string
}

// The answers of the first day: six come, one of them the chair, and eight are
// needed. Five say nothing.
var replies = []reply{
	{"p002", []string{"Буду"}}, {"p017", []string{"Не буду", "Хвороба"}},
	{"p001", []string{"Буду"}}, {"p005", []string{"Буду"}}, {"p009", []string{"Буду"}},
	{"p011", []string{"Дистанційно"}}, {"p039", []string{"Дистанційно"}},
	{"p012", []string{"Не буду", "Відрядження"}},
}

// Who does not answer but comes all the same, in time and late.
const (
	unansweredKey = "p018"
	latecomerKey  = "p004"
)

// The agendas, as the secretary and the organiser type them.
const (
	committeeAgenda = "Про хід підготовки до опалювального сезону; Гнатюк І.С.\n" +
		"Про внесення змін до бюджету міста; Савчук А.Г.\nПро затвердження плану роботи на грудень"
	conferenceAgenda = "Про стан вулиць і освітлення; Гнатюк І.С."
)

// committee are the scenes of the executive committee's Friday meeting.
func (s *story) committee() []scene {
	return []scene{
		{s.at(0, 9, 10), s.prepares},
		{s.at(0, 9, 30), s.invited},
		{s.at(1, 9, 30), s.agendas},
		{s.at(3, 10, 0), s.warned},
		{s.at(3, 10, 20), s.answers("p003")},
		{s.at(3, 10, 40), s.answers("p007")},
		{s.at(3, 11, 0), s.saved},
		{s.at(4, 10, 0), s.sits},
		{s.at(4, 10, 12), s.arrivesLate},
		{s.at(4, 11, 30), s.closes},
	}
}

// prepares: the secretary says where the committee meets and that one may join
// from afar; everybody is invited anew.
func (s *story) prepares(ctx context.Context) error {
	a := s.actor(s.secretary(), false)
	card, err := s.meetingOf(ctx, a, committeeName)
	if err != nil {
		return err
	}
	if card, err = s.changes(ctx, a, card, "Зелена зала міської ради", "Змінити місце"); err != nil {
		return err
	}
	_, err = s.changes(ctx, a, card, "https://meet.example.org/vykonkom", "Форма", "очно й дистанційно")
	s.transcript.line("%s: виконком у п’ятницю — у Зеленій залі, можна й дистанційно", a.name)
	return err
}

func (s *story) changes(ctx context.Context, a *actor, card simulator.Message, typed string, presses ...string) (simulator.Message, error) {
	if m, err := a.all(ctx, card, presses...); err != nil {
		return m, err
	}
	confirm, err := a.say(ctx, typed)
	if err != nil {
		return confirm, err
	}
	card, err = a.follows(ctx, confirm, move{"Змінити й повідомити", committeeName, "Форма"})
	if err != nil {
		return card, err
	}
	// The secretary, a member too, is told of the change like everybody.
	return card, s.settle(ctx, s.servers.clock.Now())
}

// meetingOf opens the card of the body's next meeting.
func (s *story) meetingOf(ctx context.Context, a *actor, body string) (simulator.Message, error) {
	list, err := a.say(ctx, "/meetings")
	if err != nil {
		return list, err
	}
	return a.press(ctx, list, prefix(body, 10))
}

// invited: on Monday most answer at once; two are told in full.
func (s *story) invited(ctx context.Context) error {
	for i, r := range replies {
		if err := s.reply(ctx, r, i < told); err != nil {
			return err
		}
	}
	s.transcript.line("На запрошення до виконкому відповіли %d, серед них двоє — дистанційно", len(replies))
	return nil
}

func (s *story) reply(ctx context.Context, r reply, aloud bool) error {
	a := s.actor(s.people[r.key], aloud)
	invitation, err := a.latest(ctx, committeeName, r.presses[0])
	if err != nil {
		return err
	}
	if aloud {
		s.transcript.message(a.name, invitation)
	}
	_, err = a.all(ctx, invitation, r.presses...)
	return err
}

// agendas: the secretary enters the committee's agenda, the organiser that of
// the operational meeting.
func (s *story) agendas(ctx context.Context) error {
	if err := s.agenda(ctx, s.secretary(), committeeName, committeeAgenda); err != nil {
		return err
	}
	s.transcript.line("%s вносить порядок денний виконкому", s.secretary().short)
	return s.agenda(ctx, s.people[organiserKey], "Розширена", conferenceAgenda)
}

func (s *story) agenda(ctx context.Context, by *person, body, items string) error {
	a := s.actor(by, false)
	card, err := s.meetingOf(ctx, a, body)
	if err != nil {
		return err
	}
	if _, err = a.all(ctx, card, "Порядок денний", "➕ Питання"); err != nil {
		return err
	}
	_, err = a.say(ctx, items)
	return err
}

// warned: a day ahead Sereda tells that there will be no quorum; the secretary
// looks who is silent and reminds them.
func (s *story) warned(ctx context.Context) error {
	a := s.actor(s.secretary(), true)
	warning, err := a.latest(ctx, "Кворум під загрозою", "")
	if err != nil {
		return err
	}
	s.transcript.message(a.name, warning)
	board, err := s.board(ctx, a)
	if err != nil {
		return err
	}
	s.transcript.message(a.name, board)
	label, _ := find(board, "Нагадати")
	_, err = a.tap(ctx, board, label)
	return err
}

// board opens the board of Friday's meeting beside what was there.
func (s *story) board(ctx context.Context, a *actor) (simulator.Message, error) {
	quiet := s.actor(s.secretary(), false)
	list, err := quiet.say(ctx, "/board")
	if err != nil {
		return list, err
	}
	s.transcript.did(a.name, "/board")
	return quiet.press(ctx, list, "27.11")
}

// answers: somebody who was reminded says yes.
func (s *story) answers(key string) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		err := s.reply(ctx, reply{key, []string{"Буду"}}, false)
		s.transcript.line("%s після нагадування відповідає: буде", s.people[key].short)
		return err
	}
}

// saved: the board has followed the answers by itself.
func (s *story) saved(ctx context.Context) error {
	a := s.actor(s.secretary(), true)
	board, err := a.latest(ctx, "Кворум буде", "")
	if err != nil {
		return err
	}
	s.transcript.line("Табло оновилося саме")
	s.transcript.message(a.name, board)
	return nil
}
