package storage_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestToWhomAnAgreedPlanGoes(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	from, day := council.NewDate(2026, 1, 1), council.NewDate(2026, 11, 26)
	mayor, acting, assistant := d.person("Дуб"), d.person("Верес"), d.person("Гай")
	head, deputy, stand, member, guest := d.person("Коваль"), d.person("Лис"), d.person("Мороз"), d.person("Сова"), d.person("Ткач")
	d.person("Яр")
	d.bind(head, 101)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.AddPost(ctx, council.Post{Kind: council.LeaderPost, Title: "Міський голова"}, mayor.ID, from); err != nil {
			return err
		}
		leaders, err := tx.LeadersOn(ctx, day)
		if err != nil {
			return err
		}
		if err := tx.GrantRole(ctx, assistant.ID, council.Assistant, leaders[0].PostID, from); err != nil {
			return err
		}
		unit, err := tx.AddUnit(ctx, council.Unit{Name: "Управління", Kind: council.ExecutiveBody, Duty: council.MustSubmit, From: from})
		if err != nil {
			return err
		}
		if err := tx.AppointHead(ctx, unit, head.ID, "Начальниця", from); err != nil {
			return err
		}
		for _, s := range []council.Replacement{
			{Substitution: council.Substitution{AbsentID: mayor.ID, SubstituteID: acting.ID, From: day, To: day}},
			{Substitution: council.Substitution{AbsentID: head.ID, SubstituteID: stand.ID, From: day, To: day}, UnitID: unit},
			{Substitution: council.Substitution{AbsentID: head.ID, SubstituteID: deputy.ID, From: from}, UnitID: unit},
		} {
			if _, err := tx.AddSubstitution(ctx, s); err != nil {
				return err
			}
		}
		body := council.CommitteePreset.Body(from)
		body.Name = "Виконавчий комітет"
		if body.ID, err = tx.AddBody(ctx, body); err != nil {
			return err
		}
		for _, s := range []council.Seat{
			{Kind: council.MemberSeat, PersonID: member.ID, Votes: true}, {Kind: council.MemberSeat, PersonID: head.ID, Votes: true},
			{Kind: council.InvitedSeat, PersonID: guest.ID},
		} {
			s.BodyID, s.From = body.ID, from
			if _, err := tx.AddSeat(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
	var got []string
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		all, err := tx.Addressees(ctx, day)
		for _, a := range all {
			got = append(got, fmt.Sprintf("%s %s posts %d units %d member %v: %s", a.Person.Surname, a.Reach, len(a.Posts), len(a.Units), a.Member, a.Part()))
		}
		return err
	})
	want := []string{
		"Верес none posts 1 units 0 member false: whole",
		"Гай none posts 1 units 0 member false: whole",
		"Дуб none posts 1 units 0 member false: whole",
		"Коваль reachable posts 0 units 1 member true: staff",
		"Мороз none posts 0 units 1 member false: staff",
		"Сова none posts 0 units 0 member true: staff",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
