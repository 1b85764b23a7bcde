package storage_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// seen is the part of an access that follows from posts, roles and stand-ins.
type seen struct {
	Roles   []council.Role
	Units   []string
	Leaders int
}

func seenBy(a council.Access) seen {
	s := seen{Roles: a.Roles, Leaders: len(a.Leaders)}
	for _, u := range a.Units {
		s.Units = append(s.Units, u.Name)
	}
	return s
}

// TestAccessFollowsPostsRolesAndSubstitutions: each case starts from a council
// with two units, a mayor, a secretary and a stand-in with account 9.
func TestAccessFollowsPostsRolesAndSubstitutions(t *testing.T) {
	t.Parallel()
	tomorrow, yesterday := today.AddDays(1), today.AddDays(-1)
	head := []council.Role{council.Head}
	type cast struct {
		*directory
		culture, sport                  council.Unit
		head, mayor, secretary, standin council.Person
	}
	tests := []struct {
		name    string
		arrange func(c cast)
		want    seen
	}{
		{"nothing held, nothing allowed", func(c cast) {}, seen{}},
		{"a head submits for the unit",
			func(c cast) { c.appoint(c.sport, c.standin, start) },
			seen{Roles: head, Units: []string{"Спорт"}}},
		{"from the first day of the post",
			func(c cast) { c.appoint(c.sport, c.standin, today) },
			seen{Roles: head, Units: []string{"Спорт"}}},
		{"not a day before", func(c cast) { c.appoint(c.sport, c.standin, tomorrow) }, seen{}},
		{"one who heads two units sees them in the council's order",
			func(c cast) { c.appoint(c.sport, c.standin, start); c.appoint(c.culture, c.standin, start) },
			seen{Roles: head, Units: []string{"Культура", "Спорт"}}},
		{"a unit that is closed is nobody's",
			func(c cast) {
				c.appoint(c.sport, c.standin, start)
				c.do(func(ctx context.Context, tx *storage.Tx) error { return tx.EndUnit(ctx, c.sport.ID, yesterday) })
			}, seen{}},
		{"a standing deputy of the unit submits for it",
			func(c cast) { c.standing(c.culture, c.head, c.standin) },
			seen{Roles: head, Units: []string{"Культура"}}},
		{"only for that unit, and with none of the head's other roles",
			func(c cast) {
				c.appoint(c.sport, c.head, start)
				c.grant(c.head, council.Organiser)
				c.standing(c.culture, c.head, c.standin)
			}, seen{Roles: head, Units: []string{"Культура"}}},
		{"also while the post is vacant",
			func(c cast) {
				c.standing(c.culture, c.head, c.standin)
				c.do(func(ctx context.Context, tx *storage.Tx) error {
					return tx.EndPerson(ctx, c.head.ID, yesterday, today, moment)
				})
			}, seen{Roles: head, Units: []string{"Культура"}}},
		{"and for the next head",
			func(c cast) {
				c.standing(c.culture, c.head, c.standin)
				c.appoint(c.culture, c.person("Нова"), today)
			}, seen{Roles: head, Units: []string{"Культура"}}},
		{"a substitute of these days has all that the absent one has",
			func(c cast) {
				c.appoint(c.sport, c.head, start)
				c.grant(c.head, council.Organiser)
				c.replace(c.head, c.standin, council.Unit{}, today, today)
			}, seen{Roles: []council.Role{council.Organiser, council.Head}, Units: []string{"Культура", "Спорт"}}},
		{"not before it begins",
			func(c cast) { c.replace(c.head, c.standin, council.Unit{}, tomorrow, tomorrow) }, seen{}},
		{"not after it ends",
			func(c cast) { c.replace(c.head, c.standin, council.Unit{}, start, yesterday) }, seen{}},
		{"an acting mayor holds the mayor's post (2.8)",
			func(c cast) { c.replace(c.mayor, c.standin, council.Unit{}, start, tomorrow) },
			seen{Roles: []council.Role{council.LeaderRole}, Leaders: 1}},
		{"the secretary's substitute is the secretary",
			func(c cast) { c.replace(c.secretary, c.standin, council.Unit{}, start, tomorrow) },
			seen{Roles: []council.Role{council.Secretary}}},
		{"who stands in for a stand-in stands in for that one alone",
			func(c cast) {
				between := c.person("Посередник")
				c.replace(c.head, between, council.Unit{}, start, tomorrow)
				c.replace(between, c.standin, council.Unit{}, start, tomorrow)
			}, seen{}},
		{"a role counts to its last day",
			func(c cast) {
				c.grant(c.standin, council.Organiser)
				c.grant(c.standin, council.Administrator)
				c.do(func(ctx context.Context, tx *storage.Tx) error {
					if err := tx.RevokeRole(ctx, c.standin.ID, council.Organiser, 0, yesterday); err != nil {
						return err
					}
					return tx.RevokeRole(ctx, c.standin.ID, council.Administrator, 0, today)
				})
			}, seen{Roles: []council.Role{council.Administrator}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := openDirectory(t)
			c := cast{directory: d, culture: d.unit("Культура"), sport: d.unit("Спорт")}
			c.head, c.mayor, c.secretary = d.head(c.culture, "Ткач"), d.leader("Міський голова", "Бойчук"), d.person("Паламарчук")
			d.grant(c.secretary, council.Secretary)
			c.standin = d.person("Соколюк")
			d.bind(c.standin, 9)
			d.access(9, today) // is remembered, and must not outlive what follows
			tt.arrange(c)
			if diff := cmp.Diff(tt.want, seenBy(d.access(9, today))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAccessTellsWhoIsThere(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	u := d.unit("Культура")
	p := d.head(u, "Ткач")
	d.bind(p, 9)
	p.Position = "Начальник"
	// Access carries what the dialogues need of a unit, not its dates.
	u.From = council.Date{}
	want := council.Access{Person: p, Account: 9, Roles: []council.Role{council.Head}, Units: []council.Unit{u}}
	if diff := cmp.Diff(want, d.access(9, today)); diff != "" {
		t.Error(diff)
	}
}

// TestWhatATransactionIsStillChangingIsNotRemembered: it moves the version once, and
// goes on to change the directory under the same one.
func TestWhatATransactionIsStillChangingIsNotRemembered(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Соколюк")
	d.bind(p, 9)
	d.access(9, today)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.GrantRole(ctx, p.ID, council.Organiser, 0, start); err != nil {
			return err
		}
		if _, err := tx.LockChats(ctx, []int64{9}, nil, []int64{9}, today); err != nil {
			return err
		}
		return tx.RevokeRole(ctx, p.ID, council.Organiser, 0, today.AddDays(-1))
	})
	if diff := cmp.Diff(seen{}, seenBy(d.access(9, today))); diff != "" {
		t.Error(diff)
	}
}

func TestWhoIsNotInTheDirectoryHasNoAccess(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		arrange func(d *directory, p council.Person)
		known   bool
	}{
		{"bound", func(*directory, council.Person) {}, true},
		{"unbound", func(d *directory, p council.Person) {
			d.do(func(ctx context.Context, tx *storage.Tx) error { _, err := tx.Unbind(ctx, p.ID, moment); return err })
		}, false},
		{"moved to another account", func(d *directory, p council.Person) { d.bind(p, 10) }, false},
		{"on the last day in service", func(d *directory, p council.Person) {
			d.do(func(ctx context.Context, tx *storage.Tx) error {
				return tx.EndPerson(ctx, p.ID, today, today, moment)
			})
		}, true},
		{"the day after", func(d *directory, p council.Person) {
			d.do(func(ctx context.Context, tx *storage.Tx) error {
				return tx.EndPerson(ctx, p.ID, today.AddDays(-1), today.AddDays(-1), moment)
			})
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := openDirectory(t)
			p := d.head(d.unit("Культура"), "Ткач")
			d.bind(p, 9)
			d.access(9, today)
			tt.arrange(d, p)
			if got := d.access(9, today).Known(); got != tt.known {
				t.Errorf("known = %v", got)
			}
		})
	}
}
