package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

func (tx *Tx) postsOf(ctx context.Context, personID int64, day council.Date) ([]council.Post, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT post.id, post.kind, post.title, coalesce(u.id, 0), coalesce(u.name, ''), coalesce(u.kind, ''), coalesce(u.duty, '')
		FROM holding h
		JOIN post ON post.id = h.post_id
		LEFT JOIN unit u ON u.id = post.unit_id
		WHERE h.person_id = $1 AND $2 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
		ORDER BY post.kind = 'leader' DESC, post.kind = 'head' DESC, h.id`, personID, day)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Post, error) {
		var p council.Post
		return p, row.Scan(&p.ID, &p.Kind, &p.Title, &p.Unit.ID, &p.Unit.Name, &p.Unit.Kind, &p.Unit.Duty)
	})
}

func (tx *Tx) grantsOf(ctx context.Context, personID int64, day council.Date) ([]council.Grant, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT g.role, coalesce(g.post_id, 0), coalesce(post.title, '')
		FROM role_grant g LEFT JOIN post ON post.id = g.post_id
		WHERE g.person_id = $1 AND $2 BETWEEN g.from_date AND coalesce(g.to_date, 'infinity')
		ORDER BY g.role, g.id`, personID, day)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Grant, error) {
		var g council.Grant
		return g, row.Scan(&g.Role, &g.PostID, &g.Title)
	})
}

// AddPost makes a post in the unit with a first holder from the day on.
func (tx *Tx) AddPost(ctx context.Context, p council.Post, personID int64, from council.Date) error {
	_, err := tx.tx.Exec(ctx, `
		WITH added AS (
			INSERT INTO post (unit_id, kind, title, position, from_date)
			SELECT nullif($1::bigint, 0), $2, $3, coalesce(max(position), 0) + 1, $4 FROM post
			RETURNING id
		)
		INSERT INTO holding (post_id, person_id, from_date) SELECT id, $5, $4 FROM added`,
		p.Unit.ID, p.Kind, p.Title, from, personID)
	if err != nil {
		return fmt.Errorf("add post of person %d: %w", personID, kindOf(err))
	}
	return nil
}

// RetitlePost changes a post's title.
func (tx *Tx) RetitlePost(ctx context.Context, id int64, title string) error {
	return tx.one(ctx, "retitle post", id, `UPDATE post SET title = $2 WHERE id = $1`, id, title)
}

// AppointHead makes the person the unit's head from the day on. The former
// head's days end the day before; the new head's other post in the unit does
// too; standing deputies of the unit deputise for the new head. title names
// the post of a unit that never had a head.
func (tx *Tx) AppointHead(ctx context.Context, unitID, personID int64, title string, from council.Date) error {
	post, err := tx.headPost(ctx, unitID, title, from)
	if err != nil {
		return fmt.Errorf("appoint head of unit %d: %w", unitID, err)
	}
	before := from.AddDays(-1)
	batch := &pgx.Batch{}
	batch.Queue(`
		DELETE FROM holding WHERE post_id = $1 AND from_date >= $2`, post, from)
	batch.Queue(`
		UPDATE holding SET to_date = $2 WHERE post_id = $1 AND coalesce(to_date, 'infinity') > $2`, post, before)
	batch.Queue(`
		UPDATE holding SET to_date = $3 FROM post
		WHERE post.id = holding.post_id AND post.unit_id = $1 AND post.kind = 'staff'
			AND holding.person_id = $2 AND coalesce(holding.to_date, 'infinity') > $3`, unitID, personID, before)
	batch.Queue(`INSERT INTO holding (post_id, person_id, from_date) VALUES ($1, $2, $3)`, post, personID, from)
	batch.Queue(`
		WITH moved AS (
			UPDATE substitution SET to_date = $3
			WHERE unit_id = $1 AND to_date IS NULL AND absent_id <> $2
			RETURNING substitute_id
		)
		INSERT INTO substitution (absent_id, substitute_id, unit_id, from_date)
		SELECT DISTINCT $2::bigint, substitute_id, $1::bigint, $3::date + 1 FROM moved WHERE substitute_id <> $2`,
		unitID, personID, before)
	if err := tx.tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("appoint head of unit %d: %w", unitID, kindOf(err))
	}
	return nil
}

func (tx *Tx) headPost(ctx context.Context, unitID int64, title string, from council.Date) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		SELECT id FROM post WHERE unit_id = $1 AND kind = 'head' AND to_date IS NULL
		FOR UPDATE`, unitID).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	err = tx.tx.QueryRow(ctx, `
		INSERT INTO post (unit_id, kind, title, from_date) VALUES ($1, 'head', $2, $3)
		RETURNING id`, unitID, title, from).Scan(&id)
	return id, kindOf(err)
}

// GrantRole gives the person the role from the day on; what is held already
// stays. postID is the leader whom an assistant serves.
func (tx *Tx) GrantRole(ctx context.Context, personID int64, role council.Role, postID int64, from council.Date) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO role_grant (person_id, role, post_id, from_date)
		SELECT $1, $2, nullif($3::bigint, 0), $4
		WHERE NOT EXISTS (
			SELECT FROM role_grant
			WHERE person_id = $1 AND role = $2 AND post_id IS NOT DISTINCT FROM nullif($3::bigint, 0)
				AND coalesce(to_date, 'infinity') >= $4)`, personID, role, postID, from)
	if err != nil {
		return fmt.Errorf("grant %s to person %d: %w", role, personID, err)
	}
	return nil
}

// RevokeRole makes the day the last on which the person holds the role.
func (tx *Tx) RevokeRole(ctx context.Context, personID int64, role council.Role, postID int64, last council.Date) error {
	_, err := tx.tx.Exec(ctx, `
		UPDATE role_grant SET to_date = $4
		WHERE person_id = $1 AND role = $2 AND post_id IS NOT DISTINCT FROM nullif($3::bigint, 0)
			AND coalesce(to_date, 'infinity') > $4`, personID, role, postID, last)
	if err != nil {
		return fmt.Errorf("revoke %s of person %d: %w", role, personID, err)
	}
	return nil
}
