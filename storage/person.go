package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

func scanPerson(row pgx.CollectableRow) (council.Person, error) {
	var p council.Person
	return p, row.Scan(personTargets(&p)...)
}

// sortPeople orders by the Ukrainian alphabet, which no database need know.
func sortPeople(people []council.Person) {
	slices.SortStableFunc(people, func(a, b council.Person) int {
		return council.CompareNames(a.Full(), b.Full())
	})
}

// PeopleOn finds who is in service on the day, by name.
func (tx *Tx) PeopleOn(ctx context.Context, day council.Date) ([]council.Person, error) {
	return tx.people(ctx, "true", day)
}

// PeopleWithoutAccount finds who in service on the day cannot be written to in
// Telegram: nothing is bound, or the bot is blocked. By name.
func (tx *Tx) PeopleWithoutAccount(ctx context.Context, day council.Date) ([]council.Person, error) {
	return tx.people(ctx, `NOT EXISTS (
		SELECT FROM account a WHERE a.person_id = p.id AND a.unbound_at IS NULL AND a.blocked_at IS NULL)`, day)
}

// people reads those in service on $1 for whom the condition, one of ours,
// holds; more are its arguments from $2 on.
func (tx *Tx) people(ctx context.Context, condition string, day council.Date, more ...any) ([]council.Person, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+personColumns+`
		FROM person p
		WHERE coalesce(p.to_date, 'infinity') >= $1 AND `+condition, append([]any{day}, more...)...)
	if err != nil {
		return nil, fmt.Errorf("find people: %w", err)
	}
	people, err := pgx.CollectRows(rows, scanPerson)
	if err != nil {
		return nil, fmt.Errorf("find people: %w", err)
	}
	sortPeople(people)
	return people, nil
}

// PersonByID finds a person with the post held on the day; one who has left
// is found too.
func (tx *Tx) PersonByID(ctx context.Context, id int64, day council.Date) (council.Person, error) {
	rows, err := tx.tx.Query(ctx, `SELECT `+personColumns+` FROM person p WHERE p.id = $2`, day, id)
	if err != nil {
		return council.Person{}, fmt.Errorf("find person %d: %w", id, err)
	}
	p, err := pgx.CollectExactlyOneRow(rows, scanPerson)
	if err != nil {
		return council.Person{}, fmt.Errorf("find person %d: %w", id, kindOf(err))
	}
	return p, nil
}

// PersonCardOn tells all of a person on the day.
func (tx *Tx) PersonCardOn(ctx context.Context, id int64, day council.Date) (council.PersonCard, error) {
	var c council.PersonCard
	var err error
	if c.Person, err = tx.PersonByID(ctx, id, day); err != nil {
		return c, err
	}
	if c.Binding, err = tx.BindingOf(ctx, id); err != nil {
		return c, err
	}
	if c.Posts, err = tx.postsOf(ctx, id, day); err != nil {
		return c, fmt.Errorf("card of person %d: %w", id, err)
	}
	if c.Grants, err = tx.grantsOf(ctx, id, day); err != nil {
		return c, fmt.Errorf("card of person %d: %w", id, err)
	}
	if c.Replacements, err = tx.replacements(ctx, `$2 IN (s.absent_id, s.substitute_id)`, day, id); err != nil {
		return c, fmt.Errorf("card of person %d: %w", id, err)
	}
	return c, nil
}

// AddPerson puts a person into the directory and returns the id. A phone that
// somebody in service has is a conflict.
func (tx *Tx) AddPerson(ctx context.Context, p council.Person) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO person (key, surname, given, patronymic, phone, email)
		VALUES (nullif($1, ''), $2, $3, $4, nullif($5, ''), nullif($6, ''))
		ON CONFLICT DO NOTHING
		RETURNING id`, p.Key, p.Surname, p.Given, p.Patronymic, p.Phone, p.Email).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add person: %w", conflictIfNone(err))
	}
	return id, nil
}

// UpdatePerson changes name, phone and e-mail. A phone that somebody else in
// service has is a conflict.
func (tx *Tx) UpdatePerson(ctx context.Context, p council.Person) error {
	return tx.one(ctx, "update person", p.ID, `
		UPDATE person SET surname = $2, given = $3, patronymic = $4, phone = nullif($5, ''), email = nullif($6, '')
		WHERE id = $1 AND NOT EXISTS (
			SELECT FROM person other WHERE other.phone = $5 AND other.to_date IS NULL AND other.id <> $1)`,
		p.ID, p.Surname, p.Given, p.Patronymic, p.Phone, p.Email)
}

// SetWish keeps how the person wants what is distributed.
func (tx *Tx) SetWish(ctx context.Context, id int64, w council.Wish) error {
	return tx.one(ctx, "set channel of person", id, `UPDATE person SET channel = nullif($2, '') WHERE id = $1`, id, string(w))
}

// EndPerson makes the day the person's last in service, and so of the posts,
// roles, seats and substitutions; standing deputies of a headed unit stay with the
// unit for the next head. Waiting invitations are revoked. When the day is
// past on today, the account is taken away at once.
func (tx *Tx) EndPerson(ctx context.Context, id int64, last, today council.Date, at time.Time) error {
	for _, table := range []string{"holding", "role_grant", "seat"} {
		_, err := tx.tx.Exec(ctx, `
			UPDATE `+table+` SET to_date = $2
			WHERE person_id = $1 AND coalesce(to_date, 'infinity') > $2`, id, last)
		if err != nil {
			return fmt.Errorf("end person %d: %w", id, err)
		}
	}
	_, err := tx.tx.Exec(ctx, `
		UPDATE substitution SET to_date = $2
		WHERE coalesce(to_date, 'infinity') > $2
			AND (substitute_id = $1 OR absent_id = $1 AND (unit_id IS NULL OR to_date IS NOT NULL))`, id, last)
	if err != nil {
		return fmt.Errorf("end substitutions of person %d: %w", id, err)
	}
	if err := tx.RevokeInvitations(ctx, id, at); err != nil {
		return err
	}
	if last.Before(today) {
		if _, err := tx.Unbind(ctx, id, at); err != nil {
			return err
		}
	}
	return tx.one(ctx, "end person", id, `UPDATE person SET to_date = $2 WHERE id = $1`, id, last)
}
