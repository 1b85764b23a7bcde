package main

import (
	"context"
	"fmt"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/jackc/pgx/v5"

	"sereda/council"
	"sereda/handlers"
	"sereda/postgres"
	"sereda/storage"
)

// archive is how many weeks of history there are: five years.
const archive = 260

// hall is a council whose screens are timed: its own database and one member.
type hall struct {
	db      *storage.DB
	app     *handlers.App
	account int64
	now     time.Time
	week    council.Week
}

// screens times the plan's screen and the digest of a week, with and without
// the history, turn by turn.
func (c *benchCommand) screens(ctx context.Context, s *stage) ([]string, error) {
	progress("%d units, %d weeks of history", c.Units, archive)
	empty, full, err := c.halls(ctx, s)
	if err != nil {
		return nil, err
	}
	defer empty.db.Close()
	defer full.db.Close()
	plan, err := compare(ctx, full, empty, (*hall).openPlan)
	if err != nil {
		return nil, err
	}
	progress("opening the plan: %v without history, %v with it", plan[1], plan[0])
	digest, err := compare(ctx, full, empty, (*hall).digest)
	if err != nil {
		return nil, err
	}
	progress("building the digest: %v without history, %v with it", digest[1], digest[0])
	return []string{
		fmt.Sprintf("plan_screen_full_vs_empty %.2f", ratio(plan)),
		fmt.Sprintf("digest_full_vs_empty %.2f", ratio(digest)),
	}, nil
}

func ratio(d [2]time.Duration) float64 { return float64(d[0]) / float64(d[1]) }

// compare takes the medians of both halls, turn by turn, after a few turns
// that do not count.
func compare(ctx context.Context, full, empty *hall, do func(h *hall, ctx context.Context) error) ([2]time.Duration, error) {
	const uncounted, counted = 3, 21
	var took [2][]time.Duration
	for n := range uncounted + counted {
		for i, h := range []*hall{full, empty} {
			began := time.Now()
			if err := do(h, ctx); err != nil {
				return [2]time.Duration{}, err
			}
			if n >= uncounted {
				took[i] = append(took[i], time.Since(began))
			}
		}
	}
	return [2]time.Duration{median(took[0]), median(took[1])}, nil
}

// openPlan is /plan as the bot handles it, but for the sending.
func (h *hall) openPlan(ctx context.Context) error {
	return h.db.InTx(ctx, func(tx *storage.Tx) error {
		access, err := tx.AccessOf(ctx, []int64{h.account}, council.DateOf(h.now))
		if err != nil {
			return err
		}
		chat := models.Chat{ID: h.account, Type: models.ChatTypePrivate}
		outcome, err := h.app.Handle(ctx, tx, handlers.Request{
			Update: &models.Update{ID: 1, Message: &models.Message{ID: 1, Chat: chat, From: &models.User{ID: h.account}, Text: "/plan"}},
			Access: access[h.account], Now: h.now})
		if err == nil && len(outcome.Notices) != 1 {
			return fmt.Errorf("/plan: %d messages", len(outcome.Notices))
		}
		return err
	})
}

// digest builds the digest as the timetable does.
func (h *hall) digest(ctx context.Context) error {
	return h.db.InTx(ctx, func(tx *storage.Tx) error {
		standings, err := tx.Standings(ctx, h.week, council.DateOf(h.now))
		if err != nil {
			return err
		}
		submissions, err := tx.SubmissionsOfWeek(ctx, h.week)
		if err != nil {
			return err
		}
		leaders, err := tx.LeadersOn(ctx, h.week.Monday)
		if err != nil {
			return err
		}
		deadline, _ := h.app.Timetable.DeadlineOf(h.week, nil)
		consolidated := council.Consolidate(h.week, standings, council.Gather(h.week, standings, submissions), deadline, leaders)
		composer := handlers.Composer{Texts: h.app.Texts, Zone: h.app.Zone}
		if len(composer.Digest(consolidated)) == 0 {
			return fmt.Errorf("the digest of week %s is empty", h.week)
		}
		return nil
	})
}

// halls makes both councils: the one without history is the other's template.
func (c *benchCommand) halls(ctx context.Context, s *stage) (empty, full *hall, err error) {
	const bare, aged = "bare", "aged"
	defer func() { s.database = database }()
	s.database = bare
	if err := s.openDatabase(ctx); err != nil {
		return nil, nil, err
	}
	if _, err := s.members(ctx, c.Units); err != nil {
		return nil, nil, err
	}
	s.db.Close()
	week := council.NextWeek(s.clock.Now(), zone())
	if err := s.writePlans(ctx, week, 1); err != nil {
		return nil, nil, err
	}
	if err := postgres.Clone(ctx, s.postgres.DSN("postgres"), bare, aged); err != nil {
		return nil, nil, err
	}
	if empty, err = s.newHall(ctx, week); err != nil {
		return nil, nil, err
	}
	s.database = aged
	if err := s.writePlans(ctx, week.Previous(), archive); err != nil {
		return nil, nil, err
	}
	full, err = s.newHall(ctx, week)
	return empty, full, err
}

func (s *stage) newHall(ctx context.Context, week council.Week) (*hall, error) {
	cfg, err := settings()
	if err != nil {
		return nil, err
	}
	app, err := newApp(cfg)
	if err != nil {
		return nil, err
	}
	db, err := storage.Open(ctx, s.dsn())
	return &hall{db: db, app: app, account: 100_000, now: s.clock.Now().In(zone()), week: week}, err
}

// writePlans has every unit submit three entries for each of so many weeks, the
// last of which is given, and tells Postgres what it holds now.
func (s *stage) writePlans(ctx context.Context, last council.Week, weeks int) error {
	conn, err := pgx.Connect(ctx, s.dsn())
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, `
		WITH planned AS (
			INSERT INTO submission (unit_id, week, version, state, submitted_at)
			SELECT u.id, $1::date - 7 * n, 1, 'submitted', $1::date - 7 * n - interval '6 days'
			FROM generate_series(0, $2::int - 1) AS n, unit u
			ORDER BY n DESC, u.id
			RETURNING id, unit_id, week, submitted_at
		)
		INSERT INTO entry (submission_id, from_date, to_date, kind, start_minute, title, venue, responsible, submitted_at)
		SELECT p.id, p.week + (p.unit_id + k)::int % 5, p.week + (p.unit_id + k)::int % 5, 'timed', 480 + 60 * k,
			'Нарада з питань роботи підрозділу ' || k, 'Зала ' || (p.unit_id + k) % 7, 'Шевченко О.І.', p.submitted_at
		FROM planned p, generate_series(1, 3) AS k`, last.Monday, weeks)
	if err != nil {
		return fmt.Errorf("write %d weeks of plans: %w", weeks, err)
	}
	return s.analyze(ctx)
}
