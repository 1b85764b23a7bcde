package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sereda/council"
	"sereda/storage"
	"sereda/testkit"
)

// today is a Wednesday; the directory of these tests begins at the year's start.
var (
	today  = council.NewDate(2026, 11, 25)
	start  = council.NewDate(2026, 1, 1)
	moment = time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
)

// directory is a database with what a test put into it.
type directory struct {
	testing.TB
	db *storage.DB
}

func openDirectory(t *testing.T) *directory {
	t.Helper()
	db, err := storage.Open(t.Context(), testkit.DSN(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return &directory{TB: t, db: db}
}

// do runs work in a committed transaction.
func (d *directory) do(work func(ctx context.Context, tx *storage.Tx) error) {
	d.Helper()
	if err := d.try(work); err != nil {
		d.Fatal(err)
	}
}

func (d *directory) try(work func(ctx context.Context, tx *storage.Tx) error) error {
	return d.db.InTx(d.Context(), func(tx *storage.Tx) error { return work(d.Context(), tx) })
}

func (d *directory) unit(name string) council.Unit {
	d.Helper()
	u := council.Unit{Name: name, Kind: council.ExecutiveBody, Duty: council.MustSubmit, From: start}
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		u.ID, err = tx.AddUnit(ctx, u)
		return err
	})
	return u
}

func (d *directory) person(surname string) council.Person {
	d.Helper()
	p := council.Person{Surname: surname, Given: "Ірина", Patronymic: "Петрівна"}
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		p.ID, err = tx.AddPerson(ctx, p)
		return err
	})
	return p
}

func (d *directory) head(u council.Unit, surname string) council.Person {
	d.Helper()
	p := d.person(surname)
	d.appoint(u, p, start)
	return p
}

func (d *directory) appoint(u council.Unit, p council.Person, from council.Date) {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		return tx.AppointHead(ctx, u.ID, p.ID, "Начальник", from)
	})
}

// leader makes a post of the leadership and its holder.
func (d *directory) leader(title, surname string) council.Person {
	d.Helper()
	p := d.person(surname)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		return tx.AddPost(ctx, council.Post{Kind: council.LeaderPost, Title: title}, p.ID, start)
	})
	return p
}

func (d *directory) grant(p council.Person, role council.Role) {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.GrantRole(ctx, p.ID, role, 0, start) })
}

func (d *directory) bind(p council.Person, account int64) {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Bind(ctx, account, p.ID, moment)
		return err
	})
}

// replace puts one in another's place; no last day makes a standing deputy.
func (d *directory) replace(absent, substitute council.Person, unit council.Unit, from, to council.Date) {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.AddSubstitution(ctx, council.Replacement{UnitID: unit.ID, Substitution: council.Substitution{
			AbsentID: absent.ID, SubstituteID: substitute.ID, From: from, To: to}})
		return err
	})
}

// standing is a standing deputy of a unit's head.
func (d *directory) standing(u council.Unit, head, deputy council.Person) {
	d.Helper()
	d.replace(head, deputy, u, start, council.Date{})
}

// access is what the account may do on the day: what is remembered for its updates
// and what the directory says must be the same.
func (d *directory) access(account int64, day council.Date) council.Access {
	d.Helper()
	var found council.Access
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		locked, err := tx.LockChats(ctx, []int64{account}, nil, []int64{account}, day)
		if err != nil {
			return err
		}
		all, err := tx.AccessOf(ctx, []int64{account}, day)
		if diff := cmp.Diff(all, locked.Access, cmpopts.EquateEmpty()); diff != "" {
			d.Errorf("remembered of account %d (-the directory +remembered):\n%s", account, diff)
		}
		found = all[account]
		return err
	})
	return found
}

func ids(people ...council.Person) []int64 {
	var ids []int64
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	return ids
}
