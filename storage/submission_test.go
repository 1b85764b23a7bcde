package storage_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sereda/council"
	"sereda/storage"
)

// onTuesday is an entry of the planned week as it is read from a draft.
func onTuesday(title string) council.Entry {
	day := planned.Monday.AddDays(1)
	return council.Entry{From: day, To: day, Kind: council.AllDay, Title: title, Leaders: []int64{}, Visibility: council.StaffOnly}
}

// drafted puts entries into the unit's draft, and finds it.
func drafted(ctx context.Context, tx *storage.Tx, unit council.Unit, titles ...string) (council.Submission, error) {
	draft, err := tx.DraftOf(ctx, unit.ID, planned)
	if err != nil || len(titles) == 0 {
		return draft, err
	}
	entries := make([]council.Entry, len(titles))
	for i, title := range titles {
		entries[i] = onTuesday(title)
	}
	if _, err := tx.AddEntries(ctx, draft.ID, entries); err != nil {
		return draft, err
	}
	return tx.SubmissionByID(ctx, draft.ID)
}

// submitted submits the unit's draft as its plan, or as its proposal.
func submitted(ctx context.Context, tx *storage.Tx, unit council.Unit, by council.Person, state council.SubmissionState, titles ...string) (council.Submission, error) {
	draft, err := drafted(ctx, tx, unit, titles...)
	if err != nil {
		return draft, err
	}
	draft.State, draft.SubmittedAt, draft.SubmittedBy = state, moment, by.ID
	if err := tx.Submit(ctx, draft); err != nil {
		return draft, err
	}
	return tx.SubmissionByID(ctx, draft.ID)
}

func titlesOf(s council.Submission) []string {
	titles := []string{}
	for _, e := range s.Entries {
		titles = append(titles, e.Title)
	}
	return titles
}

// TestADraftBeginsAsTheCopyOfThePlanInForce, without what was taken out of that.
func TestADraftBeginsAsTheCopyOfThePlanInForce(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	u, head := d.unit("Культура"), d.person("Коваль")
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		draft, err := drafted(ctx, tx, u, "Захід 1", "Захід 2", "Захід 3")
		if err != nil {
			return err
		}
		if _, err := tx.RemoveEntries(ctx, draft.ID, []int64{draft.Entries[1].ID}); err != nil {
			return err
		}
		plan, err := submitted(ctx, tx, u, head, council.Submitted)
		if err != nil {
			return err
		}
		again, err := tx.DraftOf(ctx, u.ID, planned)
		if diff := cmp.Diff([]string{"Захід 1", "Захід 3"}, titlesOf(again)); diff != "" {
			t.Errorf("titles (-want +got):\n%s", diff)
			return err
		}
		want := council.Submission{ID: again.ID, UnitID: u.ID, Week: planned, Version: plan.Version + 1, State: council.Draft}
		for i, e := range plan.Entries {
			e.ID = again.Entries[i].ID
			want.Entries = append(want.Entries, e)
		}
		if diff := cmp.Diff(want, again); diff != "" {
			t.Errorf("the new draft (-want +got):\n%s", diff)
		}
		if again.Entries[0].ID == plan.Entries[0].ID {
			t.Error("the copy has the entries of the plan itself")
		}
		return err
	})
}

// TestTwoDevicesStartOneDraft: who comes second waits, and goes on with what the
// first has written.
func TestTwoDevicesStartOneDraft(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		inForce []string
		want    []string
	}{
		{"the first of the week", nil, []string{"Нове"}},
		{"beside a plan in force", []string{"Давнє"}, []string{"Давнє", "Нове"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := openMail(t)
			u, head := m.unit("Культура"), m.person("Коваль")
			m.do(func(ctx context.Context, tx *storage.Tx) (err error) {
				if tt.inForce != nil {
					_, err = submitted(ctx, tx, u, head, council.Submitted, tt.inForce...)
				}
				return err
			})
			second := make(chan council.Submission, 1)
			var first council.Submission
			m.do(func(ctx context.Context, tx *storage.Tx) (err error) {
				if first, err = drafted(ctx, tx, u, "Нове"); err != nil {
					return err
				}
				go func() {
					var found council.Submission
					err := m.db.InTx(t.Context(), func(tx *storage.Tx) (err error) {
						found, err = tx.DraftOf(t.Context(), u.ID, planned)
						return err
					})
					if err != nil {
						t.Error(err)
					}
					second <- found
				}()
				eventually(t, "the second waits", func() bool {
					return one[int](m, `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) > 0
				})
				return nil
			})
			found := <-second
			if diff := cmp.Diff(first, found); diff != "" {
				t.Errorf("what the second finds (-the first's +found):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, titlesOf(found)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

// TestWhatADraftRefuses is a conflict, and nothing of its transaction stands.
func TestWhatADraftRefuses(t *testing.T) {
	t.Parallel()
	many := make([]string, council.MaxEntries)
	for i := range many {
		many[i] = fmt.Sprintf("Захід %03d", i)
	}
	tests := []struct {
		name   string
		titles []string
		state  council.SubmissionState
		do     func(ctx context.Context, tx *storage.Tx, s council.Submission) error
	}{
		{"one more than it takes", many, council.Draft, func(ctx context.Context, tx *storage.Tx, s council.Submission) error {
			_, err := tx.AddEntries(ctx, s.ID, []council.Entry{onTuesday("Зайвий")})
			return err
		}},
		{"one put back into a full one", many, council.Draft, func(ctx context.Context, tx *storage.Tx, s council.Submission) error {
			gone := s.Entries[0].ID
			if _, err := tx.RemoveEntries(ctx, s.ID, []int64{gone}); err != nil {
				return err
			}
			if _, err := tx.AddEntries(ctx, s.ID, []council.Entry{onTuesday("Замість")}); err != nil {
				return err
			}
			return tx.RestoreEntry(ctx, s.ID, gone)
		}},
		{"added to what is submitted", []string{"Захід 1"}, council.Submitted, func(ctx context.Context, tx *storage.Tx, s council.Submission) error {
			_, err := tx.AddEntries(ctx, s.ID, []council.Entry{onTuesday("Захід 2")})
			return err
		}},
		{"changed in what is submitted", []string{"Захід 1"}, council.Submitted, func(ctx context.Context, tx *storage.Tx, s council.Submission) error {
			s.Entries[0].Title = "Інша"
			return tx.UpdateEntry(ctx, s.ID, s.Entries[0])
		}},
		{"taken out of what is submitted", []string{"Захід 1"}, council.Submitted, func(ctx context.Context, tx *storage.Tx, s council.Submission) error {
			_, err := tx.RemoveEntries(ctx, s.ID, []int64{s.Entries[0].ID})
			return err
		}},
		{"submitted twice", []string{"Захід 1"}, council.Submitted, func(ctx context.Context, tx *storage.Tx, s council.Submission) error {
			return tx.Submit(ctx, s)
		}},
		{"an entry of nobody among its own", []string{"Захід 1"}, council.Draft, func(ctx context.Context, tx *storage.Tx, s council.Submission) error {
			own := s.Entries[0]
			own.Title = "Інша"
			return tx.UpdateEntries(ctx, s.ID, []council.Entry{own, {ID: own.ID + 1000}})
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := openDirectory(t)
			u, head := d.unit("Культура"), d.person("Коваль")
			var before council.Submission
			d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
				if tt.state == council.Draft {
					before, err = drafted(ctx, tx, u, tt.titles...)
				} else {
					before, err = submitted(ctx, tx, u, head, tt.state, tt.titles...)
				}
				return err
			})
			read := func(ctx context.Context, tx *storage.Tx) (s council.Submission, err error) {
				return tx.SubmissionByID(ctx, before.ID)
			}
			err := d.try(func(ctx context.Context, tx *storage.Tx) error {
				s, err := read(ctx, tx)
				if err != nil {
					return err
				}
				return tt.do(ctx, tx, s)
			})
			if !errors.Is(err, council.ErrConflict) {
				t.Errorf("got %v, want a conflict", err)
			}
			d.do(func(ctx context.Context, tx *storage.Tx) error {
				after, err := read(ctx, tx)
				if diff := cmp.Diff(before, after); diff != "" {
					t.Errorf("changed by what was refused (-before +after):\n%s", diff)
				}
				return err
			})
		})
	}
}

// TestAUnitsWeek is what still counts of it, and its deadline where that was moved.
func TestAUnitsWeek(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	head := d.person("Коваль")
	type version struct {
		State  council.SubmissionState
		Titles []string
	}
	tests := []struct {
		name string
		fill func(ctx context.Context, tx *storage.Tx, u council.Unit) error
		want []version
	}{
		{"nothing", func(context.Context, *storage.Tx, council.Unit) error { return nil }, nil},
		{"an empty draft", func(ctx context.Context, tx *storage.Tx, u council.Unit) error {
			_, err := drafted(ctx, tx, u)
			return err
		}, []version{{council.Draft, []string{}}}},
		{"a draft beside a proposal and a plan", func(ctx context.Context, tx *storage.Tx, u council.Unit) error {
			if _, err := submitted(ctx, tx, u, head, council.Submitted, "Захід 1"); err != nil {
				return err
			}
			if _, err := submitted(ctx, tx, u, head, council.Proposed, "Захід 2"); err != nil {
				return err
			}
			_, err := drafted(ctx, tx, u, "Захід 3")
			return err
		}, []version{
			{council.Submitted, []string{"Захід 1"}},
			{council.Proposed, []string{"Захід 1", "Захід 2"}},
			{council.Draft, []string{"Захід 1", "Захід 3"}},
		}},
		{"a plan submitted anew", func(ctx context.Context, tx *storage.Tx, u council.Unit) error {
			if _, err := submitted(ctx, tx, u, head, council.Submitted, "Захід 1"); err != nil {
				return err
			}
			_, err := submitted(ctx, tx, u, head, council.Submitted, "Захід 2")
			return err
		}, []version{{council.Submitted, []string{"Захід 1", "Захід 2"}}}},
		{"a dropped draft", func(ctx context.Context, tx *storage.Tx, u council.Unit) error {
			if _, err := drafted(ctx, tx, u, "Захід 1"); err != nil {
				return err
			}
			return tx.DropDraft(ctx, u.ID, planned)
		}, nil},
	}
	at := moment.Add(time.Hour)
	for i, tt := range tests {
		u := d.unit(fmt.Sprintf("Підрозділ %d", i))
		for _, deadline := range []time.Time{{}, at} {
			d.do(func(ctx context.Context, tx *storage.Tx) error {
				if deadline.IsZero() { // once for a unit
					if err := tt.fill(ctx, tx, u); err != nil {
						return err
					}
				}
				if err := tx.MoveDeadline(ctx, planned, deadline); err != nil {
					return err
				}
				moved, found, err := tx.UnitWeek(ctx, u.ID, planned)
				if !moved.Equal(deadline) {
					t.Errorf("%s: moved to %s, want %s", tt.name, moved, deadline)
				}
				var got []version
				for _, s := range found {
					got = append(got, version{s.State, titlesOf(s)})
				}
				if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s (-want +got):\n%s", tt.name, diff)
				}
				return err
			})
		}
	}
}
