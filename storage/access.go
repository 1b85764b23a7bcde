package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// personColumns are those that scanPerson reads, of a person aliased p. The
// position is the title of the newest post held on the day in $1.
const personColumns = `
	p.id, coalesce(p.key, ''), p.surname, p.given, p.patronymic,
	coalesce(p.phone, ''), coalesce(p.email, ''), coalesce(p.channel, ''), p.to_date,
	coalesce((
		SELECT post.title FROM holding JOIN post ON post.id = holding.post_id
		WHERE holding.person_id = p.id AND $1 BETWEEN holding.from_date AND coalesce(holding.to_date, 'infinity')
		ORDER BY post.kind = 'leader' DESC, holding.id DESC LIMIT 1), '')`

func personTargets(p *council.Person) []any {
	return []any{&p.ID, &p.Key, &p.Surname, &p.Given, &p.Patronymic, &p.Phone, &p.Email, &p.Wish, &p.To, &p.Position}
}

// AccessOf tells who the Telegram accounts are on the day and what they may
// do: their own posts, roles and seats and those of the people they substitute.
// An account bound to nobody is missing from the answer.
func (tx *Tx) AccessOf(ctx context.Context, accounts []int64, today council.Date) (map[int64]council.Access, error) {
	batch := &pgx.Batch{}
	queueAccess(batch, accounts, today)
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	return readAccess(results)
}

// AccessOfPerson tells what the person may do on the day, with or without a
// Telegram account. Who is not in the directory that day is not known.
func (tx *Tx) AccessOfPerson(ctx context.Context, id int64, today council.Date) (council.Access, error) {
	batch := &pgx.Batch{}
	batch.Queue(`
		SELECT p.id, false, `+personColumns+`
		FROM person p
		WHERE p.id = ANY($2) AND coalesce(p.to_date, 'infinity') >= $1`, today, []int64{id})
	batch.Queue(ofPeople(accessRoles), today, []int64{id})
	batch.Queue(ofPeople(accessSeats), today, []int64{id})
	results := tx.tx.SendBatch(ctx, batch)
	defer results.Close()
	found, err := readAccess(results)
	a := found[id]
	a.Account = 0
	return a, err
}

// ofPeople asks of people what the statement asks of accounts: each stands for
// an account of their own.
func ofPeople(statement string) string {
	return strings.Replace(statement, "WITH acting AS", `WITH account AS (
		SELECT id AS telegram_id, id AS person_id, NULL::timestamptz AS unbound_at FROM person WHERE id = ANY($2)
	), acting AS`, 1)
}

func queueAccess(batch *pgx.Batch, accounts []int64, today council.Date) {
	batch.Queue(`
		SELECT a.telegram_id, a.blocked_at IS NOT NULL, `+personColumns+`
		FROM account a JOIN person p ON p.id = a.person_id
		WHERE a.telegram_id `+among("$2")+` AND a.unbound_at IS NULL AND coalesce(p.to_date, 'infinity') >= $1`,
		today, accounts)
	batch.Queue(accessRoles, today, accounts)
	batch.Queue(accessSeats, today, accounts)
}

func readAccess(results pgx.BatchResults) (map[int64]council.Access, error) {
	found := map[int64]council.Access{}
	if err := readPeople(results, found); err != nil {
		return nil, fmt.Errorf("find people of accounts: %w", err)
	}
	if err := readRoles(results, found); err != nil {
		return nil, fmt.Errorf("find roles of accounts: %w", err)
	}
	if err := readSeats(results, found); err != nil {
		return nil, fmt.Errorf("find seats of accounts: %w", err)
	}
	return found, nil
}

// accessRoles gives a row for every headed unit, leader's post and granted
// role of an account's person and of those the person stands in for.
const accessRoles = `
	WITH acting AS (
		SELECT telegram_id, person_id AS principal, NULL::bigint AS only_unit
		FROM account WHERE telegram_id = ANY($2) AND unbound_at IS NULL
		UNION ALL
		SELECT a.telegram_id, s.absent_id, s.unit_id
		FROM account a JOIN substitution s ON s.substitute_id = a.person_id
		WHERE a.telegram_id = ANY($2) AND a.unbound_at IS NULL
			AND $1 BETWEEN s.from_date AND coalesce(s.to_date, 'infinity')
	)
	SELECT a.telegram_id,
		CASE post.kind WHEN 'head' THEN 'head' ELSE 'leader' END AS role,
		CASE post.kind WHEN 'leader' THEN post.id ELSE 0 END AS leader,
		coalesce(u.id, 0), coalesce(u.name, ''), coalesce(u.kind, ''), coalesce(u.duty, ''),
		coalesce(u.position, 0) AS place
	FROM acting a
	JOIN holding h ON h.person_id = a.principal AND $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
	JOIN post ON post.id = h.post_id AND post.kind IN ('head', 'leader')
	LEFT JOIN unit u ON u.id = post.unit_id AND $1 BETWEEN u.from_date AND coalesce(u.to_date, 'infinity')
	WHERE (post.kind = 'head' AND u.id IS NOT NULL AND (a.only_unit IS NULL OR a.only_unit = u.id))
		OR (post.kind = 'leader' AND a.only_unit IS NULL)
	UNION ALL
	-- while the post is vacant, its standing deputy still answers for the unit
	SELECT a.telegram_id, 'head', 0, u.id, u.name, u.kind, u.duty, u.position
	FROM acting a
	JOIN unit u ON u.id = a.only_unit AND $1 BETWEEN u.from_date AND coalesce(u.to_date, 'infinity')
	WHERE NOT EXISTS (
		SELECT FROM post JOIN holding h ON h.post_id = post.id
		WHERE post.unit_id = u.id AND post.kind = 'head' AND $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity'))
	UNION ALL
	SELECT a.telegram_id, g.role, coalesce(g.post_id, 0), 0, '', '', '', 0
	FROM acting a
	JOIN role_grant g ON g.person_id = a.principal AND $1 BETWEEN g.from_date AND coalesce(g.to_date, 'infinity')
	WHERE a.only_unit IS NULL
	ORDER BY place, role`

func readPeople(results pgx.BatchResults, found map[int64]council.Access) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	var a council.Access
	_, err = pgx.ForEachRow(rows, append([]any{&a.Account, &a.Blocked}, personTargets(&a.Person)...), func() error {
		found[a.Account] = a
		return nil
	})
	return err
}

func readRoles(results pgx.BatchResults, found map[int64]council.Access) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	var account, leader int64
	var role council.Role
	var unit council.Unit
	var place int
	targets := []any{&account, &role, &leader, &unit.ID, &unit.Name, &unit.Kind, &unit.Duty, &place}
	_, err = pgx.ForEachRow(rows, targets, func() error {
		a, known := found[account]
		if !known {
			return nil
		}
		if !a.Has(role) {
			a.Roles = append(a.Roles, role)
		}
		if role == council.Head && !a.Heads(unit.ID) {
			a.Units = append(a.Units, unit)
		}
		if leader != 0 && !slices.Contains(a.Leaders, leader) {
			a.Leaders = append(a.Leaders, leader)
		}
		found[account] = a
		return nil
	})
	return err
}
