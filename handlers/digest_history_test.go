package handlers_test

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"sereda/council"
	"sereda/handlers"
	"sereda/locales"
	"sereda/storage"
	"sereda/testkit"
)

// BenchmarkDigest builds the digest of one week of 1,000 units with 5 entries
// each, without and with the weeks before it. Years of history must not make it
// twice as slow.
func BenchmarkDigest(b *testing.B) {
	for _, weeks := range []int{0, 260} {
		b.Run(fmt.Sprintf("%d weeks before", weeks), func(b *testing.B) {
			dsn := testkit.DSN(b)
			fillWeeks(b, dsn, weeks)
			db, err := storage.Open(b.Context(), dsn)
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			texts, err := locales.Load()
			if err != nil {
				b.Fatal(err)
			}
			c := handlers.Composer{Texts: texts, Zone: kyiv}
			for b.Loop() {
				if got := len(c.Digest(readWeek(b, db))); got < 50 {
					b.Fatalf("%d messages", got)
				}
			}
		})
	}
}

func readWeek(b *testing.B, db *storage.DB) council.Consolidated {
	var w council.Consolidated
	err := db.InTx(b.Context(), func(tx *storage.Tx) error {
		standings, err := tx.Standings(b.Context(), planned, planned.Monday)
		if err != nil {
			return err
		}
		submissions, err := tx.SubmissionsOfWeek(b.Context(), planned)
		if err != nil {
			return err
		}
		leaders, err := tx.LeadersOn(b.Context(), planned.Monday)
		w = council.Consolidate(planned, standings, council.Gather(planned, standings, submissions), at("ср 12:00"), leaders)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return w
}

// fillWeeks writes the planned week and as many before it.
func fillWeeks(b *testing.B, dsn string, before int) {
	b.Helper()
	pool, err := pgxpool.New(b.Context(), dsn)
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Close()
	for _, statement := range []string{
		`INSERT INTO unit (name, kind, duty, from_date, position)
		 SELECT 'Підрозділ ' || n, 'executive', 'must', '2020-01-01', n FROM generate_series(1, 1000) n`,
		`INSERT INTO person (surname) SELECT name FROM unit`,
		`INSERT INTO account (telegram_id, person_id, bound_at) SELECT 7000000 + id, id, now() FROM person`,
		`INSERT INTO post (unit_id, kind, title, from_date) SELECT id, 'head', 'керівник', '2020-01-01' FROM unit`,
		`INSERT INTO holding (post_id, person_id, from_date)
		 SELECT post.id, p.id, '2020-01-01' FROM post JOIN unit u ON u.id = post.unit_id JOIN person p ON p.surname = u.name`,
		fmt.Sprintf(`INSERT INTO submission (unit_id, week, version, state, submitted_at)
		 SELECT u.id, date '%s' - 7 * w, v, CASE v WHEN 2 THEN 'submitted' ELSE 'superseded' END, now()
		 FROM generate_series(%d, 0, -1) w, generate_series(1, 2) v, unit u`, planned, before),
		`INSERT INTO entry (submission_id, from_date, to_date, kind, start_minute, title, venue, responsible, submitted_at)
		 SELECT s.id, s.week + n, s.week + n, 'timed', 540 + 30 * n, 'Засідання комісії ' || n, 'зала ' || s.unit_id, 'Коваль О.П.', now()
		 FROM submission s, generate_series(0, 4) n ORDER BY s.id`,
		`ANALYZE`,
	} {
		if _, err := pool.Exec(b.Context(), statement); err != nil {
			b.Fatal(err)
		}
	}
}
