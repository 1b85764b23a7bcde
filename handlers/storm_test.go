package handlers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/handlers"
	"sereda/storage"
)

// Two record everybody, each tap another state, while sixty check in: the
// record is that of the last accepted press, and so are both boards.
func TestTwoRecordersAndSixtyCheckIns(t *testing.T) {
	t.Parallel()
	const members = 60
	w, m := newHall(t)
	w.joins(w.committee, council.DeputySecretarySeat, false, "Ткач", "Ірина", driver)
	ids := w.fills(w.committee, members)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		for i, id := range ids {
			if _, err := tx.Bind(ctx, memberAccount(i), id, w.now); err != nil {
				return err
			}
		}
		return nil
	})
	w.now = at("пт 09:55")
	w.opensBoard(secretary, m)
	w.presses(secretary, "Почати облік")
	w.opensBoard(driver, m)

	code := w.code(m, w.now)
	var crowd sync.WaitGroup
	took := make(chan time.Duration, 3*members)
	for i := range members {
		crowd.Go(func() { took <- w.updates(memberAccount(i), message(memberAccount(i), code, w.now)) })
	}
	for _, recorder := range []struct {
		account int64
		states  []int64
	}{{secretary, []int64{2, 5}}, {driver, []int64{5, 3}}} {
		screen := w.chat(recorder.account).screenID
		crowd.Go(func() {
			for i, id := range ids {
				data := hallPress("rt", m.ID, id, recorder.states[i%2], int64(i/20))
				took <- w.updates(recorder.account, tap(recorder.account, screen, data))
			}
		})
	}
	crowd.Wait()
	close(took)
	logSlowest(t, took)

	last, got := map[int64]council.Presence{}, map[int64]council.Presence{}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		presses, err := tx.Presses(ctx, m.ID)
		for _, p := range presses {
			last[p.PersonID] = p.Presence
		}
		record, err2 := tx.AttendanceOf(ctx, m.ID)
		for _, a := range record {
			got[a.PersonID] = a.Presence
			if a.Claimed {
				t.Errorf("%d is claimed after both recorders have tapped", a.PersonID)
			}
		}
		w.must(err)
		return err2
	})
	if diff := cmp.Diff(last, got); diff != "" {
		t.Error(diff)
	}
	if len(got) != members {
		t.Errorf("%d lines", len(got))
	}
	here := 0
	for _, p := range got {
		if p == council.PresentHere || p == council.PresentRemote {
			here++
		}
	}
	waiting, counted := w.waitingBoards(), fmt.Sprintf("Беруть участь %d з 64", here)
	for _, account := range []int64{secretary, driver} {
		if got := waiting[account]; len(got) != 1 || !strings.Contains(got[0], counted) {
			t.Errorf("%d gets %q, want one edit with %q", account, got, counted)
		}
	}
}

func memberAccount(i int) int64 { return int64(1000 + i) }

func message(account int64, text string, sent time.Time) *models.Update {
	return &models.Update{Message: &models.Message{ID: 1, Date: int(sent.Unix()), From: &models.User{ID: account},
		Chat: models.Chat{ID: account, Type: models.ChatTypePrivate}, Text: text}}
}

func tap(account int64, screen int, data string) *models.Update {
	return &models.Update{CallbackQuery: &models.CallbackQuery{ID: "tap", From: models.User{ID: account}, Data: data,
		Message: models.MaybeInaccessibleMessage{Type: models.MaybeInaccessibleMessageTypeMessage,
			Message: &models.Message{ID: screen, Chat: models.Chat{ID: account, Type: models.ChatTypePrivate}}}}}
}

// updates handles one update in a transaction of its own, beside others.
func (w *town) updates(account int64, u *models.Update) time.Duration {
	ctx := w.t.Context()
	began := time.Now()
	err := w.db.InTx(ctx, func(tx *storage.Tx) error {
		access, err := tx.AccessOf(ctx, []int64{account}, council.DateOf(w.now.In(kyiv)))
		if err != nil {
			return err
		}
		outcome, err := w.app.Handle(ctx, tx, handlers.Request{Update: u, Access: access[account], Now: w.now})
		if err != nil {
			return err
		}
		boards, err := w.app.Boards(ctx, tx, outcome.Boards, w.now)
		if err != nil {
			return err
		}
		outcome.Notices = append(outcome.Notices, boards...)
		_, err = tx.Enqueue(ctx, outcome.Notices, w.now, w.now)
		return err
	})
	if err != nil {
		w.t.Error(err)
	}
	return time.Since(began)
}

func logSlowest(t *testing.T, took chan time.Duration) {
	t.Helper()
	var all []time.Duration
	for d := range took {
		all = append(all, d)
	}
	slices.Sort(all)
	t.Logf("%d updates: half within %s, p99 %s", len(all), all[len(all)/2], all[len(all)*99/100])
}

// waitingBoards are the edits of boards that still wait, by chat.
func (w *town) waitingBoards() map[int64][]string {
	w.t.Helper()
	boards := map[int64][]string{}
	for {
		letters, err := w.db.Claim(w.t.Context(), 100, false, w.now)
		w.must(err)
		if len(letters) == 0 {
			return boards
		}
		var fates []council.Fate
		for _, l := range letters {
			if l.Message.Live {
				boards[l.ChatID] = append(boards[l.ChatID], plain(l.Message.HTML))
			}
			fates = append(fates, council.Fate{Letter: l, Ending: council.Sent})
		}
		w.must(w.db.Finish(w.t.Context(), fates, w.now))
	}
}
