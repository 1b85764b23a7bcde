package storage

import (
	"slices"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// accessSeats gives a row for every seat of an account's person, ex officio
// included, and for those the person stands in for: the chair's and the
// secretaries', whose work goes on, and places ex officio where the body takes
// deputies, in which the stand-in then sits as its holder ([seatHolders]). Any
// other seat is personal. It goes from the people to the seats: it is asked
// with every update.
const accessSeats = `
	WITH acting AS (
		SELECT telegram_id, person_id, person_id AS principal, NULL::bigint AS only_unit, false AS dated
		FROM account WHERE telegram_id = ANY($2) AND unbound_at IS NULL
		UNION ALL
		SELECT a.telegram_id, a.person_id, s.absent_id, s.unit_id, s.to_date IS NOT NULL
		FROM account a JOIN substitution s ON s.substitute_id = a.person_id
		WHERE a.telegram_id = ANY($2) AND a.unbound_at IS NULL
			AND $1 BETWEEN s.from_date AND coalesce(s.to_date, 'infinity')
	), place AS (
		SELECT a.*, s.id, NULL::bigint AS unit_id, '' AS title
		FROM acting a JOIN seat s ON s.person_id = a.principal
		UNION ALL
		SELECT a.*, s.id, post.unit_id, post.title
		FROM acting a
		JOIN holding h ON h.person_id = a.principal AND $1 BETWEEN h.from_date AND coalesce(h.to_date, 'infinity')
		JOIN seat s ON s.post_id = h.post_id
		JOIN post ON post.id = s.post_id
	)
	SELECT p.telegram_id, s.id, s.body_id, s.kind, coalesce(s.post_id, 0), p.title, s.votes, s.from_date, s.to_date,
		CASE WHEN s.post_id IS NOT NULL AND b.deputies_may AND p.dated THEN p.person_id ELSE p.principal END
	FROM place p
	JOIN seat s ON s.id = p.id AND $1 BETWEEN s.from_date AND coalesce(s.to_date, 'infinity')
	JOIN body b ON b.id = s.body_id AND $1 BETWEEN b.from_date AND coalesce(b.to_date, 'infinity')
	WHERE p.principal = p.person_id
		OR p.only_unit IS NULL AND s.kind IN ('chair', 'secretary', 'deputy_secretary')
		OR s.post_id IS NOT NULL AND b.deputies_may AND p.dated AND (p.only_unit IS NULL OR p.only_unit = p.unit_id)
	ORDER BY s.id`

func readSeats(results pgx.BatchResults, found map[int64]council.Access) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	var account int64
	var seat council.Seat
	_, err = pgx.ForEachRow(rows, append([]any{&account}, seatTargets(&seat)...), func() error {
		a, known := found[account]
		if known && !slices.Contains(a.Seats, seat) {
			a.Seats = append(a.Seats, seat)
			found[account] = a
		}
		return nil
	})
	return err
}
