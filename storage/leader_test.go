package storage_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestLeadersAreWhoHoldsOrActsThatDay(t *testing.T) {
	t.Parallel()
	yesterday, tomorrow := today.AddDays(-1), today.AddDays(1)
	tests := []struct {
		name    string
		arrange func(d *directory, mayor, first council.Person)
		want    []string
	}{
		{"in their order", func(*directory, council.Person, council.Person) {},
			[]string{"Міський голова: Бойчук І.П.", "Перший заступник: Дорошенко І.П."}},
		{"an acting mayor (2.8)",
			func(d *directory, mayor, first council.Person) { d.replace(mayor, first, council.Unit{}, today, today) },
			[]string{"Міський голова: Дорошенко І.П.", "Перший заступник: Дорошенко І.П."}},
		{"not before the days nor after them",
			func(d *directory, mayor, first council.Person) {
				d.replace(mayor, first, council.Unit{}, start, yesterday)
				d.replace(mayor, first, council.Unit{}, tomorrow, tomorrow)
			}, []string{"Міський голова: Бойчук І.П.", "Перший заступник: Дорошенко І.П."}},
		{"a standing deputy is no acting mayor",
			func(d *directory, mayor, first council.Person) {
				d.replace(mayor, first, council.Unit{}, start, council.Date{})
			},
			[]string{"Міський голова: Бойчук І.П.", "Перший заступник: Дорошенко І.П."}},
		{"one who has left acts for nobody",
			func(d *directory, mayor, first council.Person) {
				d.replace(mayor, first, council.Unit{}, today, tomorrow)
				d.end(first, yesterday)
			}, []string{"Міський голова: Бойчук І.П.", "Перший заступник: "}},
		{"a vacant post stays a post",
			func(d *directory, mayor, _ council.Person) { d.end(mayor, yesterday) },
			[]string{"Міський голова: ", "Перший заступник: Дорошенко І.П."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := openDirectory(t)
			mayor, first := d.leader("Міський голова", "Бойчук"), d.leader("Перший заступник", "Дорошенко")
			tt.arrange(d, mayor, first)
			var got []string
			for _, l := range d.leaders(today) {
				got = append(got, l.Title+": "+l.Holder)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// end makes the day the person's last in service, as decided today.
func (d *directory) end(p council.Person, last council.Date) {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.EndPerson(ctx, p.ID, last, today, moment) })
}

func TestPeopleWithARole(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	culture, closed := d.unit("Культура"), d.unit("Архів")
	head := d.head(culture, "Ткач")
	d.head(closed, "Архівна")
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.EndUnit(ctx, closed.ID, today.AddDays(-1)) })
	mayor := d.leader("Міський голова", "Бойчук")
	organiser, former, gone := d.person("Лис"), d.person("Колишня"), d.person("Зниклий")
	for _, p := range []council.Person{organiser, former, gone} {
		d.grant(p, council.Organiser)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		return tx.RevokeRole(ctx, former.ID, council.Organiser, 0, today.AddDays(-1))
	})
	d.end(gone, today.AddDays(-1))
	substitute, deputy, late := d.person("Замінна"), d.person("Заступник"), d.person("Пізній")
	d.replace(organiser, substitute, council.Unit{}, today, today.AddDays(5))
	d.replace(organiser, late, council.Unit{}, today.AddDays(1), today.AddDays(5))
	d.replace(head, substitute, council.Unit{}, today, today.AddDays(5))
	d.standing(culture, head, deputy)

	tests := []struct {
		role council.Role
		want []int64
	}{
		{council.Head, ids(head, substitute)},
		{council.LeaderRole, ids(mayor)},
		{council.Organiser, ids(organiser, substitute)},
		{council.Secretary, nil},
	}
	for _, tt := range tests {
		var got []int64
		d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
			got, err = tx.PeopleWith(ctx, tt.role, today)
			return err
		})
		if len(got) == 0 {
			got = nil
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.role, diff)
		}
	}
}

func TestWhomToRemindOfAUnit(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	bound, silent, blocked, vacant := d.unit("Бачить"), d.unit("Мовчить"), d.unit("Блокує"), d.unit("Порожній")
	heads := []council.Person{d.head(bound, "Перша"), d.head(silent, "Друга"), d.head(blocked, "Третя"), d.head(vacant, "Четверта")}
	d.bind(heads[0], 1)
	d.bind(heads[2], 3)
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.SetBlocked(ctx, 3, moment) })
	deputy := d.person("Заступниця")
	d.bind(deputy, 4)
	for i, u := range []council.Unit{bound, silent, blocked, vacant} {
		d.standing(u, heads[i], deputy)
	}
	d.end(heads[3], today.AddDays(-1))
	substitute := d.person("Замінна")
	d.replace(heads[0], substitute, council.Unit{}, today, today)

	reached := func(p council.Person) council.Recipient { return council.Recipient{PersonID: p.ID, Reachable: true} }
	unreached := func(p council.Person) council.Recipient { return council.Recipient{PersonID: p.ID} }
	want := map[int64][]council.Recipient{
		bound.ID:   {reached(heads[0]), unreached(substitute)},
		silent.ID:  {unreached(heads[1]), reached(deputy)},
		blocked.ID: {unreached(heads[2]), reached(deputy)},
		vacant.ID:  {reached(deputy)},
	}
	var got map[int64][]council.Recipient
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		got, err = tx.HeadsOf(ctx, []int64{bound.ID, silent.ID, blocked.ID, vacant.ID}, today)
		return err
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
