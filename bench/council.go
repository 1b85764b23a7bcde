package main

import (
	"context"
	"fmt"
	"strings"

	"sereda/council"
	"sereda/simulator"
	"sereda/storage"
)

// member is somebody of the simulated council: the head of one unit, with a
// phone in hand.
type member struct {
	number int
	unit   int64
	user   *simulator.User
}

// members makes so many units with a head each, bound to Telegram accounts,
// and two leaders who can take part.
func (s *stage) members(ctx context.Context, n int) ([]member, error) {
	all := make([]member, n)
	err := s.db.InTx(ctx, func(tx *storage.Tx) error {
		for i := range 2 {
			if err := s.addLeader(ctx, tx, i); err != nil {
				return err
			}
		}
		for i := range all {
			var err error
			if all[i], err = s.addMember(ctx, tx, i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("council of %d units: %w", n, err)
	}
	return all, nil
}

var founded = council.NewDate(2020, 1, 1)

func (s *stage) addLeader(ctx context.Context, tx *storage.Tx, i int) error {
	id, err := tx.AddPerson(ctx, council.Person{Surname: "Провідний" + letters(i), Given: "Ігор"})
	if err != nil {
		return err
	}
	return tx.AddPost(ctx, council.Post{Kind: council.LeaderPost, Title: "Заступник голови " + letters(i)}, id, founded)
}

func (s *stage) addMember(ctx context.Context, tx *storage.Tx, i int) (member, error) {
	m := member{number: i}
	var err error
	m.unit, err = tx.AddUnit(ctx, council.Unit{
		Name: "Управління " + letters(i), Kind: council.ExecutiveBody, Duty: council.MustSubmit, From: founded})
	if err != nil {
		return m, err
	}
	person, err := tx.AddPerson(ctx, council.Person{Surname: "Шевченко" + letters(i), Given: "Олена", Patronymic: "Іванівна"})
	if err != nil {
		return m, err
	}
	if err := tx.AppointHead(ctx, m.unit, person, "начальник управління", founded); err != nil {
		return m, err
	}
	m.user = s.telegram.User(int64(100_000+i), simulator.UserSpec{FirstName: "Олена", Language: "uk"})
	_, err = tx.Bind(ctx, m.user.ID(), person, s.clock.Now())
	return m, err
}

// letters writes a number without digits, always as long, so that no reader of
// plans takes it for a day or an hour.
func letters(n int) string {
	return digits.Replace(fmt.Sprintf("%07d", n))
}

var digits = strings.NewReplacer("0", "б", "1", "в", "2", "г", "3", "д", "4", "ж", "5", "з", "6", "к", "7", "л", "8", "м", "9", "н")
