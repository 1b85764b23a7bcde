package storage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestAssignments(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	m := d.meeting(d.body(committee()), today)
	doer, other, giver := d.person("Аля"), d.person("Боря"), d.person("Писар")
	give := func(text string, doer council.Person, due council.Date) council.Assignment {
		a := council.Assignment{MeetingID: m.ID, Text: text, DoerID: doer.ID, Due: due, State: council.Given, GivenBy: giver.ID, GivenAt: moment}
		d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
			a.ID, err = tx.AddAssignment(ctx, a)
			return err
		})
		return a
	}
	second, first, done := give("друге", doer, today.AddDays(9)), give("перше", doer, today), give("зроблене", other, today.AddDays(1))
	taken := give("скасоване", doer, today)
	taken.State = council.Dropped
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateAssignment(ctx, taken) })
	done.ReportedAt, done.Remark = moment, "було не все"
	done.State, done.Report, done.FileID, done.Text = council.Done, "є", "BQAC", "зроблено"
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateAssignment(ctx, done) })

	tests := []struct {
		name string
		find func(ctx context.Context, tx *storage.Tx) ([]council.AssignmentCard, error)
		want []council.Assignment
	}{
		{"of a doer, by date", func(ctx context.Context, tx *storage.Tx) ([]council.AssignmentCard, error) {
			return tx.AssignmentsOf(ctx, doer.ID)
		}, []council.Assignment{first, second}},
		{"not done yet", func(ctx context.Context, tx *storage.Tx) ([]council.AssignmentCard, error) {
			return tx.AssignmentsOpen(ctx)
		}, []council.Assignment{first, second}},
		{"due in days, both ends included", func(ctx context.Context, tx *storage.Tx) ([]council.AssignmentCard, error) {
			return tx.AssignmentsBetween(ctx, today, today.AddDays(1))
		}, []council.Assignment{first, done}},
		{"given at a meeting", func(ctx context.Context, tx *storage.Tx) ([]council.AssignmentCard, error) {
			return tx.AssignmentsAt(ctx, m.ID)
		}, []council.Assignment{first, done, second}},
		{"by id", func(ctx context.Context, tx *storage.Tx) ([]council.AssignmentCard, error) {
			a, err := tx.LockAssignment(ctx, done.ID)
			return []council.AssignmentCard{a}, err
		}, []council.Assignment{done}},
	}
	for _, tt := range tests {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			cards, err := tt.find(ctx, tx)
			var got []council.Assignment
			for _, c := range cards {
				if c.Doer.ID != c.DoerID || c.Held != m.Day || c.Body != committee().Name || c.BodyID != m.BodyID {
					t.Errorf("%s: a card of %+v", tt.name, c)
				}
				got = append(got, c.Assignment)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s: %s", tt.name, diff)
			}
			return err
		})
	}
	err := d.try(func(ctx context.Context, tx *storage.Tx) error { _, err := tx.LockAssignment(ctx, 999); return err })
	if !errors.Is(err, council.ErrNotFound) {
		t.Errorf("an unknown assignment: %v", err)
	}
}
