package storage_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

const aboutWeek = "week:2026-11-30"

// tell enqueues a notice about the week for each key; keys begin with the kind
// and end with the person.
func (d *directory) tell(class council.Class, p council.Person, keys ...string) {
	d.Helper()
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		for _, key := range keys {
			n := council.Notice{PersonID: p.ID, Class: class, About: aboutWeek, Key: key, Message: council.Message{HTML: key}}
			if _, err := tx.Enqueue(ctx, []council.Notice{n}, moment, moment); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *directory) send(key string, ending council.Ending, reason string) {
	d.Helper()
	letters, err := d.db.Claim(d.Context(), 10, true, moment)
	if err != nil {
		d.Fatal(err)
	}
	for _, l := range letters {
		if l.Message.HTML != key {
			d.Fatalf("%s is at the head, want %s", l.Message.HTML, key)
		}
		if err := d.db.Finish(d.Context(), []council.Fate{{Letter: l, Ending: ending, Reason: reason}}, moment); err != nil {
			d.Fatal(err)
		}
	}
}

func (d *directory) deliveries(prefix string) []string {
	d.Helper()
	var lines []string
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		found, err := tx.Deliveries(ctx, aboutWeek, prefix)
		for _, x := range found {
			line := fmt.Sprintf("%s %s %s", x.Person.Surname, x.Kind, x.State)
			if !x.At.IsZero() {
				line += " " + x.At.UTC().Format("15:04")
			}
			lines = append(lines, line)
		}
		return err
	})
	return lines
}

func TestDeliveries(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	told, away := d.person("Бондар"), d.person("Гай")
	d.bind(told, 101)
	d.tell(council.Bulk, told, "remind:1")
	d.send("remind:1", council.Sent, "")
	d.tell(council.Bulk, told, "nudge:1")
	d.tell(council.Bulk, away, "nudge:2")

	want := []string{"Бондар remind sent 08:00", "Бондар nudge waiting", "Гай nudge no account"}
	if diff := cmp.Diff(want, d.deliveries("")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[1:], d.deliveries("nudge:")); diff != "" {
		t.Error(diff)
	}
}

func TestWithdrawNotices(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Бондар")
	d.bind(p, 101)
	d.tell(council.Bulk, p, "remind:2026-11-30:1:a", "remind:2026-11-30:10:a", "nudge:2026-11-30:1:a", "digest:1", "remind:2026-11-30:1:b")

	var withdrawn int
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		withdrawn, err = tx.WithdrawNotices(ctx, aboutWeek, "remind:2026-11-30:1:", "nudge:2026-11-30:1:")
		return err
	})
	want := []string{"Бондар remind withdrawn", "Бондар remind waiting", "Бондар nudge withdrawn", "Бондар digest waiting", "Бондар remind withdrawn"}
	if diff := cmp.Diff(want, d.deliveries("")); diff != "" || withdrawn != 3 {
		t.Errorf("%d withdrawn, want 3; %s", withdrawn, diff)
	}
	// What is left leaves in its order, and then the lane is at rest.
	d.send("remind:2026-11-30:10:a", council.Sent, "")
	d.send("digest:1", council.Sent, "")
	if letters, err := d.db.Claim(d.Context(), 10, true, moment); err != nil || len(letters) > 0 {
		t.Errorf("%v %v, want nothing left", letters, err)
	}
}

func TestALetterOnItsWayMayStillBeWithdrawn(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Бондар")
	d.bind(p, 101)
	d.tell(council.Bulk, p, "remind:1")
	letters, err := d.db.Claim(d.Context(), 1, true, moment)
	if err != nil || len(letters) != 1 {
		t.Fatal(letters, err)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.WithdrawNotices(ctx, aboutWeek, "remind:")
		return err
	})
	if err := d.db.Finish(d.Context(), []council.Fate{{Letter: letters[0], Ending: council.Sent}}, moment); err != nil {
		t.Fatal(err)
	}
	d.tell(council.Bulk, p, "digest:1")
	d.send("digest:1", council.Sent, "")
	if diff := cmp.Diff([]string{"Бондар remind withdrawn", "Бондар digest sent 08:00"}, d.deliveries("")); diff != "" {
		t.Error(diff)
	}
}

func TestNoticesSince(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Бондар")
	d.tell(council.Bulk, p, "nudge:1", "remind:1")
	for since, want := range map[time.Time][]string{moment.Add(-time.Hour): {"nudge:1"}, moment: {}} {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			got, err := tx.NoticesSince(ctx, aboutWeek, "nudge:", since)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("since %s: %s", since, diff)
			}
			return err
		})
	}
}

func TestOnlyOldRepliesArePruned(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Бондар")
	d.tell(council.Reply, p, "reply:1") // failed at once: there is no account
	d.tell(council.Bulk, p, "notice:1") // who was told is kept
	d.bind(p, 101)
	d.tell(council.Reply, p, "reply:2") // still waits
	for before, want := range map[time.Time]int64{moment: 0} {
		if got, err := d.db.PruneReplies(d.Context(), before); err != nil || got != want {
			t.Errorf("%d pruned, want %d; %v", got, want, err)
		}
	}
	if got, err := d.db.PruneReplies(d.Context(), moment.Add(time.Second)); err != nil || got != 1 {
		t.Errorf("%d pruned, want 1; %v", got, err)
	}
	if diff := cmp.Diff([]string{"Бондар notice no account", "Бондар reply waiting"}, d.deliveries("")); diff != "" {
		t.Error(diff)
	}
}
