package demo

import (
	"context"
	"time"

	"sereda/council"
	"sereda/storage"
)

// through moves the clock through the hours before the moment at which
// something is due around meetings: who jumps over them gets a day's reminders
// at once, at an hour nobody would have got them.
func (s *story) through(ctx context.Context, at time.Time) error {
	for {
		next, err := s.hourOfMeetings(ctx, s.servers.clock.Now(), at)
		if err != nil || !next.Before(at) {
			return err
		}
		if err := s.move(ctx, next); err != nil {
			return err
		}
	}
}

// hourOfMeetings is the first such hour after one moment, or the other moment.
func (s *story) hourOfMeetings(ctx context.Context, after, until time.Time) (time.Time, error) {
	table := council.MeetingTimetable{Zone: s.zone, Calendar: s.timetable.Calendar, Quiet: s.quiet}
	next := until
	err := s.db.InTx(ctx, func(tx *storage.Tx) error {
		bodies, err := tx.BodiesOn(ctx, council.DateOf(after.In(s.zone)))
		if err != nil || len(bodies) == 0 {
			return err
		}
		from, _ := table.Horizon(bodies, after)
		_, to := table.Horizon(bodies, until)
		meetings, err := tx.MeetingsBetween(ctx, from, to)
		if err != nil {
			return err
		}
		for _, o := range table.Due(bodies, meetings, after, until) {
			if o.At.After(after) && o.At.Before(next) {
				next = o.At
			}
		}
		return nil
	})
	return next, err
}
