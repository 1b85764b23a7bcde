package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const unitColumns = `u.id, u.name, u.kind, u.duty, u.from_date, u.to_date`

func unitTargets(u *council.Unit) []any {
	return []any{&u.ID, &u.Name, &u.Kind, &u.Duty, &u.From, &u.To}
}

func scanUnit(row pgx.CollectableRow) (council.Unit, error) {
	var u council.Unit
	return u, row.Scan(unitTargets(&u)...)
}

// UnitByID finds a unit, one that exists no more included.
func (tx *Tx) UnitByID(ctx context.Context, id int64) (council.Unit, error) {
	rows, err := tx.tx.Query(ctx, `SELECT `+unitColumns+` FROM unit u WHERE u.id = $1`, id)
	if err != nil {
		return council.Unit{}, fmt.Errorf("find unit %d: %w", id, err)
	}
	u, err := pgx.CollectExactlyOneRow(rows, scanUnit)
	if err != nil {
		return council.Unit{}, fmt.Errorf("find unit %d: %w", id, kindOf(err))
	}
	return u, nil
}

// UnitsOn finds the units that exist on the day, in the council's order.
func (tx *Tx) UnitsOn(ctx context.Context, day council.Date) ([]council.Unit, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+unitColumns+`
		FROM unit u
		WHERE $1 BETWEEN u.from_date AND coalesce(u.to_date, 'infinity')
		ORDER BY u.position, u.id`, day)
	if err != nil {
		return nil, fmt.Errorf("find units: %w", err)
	}
	units, err := pgx.CollectRows(rows, scanUnit)
	if err != nil {
		return nil, fmt.Errorf("find units: %w", err)
	}
	return units, nil
}

// AddUnit puts a new unit at the end of the council's order and returns its
// id. A name that a living unit bears is a conflict.
func (tx *Tx) AddUnit(ctx context.Context, u council.Unit) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO unit (name, kind, duty, from_date, to_date, position)
		SELECT $1, $2, $3, $4, $5, coalesce(max(position), 0) + 1 FROM unit
		ON CONFLICT DO NOTHING
		RETURNING id`, u.Name, u.Kind, u.Duty, u.From, u.To).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add unit: %w", conflictIfNone(err))
	}
	return id, nil
}

// SetDuty changes whether a unit owes a plan.
func (tx *Tx) SetDuty(ctx context.Context, id int64, duty council.Duty) error {
	return tx.one(ctx, "set duty of unit", id, `UPDATE unit SET duty = $2 WHERE id = $1`, id, duty)
}

// RenameUnit changes a unit's name; one that another living unit bears is a
// conflict.
func (tx *Tx) RenameUnit(ctx context.Context, id int64, name string) error {
	return tx.one(ctx, "rename unit", id, `
		UPDATE unit SET name = $2
		WHERE id = $1 AND NOT EXISTS (
			SELECT FROM unit other WHERE lower(other.name) = lower($2) AND other.to_date IS NULL AND other.id <> $1)`,
		id, name)
}

// EndUnit makes the day the unit's last, and that of its posts with their
// holders and of its standing deputies.
func (tx *Tx) EndUnit(ctx context.Context, id int64, last council.Date) error {
	for _, statement := range []string{
		`UPDATE holding SET to_date = $2 FROM post
		 WHERE post.id = holding.post_id AND post.unit_id = $1 AND coalesce(holding.to_date, 'infinity') > $2`,
		`UPDATE post SET to_date = $2 WHERE unit_id = $1 AND to_date IS NULL`,
		`UPDATE substitution SET to_date = $2 WHERE unit_id = $1 AND coalesce(to_date, 'infinity') > $2`,
	} {
		if _, err := tx.tx.Exec(ctx, statement, id, last); err != nil {
			return fmt.Errorf("end posts of unit %d: %w", id, err)
		}
	}
	return tx.one(ctx, "end unit", id, `UPDATE unit SET to_date = $2 WHERE id = $1`, id, last)
}

// UnitCardOn tells all of a unit on the day.
func (tx *Tx) UnitCardOn(ctx context.Context, id int64, day council.Date) (council.UnitCard, error) {
	var c council.UnitCard
	var err error
	if c.Unit, err = tx.UnitByID(ctx, id); err != nil {
		return c, err
	}
	if err := tx.readHolders(ctx, &c, day); err != nil {
		return c, fmt.Errorf("card of unit %d: %w", id, err)
	}
	if c.Deputies, err = tx.replacements(ctx, `s.unit_id = $2`, day, id); err != nil {
		return c, fmt.Errorf("card of unit %d: %w", id, err)
	}
	if c.Head.ID != 0 {
		c.HeadBinding, err = tx.BindingOf(ctx, c.Head.ID)
	}
	return c, err
}

// readHolders sorts the holders of the unit's posts, those to come included,
// into head, next head and staff.
func (tx *Tx) readHolders(ctx context.Context, c *council.UnitCard, day council.Date) error {
	rows, err := tx.tx.Query(ctx, `
		SELECT post.kind, h.from_date, `+personColumns+`
		FROM post
		JOIN holding h ON h.post_id = post.id AND coalesce(h.to_date, 'infinity') >= $1
		JOIN person p ON p.id = h.person_id
		WHERE post.unit_id = $2 AND h.from_date <= coalesce(h.to_date, 'infinity')
		ORDER BY h.from_date DESC, h.id`, day, c.Unit.ID)
	if err != nil {
		return err
	}
	var kind council.PostKind
	var from council.Date
	var p council.Person
	_, err = pgx.ForEachRow(rows, append([]any{&kind, &from}, personTargets(&p)...), func() error {
		switch coming := from.After(day); {
		case kind == council.HeadPost && coming:
			c.Next, c.NextFrom = p, from
		case kind == council.HeadPost:
			c.Head = p
		case !coming:
			c.Staff = append(c.Staff, p)
		}
		return nil
	})
	sortPeople(c.Staff)
	return err
}

// one runs a statement that must change exactly one row; none is a conflict.
func (tx *Tx) one(ctx context.Context, operation string, id int64, statement string, args ...any) error {
	tag, err := tx.tx.Exec(ctx, statement, args...)
	if err != nil {
		return fmt.Errorf("%s %d: %w", operation, id, kindOf(err))
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("%s %d: %w", operation, id, council.ErrConflict)
	}
	return nil
}
