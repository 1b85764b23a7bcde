package bot

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// town is a database behind two replicas and a Telegram before them: every
// chat's messages go one by one, its presses beside them, what failed comes
// again after a second.
type town struct {
	mu       sync.Mutex
	rng      *rand.Rand
	replicas [2]*Queue
	kill     [2]context.CancelFunc
	rows     []row
	// free is how many connections Telegram has left, asking who waits for one.
	free   int
	asking []ask
}

// ask is a lane that waits for a connection; who has longest been ready goes
// first.
type ask struct {
	ready time.Time
	turn  chan struct{}
}

// row is a handled update.
type row struct {
	id, chat int64
	at       time.Time
}

// newTown has handled update 1.
func newTown(seed uint64, connections int) *town {
	return &town{rng: rand.New(rand.NewPCG(seed, 1)), free: connections, rows: []row{{1, -1, time.Now()}}}
}

func (w *town) random(n int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.rng.IntN(n)
}

// start kills the replica if it runs, in the middle of whatever it does, and
// starts it.
func (w *town) start(ctx context.Context, n int) {
	ctx, kill := context.WithCancel(ctx)
	q := NewQueue(nil, func(_ context.Context, updates []Update) error { return w.commit(ctx, updates) }, w)
	w.mu.Lock()
	if w.kill[n] != nil {
		w.kill[n]()
	}
	w.replicas[n], w.kill[n] = q, kill
	w.mu.Unlock()
	go q.Run(ctx)
}

// commit takes a while. A killed replica has committed or not.
func (w *town) commit(ctx context.Context, updates []Update) error {
	time.Sleep(time.Duration(1+w.random(30)) * time.Millisecond)
	w.mu.Lock()
	defer w.mu.Unlock()
	if ctx.Err() != nil && w.rng.IntN(2) == 0 {
		return ctx.Err()
	}
	for _, u := range updates {
		if !slices.ContainsFunc(w.rows, func(r row) bool { return r.id == u.ID }) {
			w.rows = append(w.rows, row{u.ID, u.ChatID, time.Now()})
		}
	}
	return nil
}

func (w *town) Recent(context.Context, time.Duration) (ids []int64, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.rows {
		if r.at.After(w.rows[len(w.rows)-1].at.Add(-time.Minute)) {
			ids = append(ids, r.id)
		}
	}
	return ids, nil
}

func (w *town) Among(_ context.Context, ids []int64) (found []int64, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.rows {
		if slices.Contains(ids, r.id) {
			found = append(found, r.id)
		}
	}
	return found, nil
}

// post has Telegram post a lane's updates, one after another, each as soon as
// it is there; one in two milliseconds is.
func (w *town) post(ctx context.Context, chat int64, ids []int64) {
	began := time.Now()
	for _, id := range ids {
		ready := began.Add(time.Duration(id) * 2 * time.Millisecond)
		time.Sleep(time.Until(ready))
		for w.try(ctx, Update{ID: id, ChatID: chat}, ready) != nil {
			time.Sleep(time.Second)
			ready = time.Now()
		}
	}
}

func (w *town) try(ctx context.Context, u Update, ready time.Time) error {
	<-w.connect(ready)
	defer w.disconnect()
	w.mu.Lock()
	q := w.replicas[w.rng.IntN(len(w.replicas))]
	w.mu.Unlock()
	return q.Put(ctx, u)
}

func (w *town) connect(ready time.Time) <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	turn := make(chan struct{})
	w.asking = append(w.asking, ask{ready, turn})
	w.grant()
	return turn
}

func (w *town) disconnect() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.free++
	w.grant()
}

func (w *town) grant() {
	slices.SortStableFunc(w.asking, func(a, b ask) int { return a.ready.Compare(b.ready) })
	for w.free > 0 && len(w.asking) > 0 {
		close(w.asking[0].turn)
		w.asking = w.asking[1:]
		w.free--
	}
}

// TestReplicasAndKillsKeepEveryChatsOrder: a thousand updates of forty chats, in
// a hurry and over fewer connections than there are queues, through two replicas
// of which one is killed every quarter of a second.
func TestReplicasAndKillsKeepEveryChatsOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		synctest.Test(t, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			const chats, updates, connections = 40, 1000, 30
			w := newTown(seed, connections)
			w.start(ctx, 0)
			w.start(ctx, 1)
			want, lanes := map[int64][]int64{}, map[[2]int64][]int64{}
			for id := int64(2); id <= updates; id++ {
				chat, kind := int64(w.random(chats)), int64(w.random(2))
				want[chat] = append(want[chat], id)
				lanes[[2]int64{chat, kind}] = append(lanes[[2]int64{chat, kind}], id)
			}
			var posting sync.WaitGroup
			for lane, ids := range lanes {
				posting.Go(func() { w.post(ctx, lane[0], ids) })
			}
			for n := range 8 {
				time.Sleep(250 * time.Millisecond)
				w.start(ctx, n%2)
			}
			posting.Wait()
			got := map[int64][]int64{}
			for _, r := range w.rows[1:] {
				got[r.chat] = append(got[r.chat], r.id)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("seed %d: handled (-want +got):\n%s", seed, diff)
			}
		})
	}
}
