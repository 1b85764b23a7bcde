package scheduler

import (
	"context"
	"fmt"
	"time"

	"sereda/council"
)

// ChangeTx is what the evening's news of agreed plans ask of a transaction.
type ChangeTx interface {
	UntoldChanges(ctx context.Context, until time.Time) ([]council.Change, error)
	MarkTold(ctx context.Context, ids []int64) error
	Addressees(ctx context.Context, day council.Date) ([]council.Addressee, error)
	RevisionOf(ctx context.Context, week council.Week, number int) (council.Revision, error)
	NoticesSince(ctx context.Context, about, keyPrefix string, since time.Time) ([]string, error)
	LatestCopies(ctx context.Context, week council.Week) (map[int64]int, error)
	MeetingByID(ctx context.Context, id int64) (council.Meeting, error)
	SeatsOn(ctx context.Context, bodyID int64, day council.Date) ([]council.SeatHolder, error)
	Enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error)
}

// ChangeComposer writes the evening's letters.
type ChangeComposer interface {
	// ChangeDigest is what a person has not heard of; last is the change that names the letter.
	ChangeDigest(r council.Revision, changes []council.Change, last int64) []council.Message
}

// ChangeRunner tells the recipients of agreed plans, once an evening, what was
// changed since the last one (3.21): those whom a change concerns have heard of
// it at once, and are not told again.
type ChangeRunner[T ChangeTx] struct {
	Means[T]
	Zone     *time.Location
	Quiet    council.QuietHours
	Evening  council.TimeOfDay
	Composer ChangeComposer
}

// RunOnce tells what was decided up to the last evening's hour and not told
// yet, however late. now is the council's.
func (r *ChangeRunner[T]) RunOnce(ctx context.Context, now time.Time) error {
	if r.Quiet.Release(now, r.Zone).After(now) {
		return nil
	}
	today := council.DateOf(now.In(r.Zone))
	evening := today.At(r.Evening, r.Zone)
	if now.Before(evening) {
		evening = today.AddDays(-1).At(r.Evening, r.Zone)
	}
	told, weeks := 0, 0
	err := r.Store.InTx(ctx, func(tx T) error {
		told, weeks = 0, 0
		changes, err := tx.UntoldChanges(ctx, evening)
		if err != nil || len(changes) == 0 {
			return err
		}
		var ids []int64
		var order []council.Week
		byWeek := map[council.Week][]council.Change{}
		for _, c := range changes {
			ids = append(ids, c.ID)
			if byWeek[c.Week] == nil {
				order = append(order, c.Week)
			}
			byWeek[c.Week] = append(byWeek[c.Week], c)
		}
		var notices []council.Notice
		for _, week := range order {
			letters, err := r.letters(ctx, tx, week, byWeek[week], today)
			if err != nil {
				return err
			}
			notices = append(notices, letters...)
		}
		weeks = len(byWeek)
		if told, err = tx.Enqueue(ctx, notices, now, now); err != nil {
			return err
		}
		return tx.MarkTold(ctx, ids)
	})
	if err != nil {
		return fmt.Errorf("tell of the day's changes: %w", err)
	}
	if weeks > 0 {
		r.Log.Info("changes told", "weeks", weeks, "notices", told)
	}
	r.enqueued(told)
	return nil
}

// letters are the week's news, for each recipient what they have not heard and
// may see.
func (r *ChangeRunner[T]) letters(ctx context.Context, tx T, week council.Week, changes []council.Change, today council.Date) ([]council.Notice, error) {
	if week.Sunday().Before(today) {
		return nil, nil
	}
	plan, err := tx.RevisionOf(ctx, week, 0)
	if err != nil {
		return nil, err
	}
	people, err := tx.Addressees(ctx, today)
	if err != nil {
		return nil, err
	}
	known, err := r.known(ctx, tx, week, changes)
	if err != nil {
		return nil, err
	}
	copies, err := tx.LatestCopies(ctx, week)
	if err != nil {
		return nil, err
	}
	last := changes[len(changes)-1].ID
	var notices []council.Notice
	for _, a := range people {
		var news []council.Change
		for _, c := range changes {
			if sent := copies[a.Person.ID]; sent == 0 || sent >= c.Number {
				continue // it stands in the plan they were sent, or will be sent
			}
			if !known[council.ChangeKey(c.ID, a.Person.ID)] && (a.Part() == council.WholePart || !c.OnlyForLeaders()) {
				news = append(news, c.For(a.Part()))
			}
		}
		if len(news) == 0 {
			continue
		}
		for part, m := range r.Composer.ChangeDigest(plan, news, last) {
			notices = append(notices, council.Notice{PersonID: a.Person.ID, Class: council.Bulk, About: council.AboutWeek(week), Message: m,
				Key: council.ChangeDigestKey(week, last, a.Person.ID, part)})
		}
	}
	return notices, nil
}

// known are the keys of what somebody has been told: by the letter about the
// change, by asking or deciding it, or by the news of the meeting.
func (r *ChangeRunner[T]) known(ctx context.Context, tx T, week council.Week, changes []council.Change) (map[string]bool, error) {
	known := map[string]bool{}
	for _, c := range changes {
		known[council.ChangeKey(c.ID, c.AskedBy)], known[council.ChangeKey(c.ID, c.DecidedBy)] = true, true
		if id := c.Entry().MeetingID; id != 0 && c.AskedBy != 0 {
			m, err := tx.MeetingByID(ctx, id)
			if err != nil {
				return nil, err
			}
			seats, err := tx.SeatsOn(ctx, m.BodyID, m.Day)
			if err != nil {
				return nil, err
			}
			for _, s := range seats {
				known[council.ChangeKey(c.ID, s.Person.ID)] = true
			}
		}
	}
	keys, err := tx.NoticesSince(ctx, council.AboutWeek(week), council.ChangeLetter+":", time.Time{})
	for _, key := range keys {
		known[key] = true
	}
	return known, err
}
