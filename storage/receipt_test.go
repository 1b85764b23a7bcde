package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// ask enqueues a notice about the week that its receiver is to take note of.
func (d *directory) ask(p council.Person, key string) {
	d.Helper()
	n := council.Notice{PersonID: p.ID, Class: council.Bulk, About: aboutWeek, Key: key, Message: council.Message{HTML: key, TakeNote: true}}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Enqueue(ctx, []council.Notice{n}, moment, moment)
		return err
	})
}

func TestANoticeIsTakenNoteOfOnceByItsReceiver(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	told, other := d.person("Бондар"), d.person("Гай")
	d.bind(told, 101)
	d.ask(told, "change:5:1")
	d.tell(council.Bulk, told, "nudge:1")
	d.send("change:5:1", council.Sent, "")
	for n, want := range []bool{true, false} {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			at, first, err := tx.Acknowledge(ctx, "change:5:1", told.ID, moment.Add(time.Duration(n)*time.Hour))
			if first != want || !at.Equal(moment) {
				t.Errorf("time %d: %v, %v", n+1, at, first)
			}
			return err
		})
	}
	for _, tt := range []struct {
		name, key string
		person    council.Person
	}{
		{"another's", "change:5:1", other}, {"no letter", "change:6:1", told}, {"it asks for nothing", "nudge:1", told},
		{"part of a key", "change:5:", told},
	} {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			if _, _, err := tx.Acknowledge(ctx, tt.key, tt.person.ID, moment); !errors.Is(err, council.ErrNotFound) {
				t.Errorf("%s: %v", tt.name, err)
			}
			return nil
		})
	}
	if diff := cmp.Diff([]string{"Бондар change acknowledged 08:00", "Бондар nudge waiting"}, d.deliveries("")); diff != "" {
		t.Error(diff)
	}
}

// TestAnEMailIsTakenNoteOfInTheChat: who got it by e-mail too, or instead, and
// then enters, presses under the letter that was sent again.
func TestAnEMailIsTakenNoteOfInTheChat(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	told := d.person("Бондар")
	d.bind(told, 101)
	d.ask(told, "plan:1")
	d.ask(told, "plan:1:email")
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, _, err := tx.Acknowledge(ctx, "plan:1", told.ID, moment)
		return err
	})
	want := []string{"Бондар plan acknowledged", "Бондар plan acknowledged"}
	if diff := cmp.Diff(want, d.deliveries("")); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsPrintedForTheRestIsKept(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	away := d.person("Гай")
	d.tell(council.Bulk, away, "invite:7:1::1")
	for _, at := range []time.Time{moment, moment.Add(time.Hour)} {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			if err := tx.MarkPrinted(ctx, []string{"invite:7:1::1", "invite:7:1::1"}, at); err != nil {
				return err
			}
			found, err := tx.Deliveries(ctx, aboutWeek, "")
			if len(found) != 1 || !found[0].PrintedAt.Equal(at) || !found[0].AcknowledgedAt.IsZero() {
				t.Errorf("%+v", found)
			}
			return err
		})
	}
}
