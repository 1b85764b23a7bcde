package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
	"sereda/testkit"
)

// spreadWords write a copy as its revision's number.
type spreadWords struct{}

func (spreadWords) PlanCopies(r council.Revision) func(council.Addressee) council.Message {
	return func(council.Addressee) council.Message {
		return council.Message{HTML: fmt.Sprintf("plan %d", r.Number)}
	}
}

func (spreadWords) PlanMail(_ council.Revision, m council.Message) council.Message {
	m.Mail = &council.Mail{Subject: "plan"}
	return m
}

// printer counts the plans it is asked to print; while it is broken it prints
// none.
type printer struct {
	broken atomic.Bool
	asked  atomic.Int32
}

func (p *printer) PlanToPrint(r council.Revision) (council.File, error) {
	p.asked.Add(1)
	if p.broken.Load() {
		return council.File{}, errors.New("out of ink")
	}
	return council.File{Name: "plan.pdf", Data: []byte(fmt.Sprintf("revision %d", r.Number))}, nil
}

func (p *printer) Calendar(string, string, []council.CalendarEvent) ([]byte, error) {
	return []byte("calendar"), nil
}

// spreadingHouse is a council of four heads whose plan was just agreed.
func spreadingHouse(t *testing.T) (*town, *scheduler.SpreadRunner[*storage.Tx], *printer) {
	t.Helper()
	c := openCouncil(t)
	c.exec(`INSERT INTO plan (week, state, number) VALUES ('2026-11-30', 'agreed', 1)`)
	c.revises(1)
	p := &printer{}
	return c, &scheduler.SpreadRunner[*storage.Tx]{Means: scheduler.Means[*storage.Tx]{Store: c.db, Log: testkit.Log(t)}, Zone: localZone(t), Quiet: council.QuietHours{From: 20 * 60, To: 7 * 60},
		Composer: spreadWords{}, Papers: p, Portion: 1}, p
}

// revises makes a revision of the next week that is to be spread.
func (c *town) revises(number int, holders ...int64) {
	c.Helper()
	week := council.Week{Monday: council.NewDate(2026, 11, 30)}
	err := c.db.InTx(c.Context(), func(tx *storage.Tx) error {
		return errors.Join(tx.AddRevision(c.Context(), council.Revision{Week: week, Number: number}),
			tx.BeginSpread(c.Context(), council.Spread{Week: week, Number: number, Holders: holders}))
	})
	if err != nil {
		c.Fatal(err)
	}
}

// plans are the copies that were written, as "освіта: plan 1".
func (c *town) plans() []string {
	c.Helper()
	return c.column(`
		SELECT p.surname || ': ' || (o.message->>'html') || ', ' || convert_from(f.data, 'utf8')
		FROM outbox o JOIN person p ON p.id = o.person_id JOIN file f ON f.id = (o.message->'document'->>'s')::bigint
		WHERE o.key LIKE 'plan:%' ORDER BY o.id`)
}

var wholePlans = []string{"керівництво: plan 1, revision 1", "культура: plan 1, revision 1", "освіта: plan 1, revision 1", "спорт: plan 1, revision 1"}

// TestAPlanIsSpreadOnceThoughStopped: stopped after the documents and after each
// portion, and begun anew by others, everybody gets one letter, and the plan is
// printed once.
func TestAPlanIsSpreadOnceThoughStopped(t *testing.T) {
	t.Parallel()
	c, r, printed := spreadingHouse(t)
	now := c.at("чт 15:00")
	for range 10 {
		ctx, stop := context.WithCancel(t.Context())
		stopped := *r
		stopped.Enqueued = stop
		if err := stopped.RunOnce(ctx, now); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		stop()
	}
	if err := r.RunOnce(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wholePlans, c.plans()); diff != "" {
		t.Error(diff)
	}
	if n := printed.asked.Load(); n != 1 {
		t.Errorf("printed %d times", n)
	}
	if left := c.column(`SELECT week::text FROM plan_spread`); len(left) > 0 {
		t.Errorf("still to be spread: %v", left)
	}
	if files := c.column(`SELECT DISTINCT file_id::text FROM plan_paper`); len(files) != 1 {
		t.Errorf("%d documents", len(files))
	}
}

func TestReplicasSpreadAPlanOnce(t *testing.T) {
	t.Parallel()
	c, r, _ := spreadingHouse(t)
	now := c.at("чт 15:00")
	var both sync.WaitGroup
	for range 3 {
		both.Go(func() {
			if err := r.RunOnce(t.Context(), now); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	got := c.column(`SELECT surname FROM outbox o JOIN person p ON p.id = o.person_id WHERE o.key LIKE 'plan:%' ORDER BY surname`)
	if want := "керівництво культура освіта спорт"; strings.Join(got, " ") != want {
		t.Errorf("copies for %v", got)
	}
}

// TestAPaperThatCannotBeWrittenIsTriedAgain: later, not at once; until then the
// problem can be seen, and no letter leaves without it.
func TestAPaperThatCannotBeWrittenIsTriedAgain(t *testing.T) {
	t.Parallel()
	c, r, printed := spreadingHouse(t)
	now := c.at("чт 15:00")
	printed.broken.Store(true)
	run := func() {
		t.Helper()
		if err := r.RunOnce(t.Context(), now); err != nil {
			t.Error(err)
		}
	}
	run()
	run()
	const state = `SELECT failures || ' ' || problem || ' ' || (next_at > now()) FROM plan_spread`
	if diff := cmp.Diff([]string{"1 out of ink true"}, c.column(state)); diff != "" {
		t.Error(diff)
	}
	if n := printed.asked.Load(); n != 1 {
		t.Errorf("tried %d times at once", n)
	}
	c.exec(`UPDATE plan_spread SET next_at = now()`)
	run()
	if diff := cmp.Diff([]string{"2 out of ink true"}, c.column(state)); diff != "" {
		t.Error(diff)
	}
	if got := c.plans(); len(got) > 0 {
		t.Errorf("told without the plan: %v", got)
	}
	printed.broken.Store(false)
	c.exec(`UPDATE plan_spread SET next_at = now()`)
	run()
	if diff := cmp.Diff(wholePlans, c.plans()); diff != "" {
		t.Error(diff)
	}
}

// TestALaterRevisionTakesThePlaceOfOneBeingSpread: whom the first one had reached
// by then hears of its changes by other letters.
func TestALaterRevisionTakesThePlaceOfOneBeingSpread(t *testing.T) {
	t.Parallel()
	c, r, _ := spreadingHouse(t)
	now := c.at("чт 15:00")
	portions := 0
	r.Enqueued = func() {
		if portions++; portions == 2 {
			var holder int64
			if err := c.pool.QueryRow(t.Context(), `SELECT id FROM person WHERE surname = 'керівництво'`).Scan(&holder); err != nil {
				t.Fatal(err)
			}
			c.revises(2, holder)
		}
	}
	for range 2 {
		if err := r.RunOnce(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"керівництво: plan 1, revision 1", "культура: plan 1, revision 1",
		"культура: plan 2, revision 2", "освіта: plan 2, revision 2", "спорт: plan 2, revision 2"}
	if diff := cmp.Diff(want, c.plans()); diff != "" {
		t.Error(diff)
	}
}
