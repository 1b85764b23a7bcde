package demo

import (
	"context"

	"sereda/simulator"
)

// sits: the record begins with those who promised; one tap more for who came
// without an answer.
func (s *story) sits(ctx context.Context) error {
	a := s.actor(s.secretary(), true)
	board, err := s.board(ctx, a)
	if err != nil {
		return err
	}
	roll, err := a.follows(ctx, board,
		move{"Почати облік", "Облік присутніх", "Усі, хто відповів"},
		move{"Усі, хто відповів", "Беруть участь 8", "Завершити облік"},
		move{s.people[unansweredKey].surname, "Беруть участь 9", "Завершити облік"})
	if err != nil {
		return err
	}
	s.transcript.message(a.name, roll)
	return nil
}

// arrivesLate: the person's menu offers the minute that it is.
func (s *story) arrivesLate(ctx context.Context) error {
	a := s.actor(s.secretary(), true)
	roll, err := a.latest(ctx, "Облік присутніх", "Завершити облік")
	if err != nil {
		return err
	}
	late := s.people[latecomerKey].surname
	_, err = a.follows(ctx, roll,
		move{"Докладно", "записати докладно", late},
		move{late, late, "Прибуття: 10:12"},
		move{"Прибуття: 10:12", "з 10:12", "До списку"},
		move{"До списку", "Беруть участь 10", "Завершити облік"})
	return err
}

// closes: the record is frozen and its papers are sent.
func (s *story) closes(ctx context.Context) error {
	a := s.actor(s.secretary(), true)
	roll, err := a.latest(ctx, "Облік присутніх", "Завершити облік")
	if err != nil {
		return err
	}
	record, err := a.follows(ctx, roll,
		move{"Завершити облік", "Завершити облік?", "🔒 Завершити"},
		move{"🔒 Завершити", "Облік завершено", "Аркуш реєстрації"})
	if err != nil {
		return err
	}
	s.transcript.message(a.name, record)
	if err := s.settle(ctx, s.servers.clock.Now()); err != nil {
		return err
	}
	for _, paper := range []string{"Аркуш реєстрації", "Протокол"} {
		if err := a.paper(ctx, record, paper); err != nil {
			return err
		}
	}
	return nil
}

// paper asks for a paper of the meeting, which comes in two formats.
func (a *actor) paper(ctx context.Context, record simulator.Message, name string) error {
	if _, err := a.press(ctx, record, name); err != nil {
		return err
	}
	_, err := a.next(ctx, name)
	return err
}
