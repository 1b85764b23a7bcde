package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// replacements reads the substitutions in force on $1 or to come for which the
// condition, one of ours about $2, holds.
func (tx *Tx) replacements(ctx context.Context, condition string, day council.Date, id int64) ([]council.Replacement, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT s.id, s.absent_id, s.substitute_id, s.from_date, s.to_date, coalesce(s.unit_id, 0), coalesce(u.name, ''),
			a.surname, a.given, a.patronymic, b.surname, b.given, b.patronymic
		FROM substitution s
		JOIN person a ON a.id = s.absent_id
		JOIN person b ON b.id = s.substitute_id
		LEFT JOIN unit u ON u.id = s.unit_id
		WHERE coalesce(s.to_date, 'infinity') >= greatest($1::date, s.from_date) AND `+condition+`
		ORDER BY s.to_date NULLS FIRST, s.from_date, s.id`, day, id)
	if err != nil {
		return nil, fmt.Errorf("find substitutions: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Replacement, error) {
		var r council.Replacement
		var absent, substitute council.Person
		err := row.Scan(&r.ID, &r.AbsentID, &r.SubstituteID, &r.From, &r.To, &r.UnitID, &r.Unit,
			&absent.Surname, &absent.Given, &absent.Patronymic,
			&substitute.Surname, &substitute.Given, &substitute.Patronymic)
		r.Absent, r.Substitute = absent.Short(), substitute.Short()
		return r, err
	})
	if err != nil {
		return nil, fmt.Errorf("find substitutions: %w", err)
	}
	return found, nil
}

// AddSubstitution puts one person in another's place; the same one twice is
// one. It tells whether it is new.
func (tx *Tx) AddSubstitution(ctx context.Context, r council.Replacement) (bool, error) {
	tag, err := tx.tx.Exec(ctx, `
		INSERT INTO substitution (absent_id, substitute_id, unit_id, from_date, to_date)
		SELECT $1, $2, nullif($3::bigint, 0), $4, $5
		WHERE NOT EXISTS (
			SELECT FROM substitution
			WHERE absent_id = $1 AND substitute_id = $2 AND unit_id IS NOT DISTINCT FROM nullif($3::bigint, 0)
				AND to_date IS NOT DISTINCT FROM $5::date AND ($5::date IS NULL OR from_date = $4))`,
		r.AbsentID, r.SubstituteID, r.UnitID, r.From, r.To)
	if err != nil {
		return false, fmt.Errorf("add substitution for person %d: %w", r.AbsentID, err)
	}
	return tag.RowsAffected() == 1, nil
}

// EndSubstitution makes the day its last; one that has ended already stays as
// it is.
func (tx *Tx) EndSubstitution(ctx context.Context, id int64, last council.Date) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE substitution SET to_date = $2 WHERE id = $1 AND coalesce(to_date, 'infinity') > $2`, id, last)
	if err != nil {
		return fmt.Errorf("end substitution %d: %w", id, err)
	}
	return nil
}

// StandInsFor finds who these days substitutes any of the people in all of
// their posts; standing deputies are spared. In the order of their ids.
func (tx *Tx) StandInsFor(ctx context.Context, people []int64, day council.Date) ([]int64, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT DISTINCT s.substitute_id
		FROM substitution s JOIN person p ON p.id = s.substitute_id AND coalesce(p.to_date, 'infinity') >= $2
		WHERE s.absent_id = ANY($1) AND s.unit_id IS NULL AND $2 BETWEEN s.from_date AND s.to_date
		ORDER BY 1`, people, day)
	if err != nil {
		return nil, fmt.Errorf("find who stands in: %w", err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("find who stands in: %w", err)
	}
	return found, nil
}
