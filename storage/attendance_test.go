package storage_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func timeAt(hour, minute int) *council.TimeOfDay {
	t, _ := council.NewTimeOfDay(hour, minute)
	return &t
}

// attendance is the record and all its presses; the instants in UTC.
func (d *directory) attendance(m council.Meeting) (record, presses []council.Attendance) {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		if record, err = tx.AttendanceOf(ctx, m.ID); err != nil {
			return err
		}
		presses, err = tx.Presses(ctx, m.ID)
		return err
	})
	for _, lines := range [][]council.Attendance{record, presses} {
		for i := range lines {
			lines[i].At = lines[i].At.UTC()
		}
	}
	return record, presses
}

func (d *directory) mark(a council.Attendance) error {
	return d.try(func(ctx context.Context, tx *storage.Tx) error { return tx.Mark(ctx, a) })
}

func TestTheLastPressStandsAndAllAreKept(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b, member, other, clerk := d.body(committee()), d.person("Аля"), d.person("Боря"), d.person("Писар")
	m := d.meeting(b, today)
	m.State = council.Open
	d.update(m)
	presses := []council.Attendance{
		{MeetingID: m.ID, PersonID: member.ID, Presence: council.PresentHere, Claimed: true, At: moment, By: member.ID},
		{MeetingID: m.ID, PersonID: other.ID, Presence: council.Excused, Reason: council.OtherReason, Words: "весілля", At: moment, By: clerk.ID},
		{MeetingID: m.ID, PersonID: member.ID, Presence: council.DeputyHere, DeputyName: "Віка",
			Arrived: timeAt(10, 15), Left: timeAt(0, 0), At: moment.Add(time.Minute), By: clerk.ID},
		{MeetingID: m.ID, PersonID: other.ID, At: moment.Add(2 * time.Minute), By: clerk.ID},
	}
	for _, p := range presses {
		if err := d.mark(p); err != nil {
			t.Fatal(err)
		}
	}
	record, kept := d.attendance(m)
	if diff := cmp.Diff([]council.Attendance{presses[2], presses[3]}, record); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(presses, kept); diff != "" {
		t.Error(diff)
	}
}

func TestARecordThatIsNotOpenTakesNoPress(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b, member := d.body(committee()), d.person("Аля")
	for _, state := range []council.MeetingState{council.Planned, council.Closed, council.Cancelled} {
		m := d.meeting(b, today)
		m.State = state
		d.update(m)
		err := d.mark(council.Attendance{MeetingID: m.ID, PersonID: member.ID, Presence: council.PresentHere, At: moment, By: member.ID})
		record, presses := d.attendance(m)
		if !errors.Is(err, council.ErrConflict) || len(record)+len(presses) != 0 {
			t.Errorf("%s: %v, %d lines, %d presses", state, err, len(record), len(presses))
		}
	}
}

// Two record and everybody checks in at once, and the record is closed in
// between: it equals the last press that was accepted for each person.
func TestTheRecordIsTheLastAcceptedPress(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	m := d.meeting(d.body(committee()), today)
	m.State = council.Open
	d.update(m)
	people := make([]council.Person, 12)
	for i := range people {
		people[i] = d.person("Член")
	}
	var wait sync.WaitGroup
	for _, by := range []int{0, 1, 2} {
		wait.Go(func() {
			for i, p := range people {
				a := council.Attendance{MeetingID: m.ID, PersonID: p.ID, Presence: council.PresentHere,
					Words: string(rune('а' + by)), At: moment, By: people[by].ID}
				if err := d.mark(a); err != nil && !errors.Is(err, council.ErrConflict) {
					t.Error(err)
				}
				if by == 2 && i == len(people)-2 {
					closed := m
					closed.State = council.Closed
					d.update(closed)
				}
			}
		})
	}
	wait.Wait()
	record, presses := d.attendance(m)
	last := map[int64]council.Attendance{}
	for _, p := range presses {
		last[p.PersonID] = p
	}
	for _, line := range record {
		if diff := cmp.Diff(last[line.PersonID], line); diff != "" {
			t.Error(diff)
		}
	}
	if len(record) != len(last) || len(record) < len(people)-2 {
		t.Errorf("%d lines of %d people with presses", len(record), len(last))
	}
}
