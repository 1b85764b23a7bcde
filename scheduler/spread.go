package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"sereda/council"
)

// SpreadTx is what spreading an agreed plan asks of a transaction.
type SpreadTx interface {
	DueSpreads(ctx context.Context) ([]council.Spread, error)
	LockSpread(ctx context.Context, week council.Week, number int) (council.Spread, error)
	PutOffSpread(ctx context.Context, week council.Week, number int, problem string, pause time.Duration) error
	EndSpread(ctx context.Context, week council.Week, number int) error
	RevisionOf(ctx context.Context, week council.Week, number int) (council.Revision, error)
	PapersOf(ctx context.Context, week council.Week, number int) (map[council.Part]council.PlanPaper, error)
	AddFile(ctx context.Context, f council.File, at time.Time) (int64, error)
	AddPaper(ctx context.Context, week council.Week, number int, p council.PlanPaper) error
	RevisionsAfter(ctx context.Context, week council.Week, number int) ([]council.Revision, error)
	CalendarMeetings(ctx context.Context, from council.Date) ([]council.CalendarMeeting, error)
	Installation(ctx context.Context) (string, error)
	Addressees(ctx context.Context, day council.Date) ([]council.Addressee, error)
	CopiedTo(ctx context.Context, week council.Week, number int) (map[int64]bool, error)
	AddCopies(ctx context.Context, copies []council.Copy, at time.Time) error
	Enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error)
	EnqueueMail(ctx context.Context, notices []council.Notice, now time.Time) error
}

// SpreadComposer writes the letters that bring a plan.
type SpreadComposer interface {
	// PlanCopies gives the text for one after another of those who get it.
	PlanCopies(r council.Revision) func(a council.Addressee) council.Message
	// PlanMail is the same message, ready to go by e-mail too.
	PlanMail(r council.Revision, m council.Message) council.Message
}

// SpreadWriter writes what goes with the letters.
type SpreadWriter interface {
	PlanToPrint(r council.Revision) (council.File, error)
	Calendar(name, installation string, events []council.CalendarEvent) ([]byte, error)
}

// SpreadRunner sends agreed plans on their way (3.20, 3.21): outside any update's
// transaction, for the documents take long and the letters are many. First the
// documents are written, one after another and once for all, then the letters,
// some at a time; what is written is left alone after a kill.
type SpreadRunner[T SpreadTx] struct {
	Means[T]
	Zone     *time.Location
	Quiet    council.QuietHours
	Composer SpreadComposer
	Papers   SpreadWriter
	// CalendarName is what calendars by e-mail are called; Mails tells whether
	// letters leave by e-mail at all.
	CalendarName string
	Mails        bool
	// Portion is how many people's letters are written in one transaction.
	Portion int
	// Breath is the pause between two portions of letters, for people who wait for
	// their answers meanwhile.
	Breath time.Duration
}

// RunOnce spreads the plans that are due. One that fails stops no other: it is
// tried again after a pause, and its problem is kept for the screens and the
// health. now is the council's.
func (r *SpreadRunner[T]) RunOnce(ctx context.Context, now time.Time) error {
	var due []council.Spread
	err := r.Store.InTx(ctx, func(tx T) (err error) {
		due, err = tx.DueSpreads(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("look for plans to spread: %w", err)
	}
	for _, s := range due {
		err := guarded(func() error { return r.spread(ctx, s, now) })
		if err == nil || ctx.Err() != nil || errors.Is(err, council.ErrNotFound) { // a later revision took its place
			continue
		}
		r.Log.Error("plan not spread", "week", s.Week, "revision", s.Number, "failures", s.Failures+1, "err", err)
		if err := r.putOff(ctx, s, err); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (r *SpreadRunner[T]) putOff(ctx context.Context, s council.Spread, problem error) error {
	return r.Store.InTx(ctx, func(tx T) error {
		return tx.PutOffSpread(ctx, s.Week, s.Number, problem.Error(), s.Pause())
	})
}

func (r *SpreadRunner[T]) spread(ctx context.Context, s council.Spread, now time.Time) error {
	var revision council.Revision
	var people []council.Addressee
	err := r.Store.InTx(ctx, func(tx T) (err error) {
		if revision, err = tx.RevisionOf(ctx, s.Week, s.Number); err != nil {
			return err
		}
		people, err = tx.Addressees(ctx, council.DateOf(now.In(r.Zone)))
		return err
	})
	if err != nil {
		return err
	}
	papers, err := r.papers(ctx, revision, now)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(a council.Addressee) bool { return slices.Contains(s.Holders, a.Person.ID) })
	w := spreading[T]{SpreadRunner: r, revision: revision, papers: papers, compose: r.Composer.PlanCopies(revision), now: now}
	for some := range slices.Chunk(people, r.Portion) {
		if err := w.write(ctx, some); err != nil {
			return err
		}
		r.breathe(ctx)
	}
	r.Log.Info("plan spread", "week", s.Week, "revision", s.Number, "people", len(people))
	return r.Store.InTx(ctx, func(tx T) error { return tx.EndSpread(ctx, s.Week, s.Number) })
}

func (r *SpreadRunner[T]) breathe(ctx context.Context) {
	if r.Enqueued != nil {
		r.Enqueued()
	}
	if r.Breath == 0 {
		return
	}
	pause := time.NewTimer(r.Breath)
	defer pause.Stop()
	select {
	case <-ctx.Done():
	case <-pause.C:
	}
}

// spreading is a revision whose letters are being written.
type spreading[T SpreadTx] struct {
	*SpreadRunner[T]
	revision council.Revision
	papers   map[council.Part]council.PlanPaper
	compose  func(a council.Addressee) council.Message
	now      time.Time
}

// write gives some people their copies, in one transaction. Who is told on paper
// gets a letter too: it fails at once and stands in the list of who was told.
func (w *spreading[T]) write(ctx context.Context, people []council.Addressee) error {
	r := w.revision
	return w.Store.InTx(ctx, func(tx T) error {
		if _, err := tx.LockSpread(ctx, r.Week, r.Number); err != nil {
			return err
		}
		copied, err := tx.CopiedTo(ctx, r.Week, r.Number)
		if err != nil {
			return err
		}
		var copies []council.Copy
		var letters, byMail []council.Notice
		for _, a := range people {
			if copied[a.Person.ID] {
				continue
			}
			for _, by := range a.Channels(w.Mails) {
				c := council.Copy{Week: r.Week, Number: r.Number, PersonID: a.Person.ID, Channel: by, Part: a.Part(),
					Key: council.CopyKey(r.Week, r.Number, a.Person.ID, by)}
				copies = append(copies, c)
				if by == council.ByMail {
					byMail = append(byMail, w.letter(a, c))
				} else {
					letters = append(letters, w.letter(a, c))
				}
			}
		}
		if err := tx.AddCopies(ctx, copies, w.now); err != nil {
			return err
		}
		if err := tx.EnqueueMail(ctx, byMail, w.now); err != nil {
			return err
		}
		_, err = tx.Enqueue(ctx, letters, w.now, w.Quiet.Release(w.now, w.Zone))
		return err
	})
}

func (w *spreading[T]) letter(a council.Addressee, c council.Copy) council.Notice {
	paper := w.papers[c.Part]
	m := w.compose(a)
	m.Document = &paper.Document
	if w.Mails { // either channel may have to stand in for the other
		m = w.Composer.PlanMail(w.revision, m)
		m.Mail.Calendar = paper.Calendar
	}
	return council.Notice{PersonID: a.Person.ID, Class: council.Bulk, About: council.AboutWeek(c.Week), Key: c.Key, Message: m}
}
