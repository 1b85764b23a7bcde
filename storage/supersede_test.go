package storage_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// shows enqueues, in one call, an edit of the chat's board for each text.
func (d *directory) shows(chat int64, word string, texts ...string) {
	d.Helper()
	var notices []council.Notice
	for _, text := range texts {
		notices = append(notices, council.Notice{ChatID: chat, Class: council.Reply, Supersedes: word,
			Message: council.Message{HTML: text, Edit: 7, Live: true}})
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Enqueue(ctx, notices, moment, moment)
		return err
	})
}

// claimed are the letters that leave now: "chat text", and still on their way.
func (d *directory) claimed() []council.Letter {
	d.Helper()
	letters, err := d.db.Claim(d.Context(), 10, false, moment)
	if err != nil {
		d.Fatal(err)
	}
	return letters
}

func fatesOf(letters []council.Letter) []council.Fate {
	var fates []council.Fate
	for _, l := range letters {
		fates = append(fates, council.Fate{Letter: l, Ending: council.Sent, MessageID: 7})
	}
	return fates
}

func (d *directory) finish(letters ...council.Letter) {
	d.Helper()
	if err := d.db.Finish(d.Context(), fatesOf(letters), moment); err != nil {
		d.Fatal(err)
	}
}

// delivered sends until nothing waits.
func (d *directory) delivered() []string {
	d.Helper()
	var lines []string
	for range 20 {
		letters := d.claimed()
		for _, l := range letters {
			lines = append(lines, fmt.Sprintf("%d %s", l.ChatID, l.Message.HTML))
		}
		if len(letters) == 0 {
			break
		}
		d.finish(letters...)
	}
	if n, err := d.db.WaitingLetters(d.Context(), moment); err != nil || n != 0 {
		d.Errorf("%d letters wait, %v", n, err)
	}
	return lines
}

func TestQuickChangesOfAScreenLeaveAsOne(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		do   func(d *directory)
		want []string
	}{
		"the newest stands": {
			func(d *directory) { d.shows(101, "board", "1"); d.shows(101, "board", "2"); d.shows(101, "board", "3") },
			[]string{"101 3"},
		},
		"within one call too": {
			func(d *directory) { d.shows(101, "board", "1", "2", "3") },
			[]string{"101 3"},
		},
		"each chat has its own": {
			func(d *directory) { d.shows(101, "board", "1"); d.shows(102, "board", "2"); d.shows(101, "board", "3") },
			[]string{"101 3", "102 2"},
		},
		"each screen has its own": {
			func(d *directory) { d.shows(101, "board", "1"); d.shows(101, "other", "2"); d.shows(101, "board", "3") },
			[]string{"101 2", "101 3"},
		},
		"other messages are left alone": {
			func(d *directory) { d.shows(101, "", "1"); d.shows(101, "board", "2"); d.shows(101, "", "3", "4") },
			[]string{"101 1", "101 2", "101 3", "101 4"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := openDirectory(t)
			test.do(d)
			got := d.delivered()
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// An edit that is being sent when the next comes is followed by it, never by
// itself: the chat ends with the newest.
func TestAnEditOnItsWayIsFollowedByTheNewer(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	d.shows(101, "board", "1")
	first := d.claimed()
	d.shows(101, "board", "2")
	if again := d.claimed(); len(again) > 0 {
		t.Fatalf("%d letters leave beside the one on its way", len(again))
	}
	d.finish(first...)
	if diff := cmp.Diff([]string{"101 2"}, d.delivered()); diff != "" {
		t.Error(diff)
	}
}

// While a crowd checks in a board is edited a few times and then once a second;
// what comes meanwhile leaves as one, the newest. Nothing else waits longer for
// it than that second, however much the chat was told before.
func TestABoardThatFollowsACrowdIsEditedOnceASecond(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	began := time.Now()
	edits, last := 0, ""
	for n, waits := 0, false; n < 60 || !waits; n++ {
		last = fmt.Sprint(n)
		m.shows(101, "board", last)
		letters := m.claimed()
		m.finish(fatesOf(letters)...)
		edits, waits = edits+len(letters), len(letters) == 0
	}
	if most := 8 + int(time.Since(began)/time.Second); edits < 5 || edits > most {
		t.Errorf("edited %d times, want 5 to %d", edits, most)
	}
	var soon bool
	var waiting []string
	err := m.sql.QueryRow(t.Context(), `
		SELECT bool_and(l.next_at <= now() + interval '1 second'), array_agg(o.message->>'html')
		FROM lane l JOIN outbox o ON o.lane_id = l.id
		WHERE o.state = 'waiting'`).Scan(&soon, &waiting)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{last}, waiting); diff != "" || !soon {
		t.Errorf("what waits, within a second %v: %s", soon, diff)
	}
}

// By a person's account and by its chat, it is one screen.
func TestAScreenOfAPersonIsThatOfTheAccount(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Бондар")
	d.bind(p, 101)
	d.shows(101, "board", "1")
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Enqueue(ctx, []council.Notice{{PersonID: p.ID, Supersedes: "board", Message: council.Message{HTML: "2"}}}, moment, moment)
		return err
	})
	if diff := cmp.Diff([]string{"101 2"}, d.delivered()); diff != "" {
		t.Error(diff)
	}
}

func TestBoardsOfAMeeting(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	b := d.body(council.Body{Name: "Комісія", Kind: council.Working, From: start})
	m := d.meeting(b, today)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		for _, board := range []council.Board{{ChatID: 102, MessageID: 5, View: "rb:1"}, {ChatID: 101, MessageID: 7, View: "rb:1"},
			{ChatID: 102, MessageID: 9}} {
			if err := tx.KeepBoard(ctx, m.ID, board); err != nil {
				return err
			}
		}
		got, err := tx.BoardsOf(ctx, m.ID)
		want := []council.Board{{ChatID: 101, MessageID: 7, View: "rb:1"}, {ChatID: 102, MessageID: 9}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		return err
	})

	// One that was deleted is forgotten; in the other chat, a newer one stands.
	gone := func(chat int64, message int) council.Fate {
		return council.Fate{Letter: council.Letter{ChatID: chat, Message: council.Message{Edit: message, Live: true}},
			Ending: council.Failed, Gone: true}
	}
	if err := d.db.Finish(t.Context(), []council.Fate{gone(101, 7), gone(102, 5)}, moment); err != nil {
		t.Fatal(err)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		got, err := tx.BoardsOf(ctx, m.ID)
		if diff := cmp.Diff([]council.Board{{ChatID: 102, MessageID: 9}}, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
}
