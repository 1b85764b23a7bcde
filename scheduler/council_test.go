package scheduler_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
	"sereda/testkit"
)

// town is a small council on a database of its own: two units that must submit,
// one that submits if need be, a secretary and an organiser.
type town struct {
	*testing.T
	pool     *pgxpool.Pool
	db       *storage.DB
	runner   *scheduler.WeekRunner[*storage.Tx]
	composer *composer
	seen     int
	known    []string
	// kinds begin the keys of the notices that count as written; empty is all.
	kinds string
}

func openCouncil(t *testing.T) *town {
	t.Helper()
	dsn := testkit.DSN(t)
	db, err := storage.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	pool, err := pgxpool.New(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close(); db.Close() })
	c := &town{T: t, pool: pool, db: db, composer: &composer{parts: 1}}
	c.runner = &scheduler.WeekRunner[*storage.Tx]{
		Means: c.means(), Timetable: timetable(t, "0 12 * * 3"), Composer: c.composer, Papers: papers{}, Quiet: quiet,
	}
	c.exec(`
		INSERT INTO unit (name, kind, duty, from_date, position)
		VALUES ('освіта', 'executive', 'must', '2026-01-01', 1), ('спорт', 'executive', 'must', '2026-01-01', 2),
			('культура', 'enterprise', 'if_need', '2026-01-01', 3), ('керівництво', 'leadership', 'none', '2026-01-01', 4)`)
	c.exec(`INSERT INTO person (surname) SELECT name FROM unit ORDER BY position`)
	c.exec(`INSERT INTO person (surname) VALUES ('секретар'), ('організатор')`)
	c.exec(`INSERT INTO post (unit_id, kind, title, from_date) SELECT id, 'head', 'керівник', '2026-01-01' FROM unit`)
	c.exec(`
		INSERT INTO holding (post_id, person_id, from_date)
		SELECT post.id, p.id, '2026-01-01' FROM post JOIN unit u ON u.id = post.unit_id JOIN person p ON p.surname = u.name`)
	c.exec(`
		INSERT INTO role_grant (person_id, role, from_date)
		SELECT id, CASE surname WHEN 'секретар' THEN 'secretary' ELSE 'organiser' END, '2026-01-01'::date
		FROM person WHERE surname IN ('секретар', 'організатор')`)
	c.exec(`INSERT INTO account (telegram_id, person_id, bound_at) SELECT 7000000 + id, id, now() FROM person`)
	return c
}

// means are what all runners of the town work with.
func (c *town) means() scheduler.Means[*storage.Tx] {
	return scheduler.Means[*storage.Tx]{Store: c.db, Log: testkit.Log(c.T)}
}

// quiet are the hours in which nobody in the tests is disturbed.
var quiet = council.QuietHours{From: 20 * 60, To: 7 * 60}

func timetable(t *testing.T, deadline string) council.Timetable {
	t.Helper()
	return council.Timetable{
		Zone: localZone(t), Deadline: schedule(t, deadline), Digest: schedule(t, "0 15 * * 4"), Grace: 2 * time.Hour,
		Reminders: []council.Reminder{
			{Kind: council.Ask, Offset: -45 * time.Hour},
			{Kind: council.Remind, Offset: -21 * time.Hour},
			{Kind: council.Remind, Offset: -3 * time.Hour},
			{Kind: council.Missing},
			{Kind: council.Chase, Offset: 21 * time.Hour},
		},
	}
}

func localZone(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func schedule(t *testing.T, line string) council.Schedule {
	t.Helper()
	s, err := scheduler.ParseSchedule(line, localZone(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// at is "ср 12:00" of the week of 23 November 2026.
func (c *town) at(when string) time.Time {
	c.Helper()
	day, clock, _ := strings.Cut(when, " ")
	hour, err := council.ParseTimeOfDay(clock)
	n := slices.Index([]string{"пн", "вт", "ср", "чт", "пт", "сб", "нд"}, day)
	if err != nil || n < 0 {
		c.Fatalf("no moment %q", when)
	}
	return council.NewDate(2026, 11, 23+n).At(hour, localZone(c.T))
}

func (c *town) exec(sql string, args ...any) {
	c.Helper()
	if _, err := c.pool.Exec(c.Context(), sql, args...); err != nil {
		c.Fatal(err)
	}
}

func (c *town) column(sql string, args ...any) []string {
	c.Helper()
	rows, err := c.pool.Query(c.Context(), sql, args...)
	if err != nil {
		c.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		c.Fatal(err)
	}
	return found
}

func (c *town) do(work func(ctx context.Context, tx *storage.Tx) error) {
	c.Helper()
	if err := c.db.InTx(c.Context(), func(tx *storage.Tx) error { return work(c.Context(), tx) }); err != nil {
		c.Fatal(err)
	}
}

func (c *town) submit(unit, when string) {
	c.Helper()
	c.exec(`
		INSERT INTO submission (unit_id, week, version, state, submitted_at)
		SELECT id, '2026-11-30', 1, 'submitted', $2 FROM unit WHERE name = $1`, unit, c.at(when))
}

func (c *town) move(to string) {
	c.Helper()
	c.do(func(ctx context.Context, tx *storage.Tx) error {
		return tx.MoveDeadline(ctx, council.Week{Monday: council.NewDate(2026, 11, 30)}, c.at(to))
	})
}

// occurrences are all that is recorded, by kind.
func (c *town) occurrences() []string {
	c.Helper()
	return c.column(`SELECT kind || ' ' || outcome FROM occurrence ORDER BY kind, outcome, at`)
}

// notices are those since the last look: for each kind who was written to.
func (c *town) notices() []string {
	c.Helper()
	return c.column(`
		SELECT kind || ' ' || string_agg(who, ', ' ORDER BY first) FROM (
			SELECT split_part(o.key, ':', 1) AS kind, min(o.id) AS first,
				p.surname || CASE WHEN count(*) > 1 THEN ' ' || count(*) || ' times' ELSE '' END AS who
			FROM outbox o JOIN person p ON p.id = o.person_id WHERE o.id > $1 GROUP BY 1, p.surname) n
		GROUP BY kind ORDER BY kind`, c.seen)
}

// change is what a look is to add.
type change struct{ occurrence, notice string }

func did(kind, notice string) change { return change{kind + " done", notice} }
func dropped(kind string) change     { return change{kind + " dropped", ""} }

var nothing = change{}

// look runs the timetable and compares what came of it.
func (c *town) look(when string, wanted ...change) {
	c.Helper()
	if _, err := c.runner.RunOnce(c.Context(), c.at(when)); err != nil {
		c.Fatalf("at %s: %v", when, err)
	}
	want, notices := slices.Clone(c.known), []string{}
	for _, w := range wanted {
		if w.occurrence != "" {
			want = append(want, w.occurrence)
		}
		if w.notice != "" {
			notices = append(notices, w.notice)
		}
	}
	slices.Sort(want)
	slices.Sort(notices)
	got := c.occurrences()
	slices.Sort(got)
	if diff := cmp.Diff(want, got, sameEmpty); diff != "" {
		c.Errorf("at %s occurrences: %s", when, diff)
	}
	if diff := cmp.Diff(notices, c.notices(), sameEmpty); diff != "" {
		c.Errorf("at %s notices: %s", when, diff)
	}
	c.remember()
}

// writes runs a timetable at the instant and compares what is written to whom
// then: "invitation: аля, боря".
func (c *town) writes(run func(context.Context, time.Time) (scheduler.Result, error), at time.Time, want ...string) {
	c.Helper()
	if _, err := run(c.Context(), at); err != nil {
		c.Fatalf("at %s: %v", at, err)
	}
	if diff := cmp.Diff(want, c.written(), sameEmpty); diff != "" {
		c.Errorf("at %s: %s", at, diff)
	}
	c.remember()
}

// crowd runs the timetable four times at once, as replicas do.
func (c *town) crowd(run func(context.Context, time.Time) (scheduler.Result, error), at time.Time) (done int) {
	c.Helper()
	results := make([]scheduler.Result, 4)
	var wait sync.WaitGroup
	for i := range results {
		wait.Go(func() {
			var err error
			if results[i], err = run(c.Context(), at); err != nil {
				c.Error(err)
			}
		})
	}
	wait.Wait()
	for _, r := range results {
		done += r.Done
	}
	return done
}

// written are the notices since the last look, each text with whom it went to. A
// star marks what goes through quiet hours.
func (c *town) written() []string {
	c.Helper()
	return c.column(`
		SELECT said || ': ' || string_agg(surname, ', ' ORDER BY id) FROM (
			SELECT o.id, o.message->>'html' || CASE WHEN o.class = 1 THEN '*' ELSE '' END AS said, p.surname
			FROM outbox o JOIN person p ON p.id = o.person_id WHERE o.id > $1 AND o.key LIKE $2 || '%') n
		GROUP BY said ORDER BY min(id)`, c.seen, c.kinds)
}

// remember makes what is there the known state for the next look.
func (c *town) remember() {
	c.Helper()
	c.known = c.occurrences()
	fmt.Sscan(c.column(`SELECT coalesce(max(id), 0)::text FROM outbox`)[0], &c.seen)
}

var sameEmpty = cmp.Transformer("sameEmpty", func(s []string) string { return strings.Join(s, "; ") })

// composer writes the kind of what it was asked for.
type composer struct {
	parts       int
	failMissing func()
}

func (c *composer) Question(o council.Occurrence, _ council.Unit) council.Message {
	return council.Message{HTML: string(o.Kind)}
}

func (c *composer) Reminder(o council.Occurrence, _ council.Standing) council.Message {
	return council.Message{HTML: string(o.Kind)}
}

func (c *composer) MissingList(council.Week, time.Time, council.Roll) council.Message {
	if c.failMissing != nil {
		c.failMissing()
	}
	return council.Message{HTML: "missing"}
}

func (c *composer) Digest(council.Consolidated) []council.Message {
	messages := make([]council.Message, c.parts)
	for i := range messages {
		messages[i] = council.Message{HTML: fmt.Sprintf("digest %d", i)}
	}
	return messages
}

func (c *composer) PlanPaper(r council.Revision, name string, _ int64) council.Message {
	return council.Message{HTML: fmt.Sprintf("paper %d", r.Number), Document: &council.Document{Name: name}}
}

// papers are the plan as it is written: the one to go on with, the one to print.
type papers struct{}

func (papers) Plan(r council.Revision) ([]council.File, error) {
	return []council.File{{Name: "plan.docx", Data: []byte("PK")}, {Name: "plan.pdf", Data: []byte(r.Week.String())}}, nil
}
