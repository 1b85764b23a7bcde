package storage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func (d *directory) agenda(m council.Meeting) ([]council.AgendaItem, []council.Material) {
	d.Helper()
	var items []council.AgendaItem
	var materials []council.Material
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		items, materials, err = tx.AgendaOf(ctx, m.ID)
		return err
	})
	return items, materials
}

func (d *directory) question(m council.Meeting, title string) council.AgendaItem {
	d.Helper()
	item := council.AgendaItem{Title: title, Speaker: "Ткач"}
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		item.ID, err = tx.SetAgendaItem(ctx, m.ID, item)
		return err
	})
	return item
}

func TestTheAgendaKeepsItsOrder(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(ctx context.Context, tx *storage.Tx, m council.Meeting, id map[string]int64) error
		want   string
	}{
		{"as added", func(context.Context, *storage.Tx, council.Meeting, map[string]int64) error { return nil }, "абвг"},
		{"moved up", func(ctx context.Context, tx *storage.Tx, m council.Meeting, id map[string]int64) error {
			return tx.MoveAgendaItem(ctx, m.ID, id["г"], 2)
		}, "агбв"},
		{"moved down", func(ctx context.Context, tx *storage.Tx, m council.Meeting, id map[string]int64) error {
			return tx.MoveAgendaItem(ctx, m.ID, id["а"], 3)
		}, "бваг"},
		{"moved to where it stands", func(ctx context.Context, tx *storage.Tx, m council.Meeting, id map[string]int64) error {
			return tx.MoveAgendaItem(ctx, m.ID, id["б"], 2)
		}, "абвг"},
		{"moved beyond the end", func(ctx context.Context, tx *storage.Tx, m council.Meeting, id map[string]int64) error {
			return tx.MoveAgendaItem(ctx, m.ID, id["а"], 40)
		}, "бвга"},
		{"moved before the beginning", func(ctx context.Context, tx *storage.Tx, m council.Meeting, id map[string]int64) error {
			return tx.MoveAgendaItem(ctx, m.ID, id["в"], -1)
		}, "вабг"},
		{"one removed, twice", func(ctx context.Context, tx *storage.Tx, m council.Meeting, id map[string]int64) error {
			return errors.Join(tx.RemoveAgendaItem(ctx, m.ID, id["б"]), tx.RemoveAgendaItem(ctx, m.ID, id["б"]))
		}, "авг"},
		{"one that is not there", func(ctx context.Context, tx *storage.Tx, m council.Meeting, _ map[string]int64) error {
			return errors.Join(tx.MoveAgendaItem(ctx, m.ID, 999, 1), tx.RemoveAgendaItem(ctx, m.ID, 999))
		}, "абвг"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := openDirectory(t)
			b := d.body(committee())
			m, other := d.meeting(b, today), d.meeting(b, today)
			d.question(other, "чуже")
			id := map[string]int64{}
			for _, title := range []string{"а", "б", "в", "г"} {
				id[title] = d.question(m, title).ID
			}
			d.do(func(ctx context.Context, tx *storage.Tx) error { return tt.change(ctx, tx, m, id) })
			items, _ := d.agenda(m)
			got := ""
			for i, item := range items {
				got += item.Title
				if item.Position != i+1 {
					t.Errorf("%s stands at %d, want %d", item.Title, item.Position, i+1)
				}
			}
			if got != tt.want {
				t.Errorf("agenda %s, want %s", got, tt.want)
			}
			if items, _ := d.agenda(other); len(items) != 1 {
				t.Errorf("the other meeting has %d items", len(items))
			}
		})
	}
}

func TestMaterialsGoWithTheirItem(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	clerk := d.person("Писар")
	b := d.body(committee())
	m, other := d.meeting(b, today), d.meeting(b, today)
	item := d.question(m, "Про бюджет")
	want := []council.Material{
		{Name: "Порядок денний", FileID: "BQAC"},
		{ItemID: item.ID, Name: "Проєкт", Link: "https://example.org"},
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		for i := range want {
			var err error
			if want[i].ID, err = tx.AddMaterial(ctx, m.ID, want[i], clerk.ID, moment); err != nil {
				return err
			}
		}
		// Another meeting's dialogue takes nothing from this one.
		return tx.RemoveMaterial(ctx, other.ID, want[0].ID)
	})
	if _, got := d.agenda(m); cmp.Diff(want, got) != "" {
		t.Error(cmp.Diff(want, got))
	}
	item.Title, item.Speaker, item.Position = "Про зміни", "", 1
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.SetAgendaItem(ctx, m.ID, item)
		return err
	})
	if items, _ := d.agenda(m); cmp.Diff([]council.AgendaItem{item}, items) != "" {
		t.Error(cmp.Diff([]council.AgendaItem{item}, items))
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.RemoveAgendaItem(ctx, m.ID, item.ID) })
	if _, got := d.agenda(m); cmp.Diff(want[:1], got) != "" {
		t.Error(cmp.Diff(want[:1], got))
	}
	err := d.try(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.SetAgendaItem(ctx, m.ID, item)
		return err
	})
	if !errors.Is(err, council.ErrConflict) {
		t.Errorf("changing an item that is gone: %v", err)
	}
}
