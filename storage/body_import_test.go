package storage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func (d *directory) importBodies(rows ...council.BodyRow) error {
	return d.try(func(ctx context.Context, tx *storage.Tx) error {
		current, err := tx.CurrentBodies(ctx, today)
		if err != nil {
			return err
		}
		return tx.ApplyBodies(ctx, council.PlanBodies(current, rows), today)
	})
}

func TestImportedBodies(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	d.leader("Міський голова", "Яремко")
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		for _, p := range []council.Person{{Key: "p1", Surname: "Гай"}, {Key: "p2", Surname: "Дуб"}} {
			if _, err := tx.AddPerson(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
	chair := council.BodyRow{Body: "Виконком", Preset: council.CommitteePreset, Total: 3, Venue: "зала", Mode: council.Mixed, Seat: council.ChairSeat, Post: "міський голова", Votes: true}
	first := council.BodyRow{Body: "виконком", Seat: council.MemberSeat, Key: "p1", Votes: true}
	second := council.BodyRow{Body: "Виконком", Seat: council.MemberSeat, Key: "p2", Votes: true}
	steps := []struct {
		rows []council.BodyRow
		want []string
	}{
		{[]council.BodyRow{chair, first}, []string{"chair Яремко", "member Гай"}},
		{[]council.BodyRow{chair, first}, []string{"chair Яремко", "member Гай"}},
		{[]council.BodyRow{chair, second}, []string{"chair Яремко", "member Дуб"}},
	}
	for _, step := range steps {
		if err := d.importBodies(step.rows...); err != nil {
			t.Fatal(err)
		}
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			bodies, err := tx.BodiesOn(ctx, today)
			if err != nil || len(bodies) != 1 {
				t.Fatalf("%d bodies, %v", len(bodies), err)
			}
			if diff := cmp.Diff(step.want, d.seatsOn(bodies[0], today)); diff != "" {
				t.Error(diff)
			}
			total, err := tx.CompositionOn(ctx, bodies[0].ID, today)
			if b := bodies[0]; total != 3 || b.Kind != council.Committee || b.Venue != "зала" || b.Mode != council.Mixed {
				t.Errorf("a %s of %d in %q, %s", b.Kind, total, b.Venue, b.Mode)
			}
			return err
		})
	}
	stranger := second
	stranger.Key = "p9"
	if err := d.importBodies(chair, stranger); !errors.Is(err, council.ErrNotFound) {
		t.Errorf("somebody who does not exist: %v", err)
	}
}
