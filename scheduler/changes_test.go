package scheduler_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
)

// newsWords write the evening's news as "N: titles".
type newsWords struct{}

func (newsWords) ChangeDigest(r council.Revision, changes []council.Change, _ int64) []council.Message {
	var titles []string
	for _, c := range changes {
		titles = append(titles, string(c.Kind)+" "+c.Entry().Title)
	}
	return []council.Message{{HTML: fmt.Sprintf("%d: %s", r.Number, strings.Join(titles, ", "))}}
}

// newsroom is the house with revision 1 sent to the mayor and the assistant.
func newsroom(t *testing.T) (*house, *scheduler.ChangeRunner[*storage.Tx]) {
	t.Helper()
	h := openHouse(t)
	h.exec(`INSERT INTO plan (week, state, number) VALUES ('2026-11-23', 'agreed', 2)`)
	h.do(func(ctx context.Context, tx *storage.Tx) error {
		for n := 1; n <= 2; n++ {
			if err := tx.AddRevision(ctx, council.Revision{Week: thisWeek, Number: n}); err != nil {
				return err
			}
		}
		return nil
	})
	h.exec(`INSERT INTO plan_copy (week, number, person_id, channel, part, key, made_at)
		SELECT '2026-11-23', 1, id, 'telegram', 'whole', 'plan:' || id, now() FROM person WHERE surname IN ('мер', 'помічник')`)
	return h, &scheduler.ChangeRunner[*storage.Tx]{Means: h.means(), Zone: localZone(t), Quiet: quiet, Evening: 17 * 60, Composer: newsWords{}}
}

// accepts keeps a change that was accepted at the moment.
func (h *house) accepts(kind council.ChangeKind, title, at string, number int) int64 {
	h.Helper()
	e := council.RevisionEntry{Entry: council.Entry{Title: title, Visibility: council.StaffOnly}}
	c := council.Change{Week: thisWeek, Kind: kind, State: council.ChangeAccepted, Now: &e, AskedBy: 1, AskedAt: h.at(at), DecidedBy: 1, DecidedAt: h.at(at), Number: number}
	var id int64
	h.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		id, err = tx.AddChange(ctx, c)
		return err
	})
	return id
}

// news are the evening's letters as "person: text".
func (h *house) news() []string {
	h.Helper()
	return h.column(`SELECT p.surname || ' ' || (o.message->>'html') FROM outbox o JOIN person p ON p.id = o.person_id
		WHERE o.key LIKE 'changes:%' ORDER BY o.id`)
}

func TestTheEveningTellsTheDaysChangesOnce(t *testing.T) {
	t.Parallel()
	h, r := newsroom(t)
	run := func(at string) {
		t.Helper()
		if err := r.RunOnce(t.Context(), h.at(at)); err != nil {
			t.Fatal(err)
		}
	}
	first := h.accepts(council.AddEntry, "Концерт", "пн 10:00", 2)
	h.accepts(council.MoveEntry, "Нарада", "пн 16:00", 2)
	h.exec(fmt.Sprintf(`INSERT INTO outbox (person_id, class, about, key, message, state, created_at)
		SELECT id, 2, 'week:2026-11-23', 'change:%d:' || id, '{}', 'sent', now() FROM person WHERE surname = 'помічник'`, first))
	run("пн 16:59")
	if got := h.news(); len(got) != 0 {
		t.Fatalf("told before the evening: %q", got)
	}
	run("пн 17:00")
	want := []string{"мер 2: add Концерт, move Нарада", "помічник 2: move Нарада"}
	if diff := cmp.Diff(want, h.news()); diff != "" {
		t.Error(diff)
	}
	h.accepts(council.CancelEntry, "Ярмарок", "пн 17:30", 3)
	run("пн 17:31")
	run("пн 23:00") // quiet
	if diff := cmp.Diff(want, h.news()); diff != "" {
		t.Error(diff)
	}
	run("ср 09:00") // down over Tuesday's evening
	want = append(want, "мер 2: cancel Ярмарок", "помічник 2: cancel Ярмарок")
	if diff := cmp.Diff(want, h.news()); diff != "" {
		t.Error(diff)
	}
}

func TestWhoWasSentTheNewRevisionHearsOfNoChange(t *testing.T) {
	t.Parallel()
	h, r := newsroom(t)
	h.exec(`UPDATE plan_copy SET number = 2 WHERE person_id = (SELECT id FROM person WHERE surname = 'мер')`)
	h.accepts(council.AddEntry, "Концерт", "пн 10:00", 2)
	if err := r.RunOnce(t.Context(), h.at("пн 17:00")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"помічник 2: add Концерт"}, h.news()); diff != "" {
		t.Error(diff)
	}
}
