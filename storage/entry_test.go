package storage

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/testkit"
)

// TestEntriesOfOtherVersionsAreLeftOut: a version may come or go between the
// statement that finds those that count and the one that reads the entries.
func TestEntriesOfOtherVersionsAreLeftOut(t *testing.T) {
	t.Parallel()
	db, err := Open(t.Context(), testkit.DSN(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	units := []string{"Культура", "Фінанси"}
	week := council.Week{Monday: council.NewDate(2026, 11, 30)}
	err = db.InTx(t.Context(), func(tx *Tx) error {
		var drafts []council.Submission
		for _, name := range units {
			draft, err := draftWith(t.Context(), tx, name, week)
			if err != nil {
				return err
			}
			drafts = append(drafts, draft)
		}
		for _, known := range [][]council.Submission{nil, drafts[:1], drafts} {
			rows, err := tx.tx.Query(t.Context(), `SELECT e.submission_id, `+entryColumns+` FROM entry e`)
			if err != nil {
				return err
			}
			got := append([]council.Submission{}, known...)
			if err := readEntries(rows, got); err != nil {
				return err
			}
			for i, s := range got {
				var titles []string
				for _, e := range s.Entries {
					titles = append(titles, e.Title)
				}
				if diff := cmp.Diff([]string{units[i]}, titles); diff != "" {
					t.Errorf("of %d known ones, entries of submission %d (-want +got):\n%s", len(known), i, diff)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// draftWith is the draft of a new unit, with an entry of its name that is not yet
// read.
func draftWith(ctx context.Context, tx *Tx, name string, week council.Week) (council.Submission, error) {
	unit, err := tx.AddUnit(ctx, council.Unit{Name: name, Kind: council.ExecutiveBody, Duty: council.MustSubmit, From: council.NewDate(2026, 1, 1)})
	if err != nil {
		return council.Submission{}, err
	}
	draft, err := tx.DraftOf(ctx, unit, week)
	if err != nil {
		return draft, err
	}
	_, err = tx.AddEntries(ctx, draft.ID, []council.Entry{{From: week.Monday, To: week.Monday, Kind: council.AllDay, Title: name}})
	return draft, err
}
