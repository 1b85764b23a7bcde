package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
)

// study is a council whose organiser has ordered a plan and a table. Reading and
// writing them may fail.
type study struct {
	*town
	runner           *scheduler.PaperRunner[*storage.Tx]
	read, wrote      atomic.Int32
	reading, writing func() error
}

func openStudy(t *testing.T) *study {
	t.Helper()
	s := &study{town: openCouncil(t)}
	nothing := func() error { return nil }
	s.reading, s.writing = nothing, nothing
	s.runner = &scheduler.PaperRunner[*storage.Tx]{Means: s.means(), Zone: localZone(t),
		Prepare: func(_ context.Context, _ *storage.Tx, o council.PaperOrder, a council.Access, _ time.Time) (council.PaperWork, error) {
			s.read.Add(1)
			if !a.Has(council.Organiser) {
				return council.PaperWork{}, council.ErrForbidden
			}
			return council.PaperWork{Captions: []string{"to go on", "to print"}, Printed: o.Paper.Keys, Write: func() ([]council.File, error) {
				s.wrote.Add(1)
				name := string(o.Paper.Kind)
				return []council.File{{Name: name + ".docx", Data: []byte("docx")}, {Name: name + ".pdf", Data: []byte("pdf")}}, s.writing()
			}}, s.reading()
		},
		Refused: func(_ council.PaperOrder, reason error) council.Message {
			return council.Message{HTML: "no: " + reason.Error()[:min(len(reason.Error()), 12)]}
		}}
	s.orders(council.PlanPaperKind, council.PlanTableKind)
	return s
}

func (s *study) orders(kinds ...council.PaperKind) {
	s.Helper()
	var organiser int64
	if err := s.pool.QueryRow(s.Context(), `SELECT id FROM person WHERE surname = 'організатор'`).Scan(&organiser); err != nil {
		s.Fatal(err)
	}
	err := s.db.InTx(s.Context(), func(tx *storage.Tx) (err error) {
		for _, kind := range kinds {
			o := council.PaperOrder{PersonID: organiser, ChatID: 77, Paper: council.OrderedPaper{Kind: kind}}
			err = errors.Join(err, tx.OrderPaper(s.Context(), o, s.at("чт 15:00")))
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
}

// sent is what was written for the chat: captions with files, or words.
func (s *study) sent() []string {
	s.Helper()
	return s.column(`
		SELECT l.address || ' ' || (o.message->>'html') || coalesce(', ' || f.name || ' ' || convert_from(f.data, 'utf8'), '')
			|| CASE WHEN o.message @> '{"silent": true}' THEN ', silent' ELSE '' END
		FROM outbox o JOIN lane l ON l.id = o.lane_id LEFT JOIN file f ON f.id = (o.message->'document'->>'s')::bigint
		WHERE o.class = 0 ORDER BY o.id`)
}

func (s *study) left() []string {
	s.Helper()
	return s.column(`SELECT paper->>'kind' || ' ' || attempts FROM paper_order ORDER BY id`)
}

func (s *study) run() {
	s.Helper()
	if err := s.runner.RunOnce(s.Context(), s.at("чт 15:00")); err != nil {
		s.Error(err)
	}
}

// leasesEnd lets the time pass after which others may take over.
func (s *study) leasesEnd() {
	s.Helper()
	s.exec(`UPDATE paper_order SET next_at = now()`)
}

var bothPapers = []string{"77 to go on, plan.docx docx", "77 to print, plan.pdf pdf, silent",
	"77 to go on, plan_table.docx docx", "77 to print, plan_table.pdf pdf, silent"}

func TestOrderedPapersAreWrittenAndSentOnce(t *testing.T) {
	t.Parallel()
	s := openStudy(t)
	s.run()
	s.run()
	if diff := cmp.Diff(bothPapers, s.sent()); diff != "" {
		t.Error(diff)
	}
	if left := s.left(); len(left) > 0 {
		t.Errorf("still ordered: %v", left)
	}
	if files := s.column(`SELECT name FROM file`); len(files) != 4 {
		t.Errorf("%d files are kept", len(files))
	}
}

func TestReplicasWriteAPaperOnce(t *testing.T) {
	t.Parallel()
	s := openStudy(t)
	var all sync.WaitGroup
	for range 3 {
		all.Go(s.run)
	}
	all.Wait()
	if got := s.sent(); len(got) != 4 {
		t.Errorf("sent %q", got)
	}
	if n := s.wrote.Load(); n != 2 {
		t.Errorf("written %d times", n)
	}
}

// TestAKilledAttemptIsMadeAgain: killed while it reads or writes, an attempt has
// left its claim; killed in its last transaction, the same. It is made again when
// its lease is over, not before: it might be alive.
func TestAKilledAttemptIsMadeAgain(t *testing.T) {
	t.Parallel()
	s := openStudy(t)
	for range 2 {
		s.claimed()
	}
	s.run()
	if got := s.sent(); len(got) > 0 {
		t.Errorf("sent %q", got)
	}
	s.leasesEnd()
	s.run()
	if diff := cmp.Diff(bothPapers, s.sent()); diff != "" {
		t.Error(diff)
	}
}

// claimed is the beginning of an attempt.
func (s *study) claimed() {
	s.Helper()
	err := s.db.InTx(s.Context(), func(tx *storage.Tx) error {
		_, err := tx.ClaimPaper(s.Context(), time.Hour)
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
}

// TestASlowAttemptIsTakenOver: who comes to the end second sends nothing.
func TestASlowAttemptIsTakenOver(t *testing.T) {
	t.Parallel()
	s := openStudy(t)
	slow := true
	s.writing = func() error {
		if slow {
			slow = false
			s.leasesEnd()
			s.run()
		}
		return nil
	}
	s.run()
	if diff := cmp.Diff(bothPapers, s.sent()); diff != "" {
		t.Error(diff)
	}
	if n := s.wrote.Load(); n != 3 {
		t.Errorf("written %d times", n)
	}
}

// TestASlowAttemptThatLivesIsNotTakenOver: it renews its lease for as long as it
// reads and writes.
func TestASlowAttemptThatLivesIsNotTakenOver(t *testing.T) {
	t.Parallel()
	s := openStudy(t)
	s.runner.Renew = time.Millisecond
	renewed := func() error {
		s.exec(`UPDATE paper_order SET next_at = now() WHERE attempts > 0`)
		for looks := 0; len(s.column(`SELECT id::text FROM paper_order WHERE attempts > 0 AND next_at <= now()`)) > 0; looks++ {
			if looks == 5000 {
				return errors.New("the lease is not renewed")
			}
		}
		s.run()
		return nil
	}
	s.reading, s.writing = renewed, renewed
	s.run()
	if diff := cmp.Diff([]string{bothPapers[2], bothPapers[3], bothPapers[0], bothPapers[1]}, s.sent()); diff != "" {
		t.Error(diff)
	}
	if read, wrote := s.read.Load(), s.wrote.Load(); read != 2 || wrote != 2 {
		t.Errorf("read %d times, written %d times", read, wrote)
	}
}

// TestAPaperThatCannotBeWrittenIsAnswered: at once, and never again.
func TestAPaperThatCannotBeWrittenIsAnswered(t *testing.T) {
	t.Parallel()
	const role = `UPDATE role_grant SET to_date = '2026-11-01' WHERE role = 'organiser'`
	for _, tt := range []struct {
		name, want       string
		reading, writing func() error
		before           string
	}{
		{name: "the writer fails", want: "77 no: out of ink", writing: func() error { return errors.New("out of ink") }},
		{name: "the writer panics", want: "77 no: panic: no in", writing: func() error { panic("no ink") }},
		{name: "it is no more", want: "77 no: the body: no", reading: func() error { return fmt.Errorf("the body: %w", council.ErrNotFound) }},
		{name: "the role has ended", want: "77 no: not allowed", before: role},
		{name: "every attempt was killed", want: "77 no: given up aft", before: `UPDATE paper_order SET attempts = 5`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := openStudy(t)
			if tt.reading != nil {
				s.reading = tt.reading
			}
			if tt.writing != nil {
				s.writing = tt.writing
			}
			if tt.before != "" {
				s.exec(tt.before)
			}
			s.run()
			s.run()
			if diff := cmp.Diff([]string{tt.want, tt.want}, s.sent()); diff != "" {
				t.Error(diff)
			}
			if left := s.left(); len(left) > 0 {
				t.Errorf("still ordered: %v", left)
			}
		})
	}
}

// TestALetterCountsAsPrintedOnceItsListIsSent: neither by an order nor by a list
// that could not be written, and by the hour at which it was.
func TestALetterCountsAsPrintedOnceItsListIsSent(t *testing.T) {
	t.Parallel()
	s := openStudy(t)
	s.exec(`UPDATE paper_order SET paper = paper || '{"kind": "handover", "keys": ["plan:1:7", "plan:1:9"]}' WHERE paper->>'kind' = 'plan'`)
	printed := func() []string {
		return s.column(`SELECT key || ' ' || to_char(printed_at AT TIME ZONE 'Europe/Kyiv', 'HH24:MI') FROM receipt ORDER BY key`)
	}
	connected := false
	s.reading = func() error {
		if !connected {
			return errors.New("connection lost")
		}
		return nil
	}
	s.run()
	if got := printed(); len(got) > 0 {
		t.Errorf("printed before the list is written: %v", got)
	}
	connected = true
	s.leasesEnd()
	s.run()
	if diff := cmp.Diff([]string{"plan:1:7 15:00", "plan:1:9 15:00"}, printed()); diff != "" {
		t.Error(diff)
	}

	s.writing = func() error { return errors.New("out of ink") }
	s.orders(council.HandoverKind)
	s.exec(`UPDATE paper_order SET paper = paper || '{"keys": ["plan:1:11"]}'`)
	s.run()
	if got := printed(); len(got) != 2 || len(s.left()) > 0 {
		t.Errorf("printed %v, still ordered %v", got, s.left())
	}
}

// TestAPaperIsTriedAgainWhenTheDatabaseIsToBlame: after a pause, some times.
func TestAPaperIsTriedAgainWhenTheDatabaseIsToBlame(t *testing.T) {
	t.Parallel()
	s := openStudy(t)
	s.reading = func() error { return errors.New("connection lost") }
	for n := range 5 {
		s.run()
		s.run()
		want := []string{fmt.Sprintf("plan %d", n+1), fmt.Sprintf("plan_table %d", n+1)}
		if diff := cmp.Diff(want, s.left()); diff != "" {
			t.Error(diff)
		}
		s.leasesEnd()
	}
	if got := s.sent(); len(got) > 0 {
		t.Errorf("sent %q", got)
	}
	s.run()
	if diff := cmp.Diff([]string{"77 no: given up aft", "77 no: given up aft"}, s.sent()); diff != "" {
		t.Error(diff)
	}
}
