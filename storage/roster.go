package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// CurrentRoster reads the directory of the day as rows of a spreadsheet, in
// the council's order: a row for each person in each unit; a unit with nobody
// in it and a person in no unit have one too. An account that was taken away
// from a person still stands in the row, so that repeating an import does not
// give a lost phone back.
func (tx *Tx) CurrentRoster(ctx context.Context, today council.Date) ([]council.RosterRow, error) {
	rows, err := tx.tx.Query(ctx, currentRoster, today)
	if err != nil {
		return nil, fmt.Errorf("read roster: %w", err)
	}
	roster, err := pgx.CollectRows(rows, scanRosterRow)
	if err != nil {
		return nil, fmt.Errorf("read roster: %w", err)
	}
	roster = joinDeputies(roster)
	if err := tx.addRosterGrants(ctx, roster, today); err != nil {
		return nil, fmt.Errorf("read roster: %w", err)
	}
	return roster, nil
}

// currentRoster gives a row for each post held and each unit deputised for,
// then the people and the units that have none. $1 is the day.
const currentRoster = `
	WITH living AS (
		SELECT id, name, kind, duty, position FROM unit WHERE $1 BETWEEN from_date AND coalesce(to_date, 'infinity')
	), serving AS (
		SELECT p.*, coalesce(p.key, '#' || p.id) AS roster_key, coalesce(
			(SELECT telegram_id FROM account WHERE person_id = p.id ORDER BY unbound_at DESC NULLS FIRST LIMIT 1), 0) AS telegram
		FROM person p WHERE coalesce(p.to_date, 'infinity') >= $1
	), places AS (
		SELECT h.person_id, post.unit_id, post.title, post.kind, post.position AS place, h.id AS held
		FROM holding h JOIN post ON post.id = h.post_id
		WHERE $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
		UNION ALL
		SELECT s.substitute_id, s.unit_id, '', 'deputy', 2147483647, s.id
		FROM substitution s
		WHERE s.unit_id IS NOT NULL AND s.to_date IS NULL
	)
	SELECT coalesce(s.roster_key, ''), coalesce(u.name, ''), coalesce(u.kind, ''), coalesce(u.duty, ''),
		coalesce(s.surname, ''), coalesce(s.given, ''), coalesce(s.patronymic, ''), coalesce(w.title, ''), coalesce(w.kind, ''),
		coalesce(s.phone, ''), coalesce(s.email, ''), coalesce(s.telegram, 0)
	FROM serving s
	LEFT JOIN places w ON w.person_id = s.id AND (w.unit_id IS NULL OR w.unit_id IN (SELECT id FROM living))
	FULL JOIN living u ON u.id = w.unit_id
	ORDER BY u.position NULLS LAST, u.id, w.place, w.held, s.id`

func scanRosterRow(row pgx.CollectableRow) (council.RosterRow, error) {
	var r council.RosterRow
	var place string
	err := row.Scan(&r.Key, &r.Unit, &r.Kind, &r.Duty, &r.Surname, &r.Given, &r.Patronymic, &r.Position, &place,
		&r.Phone, &r.Email, &r.Telegram)
	switch place {
	case "head":
		r.Roles = []council.RosterRole{{Role: council.Head}}
	case "leader":
		r.Roles = []council.RosterRole{{Role: council.LeaderRole}}
	case "deputy":
		r.Roles = []council.RosterRole{{Role: council.DeputyRole}}
	}
	return r, err
}

// joinDeputies writes the role of a unit's deputy into the row of the person's
// post there; who holds none there keeps a row for it.
func joinDeputies(rows []council.RosterRow) []council.RosterRow {
	type place struct{ key, unit string }
	seen := make(map[place]int, len(rows))
	var joined []council.RosterRow
	for _, r := range rows {
		at := place{r.Key, r.Unit}
		i, known := seen[at]
		if known && len(r.Roles) == 1 && r.Roles[0].Role == council.DeputyRole {
			if !slices.Contains(joined[i].Roles, r.Roles[0]) {
				joined[i].Roles = append(joined[i].Roles, r.Roles[0])
			}
			continue
		}
		seen[at] = len(joined)
		joined = append(joined, r)
	}
	return joined
}

// addRosterGrants writes the granted roles into each person's first row.
func (tx *Tx) addRosterGrants(ctx context.Context, roster []council.RosterRow, today council.Date) error {
	rows, err := tx.tx.Query(ctx, `
		SELECT coalesce(p.key, '#' || p.id), g.role, coalesce(post.title, '')
		FROM role_grant g
		JOIN person p ON p.id = g.person_id
		LEFT JOIN post ON post.id = g.post_id
		WHERE $1 BETWEEN g.from_date AND coalesce(g.to_date, 'infinity')
		ORDER BY g.id`, today)
	if err != nil {
		return err
	}
	first := make(map[string]int, len(roster))
	for i := len(roster) - 1; i >= 0; i-- {
		first[roster[i].Key] = i
	}
	var key string
	var role council.RosterRole
	_, err = pgx.ForEachRow(rows, []any{&key, &role.Role, &role.Scope}, func() error {
		if i, known := first[key]; known {
			roster[i].Roles = append(roster[i].Roles, role)
		}
		return nil
	})
	return err
}
