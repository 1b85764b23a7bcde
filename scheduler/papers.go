package scheduler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"sereda/council"
)

// PaperTx is what writing ordered papers asks of a transaction.
type PaperTx interface {
	ClaimPaper(ctx context.Context, lease time.Duration) (council.PaperOrder, error)
	EndPaper(ctx context.Context, o council.PaperOrder) error
	PutOffPaper(ctx context.Context, o council.PaperOrder, pause time.Duration) error
	AccessOfPerson(ctx context.Context, id int64, today council.Date) (council.Access, error)
	AddFile(ctx context.Context, f council.File, at time.Time) (int64, error)
	MarkPrinted(ctx context.Context, keys []string, at time.Time) error
	Enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error)
}

// PaperRunner writes the papers that people have asked for, one after another and
// outside any transaction: nobody's answer waits for them. A paper that cannot be
// written is answered with that.
type PaperRunner[T PaperTx] struct {
	Means[T]
	Zone *time.Location
	// Prepare reads what the paper has to say, for the person as their roles are
	// now. A refusal is an error of the council's kinds.
	Prepare func(ctx context.Context, tx T, o council.PaperOrder, a council.Access, now time.Time) (council.PaperWork, error)
	// Refused is what the person is told in place of the paper.
	Refused func(o council.PaperOrder, reason error) council.Message
	// Renew is how often an attempt renews its lease, real time; 0 is thrice
	// within one.
	Renew time.Duration
}

const (
	// paperLease is how long an attempt has an order for itself. It is renewed
	// while the paper is written, and so one that was killed is soon made again.
	paperLease = 10 * time.Second
	// longestAttempt ends the renewing: an attempt that hangs is taken over.
	longestAttempt = time.Minute
	// mostPaperAttempts ends an order whose attempts are killed or never meet
	// the database, each after a longer pause than the one before.
	mostPaperAttempts = 5
	firstPaperPause   = 2 * time.Second
)

// RunOnce writes all papers that are due. now is the council's.
func (r *PaperRunner[T]) RunOnce(ctx context.Context, now time.Time) error {
	for ctx.Err() == nil {
		o, err := r.claim(ctx)
		switch {
		case errors.Is(err, council.ErrNotFound):
			return nil
		case err != nil:
			return err
		}
		// A stopped loop ends what it has begun: it is a matter of moments.
		if err := r.carryOut(context.WithoutCancel(ctx), o, now); err != nil {
			return err
		}
		if r.Enqueued != nil {
			r.Enqueued()
		}
	}
	return ctx.Err()
}

func (r *PaperRunner[T]) claim(ctx context.Context) (o council.PaperOrder, err error) {
	err = r.Store.InTx(ctx, func(tx T) (err error) {
		o, err = tx.ClaimPaper(ctx, paperLease)
		return err
	})
	return o, err
}

// carryOut writes one paper and answers with it, or with why there is none. What
// the database is to blame for is tried again.
func (r *PaperRunner[T]) carryOut(ctx context.Context, o council.PaperOrder, now time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, longestAttempt)
	defer cancel()
	if o.Attempts > mostPaperAttempts {
		return r.fail(ctx, o, fmt.Errorf("given up after %d attempts", mostPaperAttempts), now)
	}
	var work council.PaperWork
	err := r.holding(ctx, o, func() (err error) {
		work, err = r.prepare(ctx, o, now)
		return err
	})
	if refused(err) {
		return r.refuse(ctx, o, err, now)
	}
	if err != nil {
		return r.putOff(ctx, o, err)
	}
	var files []council.File
	err = r.holding(ctx, o, func() (err error) {
		files, err = work.Write()
		return err
	})
	if err != nil {
		return r.fail(ctx, o, err, now)
	}
	if err := r.answer(ctx, o, work, files, now); err != nil {
		return r.putOff(ctx, o, err)
	}
	return nil
}

// holding does the work and renews the order's lease meanwhile. The renewing has
// ended when it returns: what comes next may put the order off.
func (r *PaperRunner[T]) holding(ctx context.Context, o council.PaperOrder, work func() error) error {
	ctx, stop := context.WithCancel(ctx)
	var renewing sync.WaitGroup
	renewing.Go(func() { r.renew(ctx, o) })
	defer renewing.Wait()
	defer stop()
	return guarded(work)
}

// renew keeps others away from the order until the context ends. An order that
// was taken over belongs to the new attempt and is left alone.
func (r *PaperRunner[T]) renew(ctx context.Context, o council.PaperOrder) {
	every := time.NewTicker(cmp.Or(r.Renew, paperLease/3))
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
		err := r.Store.InTx(ctx, func(tx T) error { return tx.PutOffPaper(ctx, o, paperLease) })
		if err != nil && ctx.Err() == nil {
			r.Log.Warn("paper's lease not renewed", "order", o.ID, "err", err)
		}
	}
}

func refused(err error) bool {
	return errors.Is(err, council.ErrNotFound) || errors.Is(err, council.ErrForbidden) || errors.Is(err, council.ErrConflict)
}

func (r *PaperRunner[T]) prepare(ctx context.Context, o council.PaperOrder, now time.Time) (work council.PaperWork, err error) {
	err = r.Store.InTx(ctx, func(tx T) error {
		a, err := tx.AccessOfPerson(ctx, o.PersonID, council.DateOf(now.In(r.Zone)))
		if err != nil {
			return err
		}
		work, err = r.Prepare(ctx, tx, o, a, now)
		return err
	})
	return work, err
}

// answer keeps the files and sends them, the first one with a sound.
func (r *PaperRunner[T]) answer(ctx context.Context, o council.PaperOrder, work council.PaperWork, files []council.File, now time.Time) error {
	return r.end(ctx, o, now, func(tx T) ([]council.Message, error) {
		if err := tx.MarkPrinted(ctx, work.Printed, now); err != nil {
			return nil, err
		}
		messages := make([]council.Message, len(files))
		for i, f := range files {
			id, err := tx.AddFile(ctx, f, now)
			if err != nil {
				return nil, err
			}
			messages[i] = council.Message{HTML: work.Captions[i], Silent: i > 0, Document: &council.Document{Name: f.Name, StoredID: id}}
		}
		return messages, nil
	})
}

// fail is a refusal that is nobody's fault but ours: the same attempt would fail
// again.
func (r *PaperRunner[T]) fail(ctx context.Context, o council.PaperOrder, problem error, now time.Time) error {
	r.Log.Error("paper not written", "order", o.ID, "paper", o.Paper.Kind, "attempts", o.Attempts, "err", problem)
	return r.refuse(ctx, o, problem, now)
}

func (r *PaperRunner[T]) refuse(ctx context.Context, o council.PaperOrder, reason error, now time.Time) error {
	return r.end(ctx, o, now, func(T) ([]council.Message, error) {
		return []council.Message{r.Refused(o, reason)}, nil
	})
}

// end answers the order and ends it, in one transaction. One that another attempt
// has taken over is left to that.
func (r *PaperRunner[T]) end(ctx context.Context, o council.PaperOrder, now time.Time, answer func(tx T) ([]council.Message, error)) error {
	taken := false
	err := r.Store.InTx(ctx, func(tx T) error {
		taken = false // a transaction tried again starts anew
		if err := tx.EndPaper(ctx, o); err != nil {
			taken = errors.Is(err, council.ErrNotFound)
			return err
		}
		messages, err := answer(tx)
		if err != nil {
			return err
		}
		notices := make([]council.Notice, len(messages))
		for i, m := range messages {
			notices[i] = council.Notice{PersonID: o.PersonID, ChatID: o.ChatID, Class: council.Reply, Message: m}
		}
		_, err = tx.Enqueue(ctx, notices, now, now)
		return err
	})
	if taken {
		return nil
	}
	return err
}

func (r *PaperRunner[T]) putOff(ctx context.Context, o council.PaperOrder, problem error) error {
	r.Log.Warn("paper put off", "order", o.ID, "paper", o.Paper.Kind, "attempts", o.Attempts, "err", problem)
	return r.Store.InTx(ctx, func(tx T) error {
		return tx.PutOffPaper(ctx, o, firstPaperPause<<min(o.Attempts, mostPaperAttempts))
	})
}
