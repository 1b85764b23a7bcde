package storage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sereda/council"
	"sereda/storage"
)

// wordsOf are the unit's words, without their ids.
func (d *directory) wordsOf(u council.Unit) []council.Word {
	d.Helper()
	var found []council.Word
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		found, err = tx.WordsOf(ctx, u.ID)
		return err
	})
	for i := range found {
		found[i].ID = 0
	}
	return found
}

func (d *directory) word(w council.Word) council.Word {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		w.ID, err = tx.SaveWord(ctx, w)
		return err
	})
	return w
}

func TestWordsHoldForTheirUnitUntilTheyAreAcceptedForAll(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	culture, finance := d.unit("Культура"), d.unit("Фінанси")
	hall := d.word(council.Word{Kind: council.VenueWord, Written: "СЗ", Meaning: "Сесійна зала", UnitID: culture.ID})
	d.word(council.Word{Kind: council.VenueWord, Written: "СЗ", Meaning: "Спортзал", UnitID: finance.ID})
	person := d.word(council.Word{Kind: council.PersonWord, Written: "Петренко", Meaning: "Петренко П.П.", RefID: d.person("Петренко").ID})
	person.ID, hall.ID = 0, 0
	if diff := cmp.Diff([]council.Word{hall, person}, d.wordsOf(culture)); diff != "" {
		t.Errorf("before: -want +got\n%s", diff)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.AcceptWord(ctx, hall) })
	hall.UnitID = 0
	for _, u := range []council.Unit{culture, finance} {
		if diff := cmp.Diff([]council.Word{person, hall}, d.wordsOf(u)); diff != "" {
			t.Errorf("accepted, %s: -want +got\n%s", u.Name, diff)
		}
	}
}

func TestAWordWrittenTheSameTakesTheNewMeaning(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	u := d.unit("Культура")
	first := d.word(council.Word{Kind: council.VenueWord, Written: "каб. 205", Meaning: "каб. 205", UnitID: u.ID})
	second := d.word(council.Word{Kind: council.VenueWord, Written: "Каб.205", Meaning: "каб. 205, вул. Соборна, 1", UnitID: u.ID})
	if first.ID != second.ID {
		t.Errorf("two rows, %d and %d", first.ID, second.ID)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		got, err := tx.WordByID(ctx, first.ID)
		if diff := cmp.Diff(second, got); diff != "" {
			t.Error(diff)
		}
		return errors.Join(err, tx.RemoveWord(ctx, first.ID), tx.RemoveWord(ctx, first.ID))
	})
	if err := d.try(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.WordByID(ctx, first.ID)
		return err
	}); !errors.Is(err, council.ErrNotFound) {
		t.Errorf("removed, got %v", err)
	}
}

func TestDoubtsStayWithTheirEntry(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	u := d.unit("Культура")
	noon, day, kind := council.TimeOfDay(725), council.NewDate(2026, 12, 1), council.Timed
	doubts := []council.Doubt{
		{Question: council.DayOrTime, Text: "12.05", Choices: []council.Choice{
			{From: &day, To: &day}, {Kind: &kind, Hours: &council.Hours{Start: &noon}}}},
		{Question: council.WhichLeader, Text: "керівництво", Choices: []council.Choice{{Leaders: &[]int64{4, 5}}, {}}},
	}
	want := council.Entry{From: day, To: day, Kind: council.Timed, Title: "Нарада", Visibility: council.StaffOnly,
		Leaders: []int64{}, Source: council.Source{ChatID: 1, MessageID: 2, Line: 3, Text: "12.05 Нарада"}, Doubts: doubts}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		draft, err := tx.DraftOf(ctx, u.ID, planned)
		if err != nil {
			return err
		}
		ids, err := tx.AddEntries(ctx, draft.ID, []council.Entry{want})
		if err != nil {
			return err
		}
		check := func() error {
			got, err := tx.SubmissionByID(ctx, draft.ID)
			if diff := cmp.Diff([]council.Entry{want}, got.Entries, cmpopts.IgnoreFields(council.Entry{}, "ID", "Origin")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			return err
		}
		if err := check(); err != nil {
			return err
		}
		want.ID = ids[0]
		want = doubts[0].Choices[1].Apply(want).Settled(doubts[0])
		want.Source.Edited = true
		if err := tx.UpdateEntries(ctx, draft.ID, []council.Entry{want}); err != nil {
			return err
		}
		return check()
	})
}
