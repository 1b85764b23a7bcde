package bot

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
)

// TestWhatWaitsIsDealtOut: updates of a chat stay together and behind what
// their chat waits for; the chats are shared among the free transactions.
func TestWhatWaitsIsDealtOut(t *testing.T) {
	t.Parallel()
	type lying struct {
		id, chat int64
		stage    stage
	}
	tests := []struct {
		name   string
		sheets []lying
		free   int
		want   [][]int64
	}{
		{"nothing", nil, 4, [][]int64{{}}},
		{"one", []lying{{1, 7, inTray}}, 4, [][]int64{{1}, {}}},
		{"a chat's stay together", []lying{{1, 7, inTray}, {2, 8, inTray}, {3, 7, inTray}}, 2, [][]int64{{1, 3}, {2}}},
		{"few places are shared", []lying{{1, 1, inTray}, {2, 2, inTray}, {3, 3, inTray}, {4, 4, inTray}, {5, 5, inTray}}, 2, [][]int64{{1, 2, 3}, {4, 5}}},
		{"the last place takes all", []lying{{1, 1, inTray}, {2, 2, inTray}, {3, 3, inTray}}, 1, [][]int64{{1, 2, 3}}},
		{"behind a commit", []lying{{1, 7, committing}, {2, 7, inTray}, {3, 8, inTray}}, 3, [][]int64{{3}, {}}},
		{"behind a file", []lying{{1, 7, fetching}, {2, 7, inTray}, {3, 8, inTray}}, 3, [][]int64{{3}, {}}},
		{"before a file", []lying{{1, 7, inTray}, {2, 7, fetching}, {3, 7, inTray}}, 3, [][]int64{{1}, {}}},
		{"after what is committed", []lying{{1, 7, committed}, {2, 7, inTray}}, 3, [][]int64{{2}, {}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tray := newTray(nil, nil)
			for _, l := range tt.sheets {
				tray.sheets = append(tray.sheets, &sheet{update: Update{ID: l.id, ChatID: l.chat}, stage: l.stage})
			}
			var got [][]int64
			for i := range tt.want {
				ids := []int64{}
				for _, s := range tray.share(tt.free - i) {
					ids = append(ids, s.update.ID)
				}
				got = append(got, ids)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("shares (-want +got):\n%s", diff)
			}
		})
	}
}

// TestBesideAnotherAFewShareATransaction: alone they would be dealt out evenly.
func TestBesideAnotherAFewShareATransaction(t *testing.T) {
	t.Parallel()
	tray := newTray(nil, nil)
	tray.under = 1
	for id := range int64(atLeast + 1) {
		tray.sheets = append(tray.sheets, &sheet{update: Update{ID: id, ChatID: id}})
	}
	got := []int{len(tray.share(2)), len(tray.share(2)), len(tray.share(2))}
	if diff := cmp.Diff([]int{atLeast, 1, 0}, got); diff != "" {
		t.Errorf("chats of the shares (-want +got):\n%s", diff)
	}
}

// TestSoManyTransactionsAreUnderWay: what comes meanwhile waits, and goes on
// together when one of them ends.
func TestSoManyTransactionsAreUnderWay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		begun, end := make(chan int, 10), make(chan struct{})
		tray := newTray(nil, func(_ context.Context, updates []Update) bool {
			begun <- len(updates)
			<-end
			return true
		})
		tray.start(ctx)
		for id := range int64(abreast + atLeast) {
			tray.put(ctx, []Update{{ID: id + 1, ChatID: id + 1}})
		}
		synctest.Wait()
		got := [][]int{drain(begun)}
		end <- struct{}{}
		synctest.Wait()
		got = append(got, drain(begun))
		if diff := cmp.Diff([][]int{slices.Repeat([]int{1}, abreast), {atLeast}}, got); diff != "" {
			t.Errorf("updates of the transactions begun, at first and after one has ended (-want +got):\n%s", diff)
		}
		close(end)
		cancel()
		tray.work.Wait()
	})
}

func drain(c chan int) (all []int) {
	for len(c) > 0 {
		all = append(all, <-c)
	}
	return all
}

// TestTheOffsetFollowsTelegramsNumbers: after a week of silence they may begin
// anew, lower; asked from the old ones on, Telegram would drop what it has.
func TestTheOffsetFollowsTelegramsNumbers(t *testing.T) {
	t.Parallel()
	tray := newTray(nil, func(context.Context, []Update) bool { return true })
	tray.start(t.Context())
	var offsets []int64
	for _, id := range []int64{1000, 5} {
		tray.put(t.Context(), []Update{{ID: id, ChatID: 7}})
		<-tray.changed
		offsets = append(offsets, tray.offset())
	}
	if diff := cmp.Diff([]int64{1001, 6}, offsets); diff != "" {
		t.Errorf("offsets (-want +got):\n%s", diff)
	}
}
