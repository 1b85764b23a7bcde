package storage

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// ApplyRoster makes the planned changes, which begin today; what ends, ended
// yesterday. Changes with conflicts are refused. A person whose key has left
// the council returns. A deputy of a unit without a head cannot be kept yet
// and is granted by a later import. at is the instant for the audit log.
func (tx *Tx) ApplyRoster(ctx context.Context, c council.RosterChanges, today council.Date, at time.Time) error {
	if len(c.Conflicts) > 0 {
		return fmt.Errorf("apply roster: %d conflicts: %w", len(c.Conflicts), council.ErrConflict)
	}
	if c.Empty() {
		return nil
	}
	r := &rosterTx{Tx: tx, today: today, at: at}
	for _, step := range []func(context.Context, council.RosterChanges) error{
		r.units, r.people, r.accounts, r.endings, r.posts, r.grants,
	} {
		if err := step(ctx, c); err != nil {
			return fmt.Errorf("apply roster: %w", err)
		}
	}
	return tx.Audit(ctx, at, 0, "roster.imported", "directory", map[string]any{
		"units": len(c.UnitsAdded), "people": len(c.PeopleAdded), "changed": len(c.PeopleChanged) + len(c.UnitsChanged)})
}

// rosterTx finds what the roster names by the ids it has here.
type rosterTx struct {
	*Tx
	today   council.Date
	at      time.Time
	unitIDs map[string]int64
	keys    map[string]int64
}

func (r *rosterTx) units(ctx context.Context, c council.RosterChanges) error {
	for _, u := range c.UnitsAdded {
		if _, err := r.AddUnit(ctx, council.Unit{Name: u.Name, Kind: u.Kind, Duty: u.Duty, From: r.today}); err != nil {
			return fmt.Errorf("unit %q: %w", u.Name, err)
		}
	}
	units, err := r.UnitsOn(ctx, r.today)
	if err != nil {
		return err
	}
	r.unitIDs = make(map[string]int64, len(units))
	for _, u := range units {
		r.unitIDs[council.Fold(u.Name)] = u.ID
	}
	for _, change := range c.UnitsChanged {
		u := change.Unit
		err := r.one(ctx, "change unit", r.unitIDs[council.Fold(u.Name)],
			`UPDATE unit SET kind = $2, duty = $3 WHERE id = $1`, r.unitIDs[council.Fold(u.Name)], u.Kind, u.Duty)
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *rosterTx) people(ctx context.Context, c council.RosterChanges) error {
	if err := r.readKeys(ctx); err != nil {
		return err
	}
	if err := r.freePhones(ctx, c.PeopleChanged); err != nil {
		return err
	}
	for _, change := range c.PeopleChanged {
		p, id := change.Person, r.keys[change.Key]
		err := r.one(ctx, "change person", id, `
			UPDATE person SET key = $2, surname = $3, given = $4, patronymic = $5, phone = nullif($6, ''), email = nullif($7, '')
			WHERE id = $1`, id, p.Key, p.Surname, p.Given, p.Patronymic, p.Phone, p.Email)
		if err != nil {
			return err
		}
		r.keys[p.Key] = id
	}
	for _, p := range c.PeopleAdded {
		var id int64
		err := r.tx.QueryRow(ctx, `
			INSERT INTO person (key, surname, given, patronymic, phone, email)
			VALUES ($1, $2, $3, $4, nullif($5, ''), nullif($6, ''))
			ON CONFLICT (key) DO UPDATE SET surname = $2, given = $3, patronymic = $4,
				phone = nullif($5, ''), email = nullif($6, ''), to_date = NULL
			RETURNING id`, p.Key, p.Surname, p.Given, p.Patronymic, p.Phone, p.Email).Scan(&id)
		if err != nil {
			return fmt.Errorf("person %s: %w", p.Key, kindOf(err))
		}
		r.keys[p.Key] = id
	}
	return nil
}

func (r *rosterTx) readKeys(ctx context.Context) error {
	people, err := r.PeopleOn(ctx, r.today)
	if err != nil {
		return err
	}
	r.keys = make(map[string]int64, len(people))
	for _, p := range people {
		r.keys[council.RosterKey(p.ID)] = p.ID
		if p.Key != "" {
			r.keys[p.Key] = p.ID
		}
	}
	return nil
}

// freePhones empties the phones that change, so that two people may swap
// theirs.
func (r *rosterTx) freePhones(ctx context.Context, changes []council.PersonChange) error {
	var ids []int64
	for _, change := range changes {
		for _, f := range change.Fields {
			if f.Field == council.PhoneField {
				ids = append(ids, r.keys[change.Key])
			}
		}
	}
	_, err := r.tx.Exec(ctx, `UPDATE person SET phone = NULL WHERE id = ANY($1)`, ids)
	return err
}

func (r *rosterTx) accounts(ctx context.Context, c council.RosterChanges) error {
	bind := func(p council.RosterPerson) error {
		_, err := r.Bind(ctx, p.Telegram, r.keys[p.Key], r.at)
		return err
	}
	for _, p := range c.PeopleAdded {
		if p.Telegram == 0 {
			continue
		}
		if err := bind(p); err != nil {
			return err
		}
	}
	for _, change := range c.PeopleChanged {
		for _, f := range change.Fields {
			if f.Field != council.TelegramField {
				continue
			}
			if err := bind(change.Person); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *rosterTx) unitID(name string) int64 { return r.unitIDs[council.Fold(name)] }

func (r *rosterTx) yesterday() council.Date { return r.today.AddDays(-1) }
