package bot

import (
	"context"
	"slices"
	"sync"
	"time"

	"sereda/council"
)

// tray holds the updates that Telegram gave and that are not acknowledged, in
// their order. It has those of different chats committed side by side, each
// chat's one after another; a chat whose file is being fetched waits, and no
// other with it. Telegram gives what is not acknowledged again, and everything
// after it: what is known is left out.
type tray struct {
	fetcher *Fetcher
	// commit tries until it is done; false when ctx ended first.
	commit func(ctx context.Context, updates []Update) bool
	// changed hears that something was committed, or a file came.
	changed chan struct{}
	work    sync.WaitGroup
	// shares go to those who commit them, abreast of each other: a goroutine for
	// each would grow its stack anew.
	shares chan []*sheet

	mu     sync.Mutex
	sheets []*sheet
	// next is after the last update that was given, under how many
	// transactions are under way.
	next  int64
	under int
}

// sheet is an update with how far it is.
type sheet struct {
	update Update
	stage  stage
}

type stage int

const (
	inTray stage = iota
	fetching
	committing
	committed
)

const (
	// abreast is how many transactions there are at once: one that takes long, a
	// large plan's agreement, holds up those that share it and nobody else. On two
	// cores more of them only take each other's processor. Updates that wait are
	// dealt out to those that are free.
	abreast = 2
	// atLeast is how many chats share a transaction that begins beside another,
	// if so many wait: beginning and ending one costs as much as handling an update
	// or two, which under a rush is what answers wait for.
	atLeast = 4
	// beside is the pause before Telegram is asked for more while an update is not
	// acknowledged, and gives that again; it grows up to longestBeside, and is
	// besideSome at least while it would give some again, besideMany while many.
	beside        = 500 * time.Microsecond
	longestBeside = 4 * time.Millisecond
	besideSome    = 2 * time.Millisecond
	besideMany    = 100 * time.Millisecond
	// fewOpen is how many may be given again before that.
	fewOpen = 10
)

func newTray(f *Fetcher, commit func(ctx context.Context, updates []Update) bool) *tray {
	return &tray{fetcher: f, commit: commit, changed: make(chan struct{}, 1), shares: make(chan []*sheet, abreast)}
}

// start has what is put in committed until ctx ends.
func (t *tray) start(ctx context.Context) {
	for range abreast {
		t.work.Go(func() {
			for {
				select {
				case share := <-t.shares:
					t.carry(ctx, share)
				case <-ctx.Done():
					return
				}
			}
		})
	}
}

// offset acknowledges what is committed, up to the first that is not.
func (t *tray) offset() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	for len(t.sheets) > 0 && t.sheets[0].stage == committed {
		t.sheets = t.sheets[1:]
	}
	if len(t.sheets) > 0 {
		return t.sheets[0].update.ID
	}
	return t.next
}

// open are how many updates are not committed yet.
func (t *tray) open() (n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range t.sheets {
		if s.stage != committed {
			n++
		}
	}
	return n
}

func (t *tray) knows(id int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.ContainsFunc(t.sheets, func(s *sheet) bool { return s.update.ID == id })
}

// put takes new updates in, in their order.
func (t *tray) put(ctx context.Context, updates []Update) {
	for _, u := range updates {
		t.add(ctx, u)
	}
	t.deal(ctx)
}

func (t *tray) add(ctx context.Context, u Update) {
	s := &sheet{update: u}
	if t.fetcher.Wants(u) {
		s.stage = fetching
		t.work.Go(func() { t.bring(ctx, s, t.fetcher.Fetch(ctx, u)) })
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	// Not the highest: after a week of silence Telegram numbers anew.
	t.sheets, t.next = append(t.sheets, s), u.ID+1
}

// bring gives an update its file.
func (t *tray) bring(ctx context.Context, s *sheet, file *council.Upload) {
	t.mu.Lock()
	s.update.Upload, s.stage = file, inTray
	t.mu.Unlock()
	t.deal(ctx)
	knock(t.changed)
}

// deal begins as many transactions as may be under way.
func (t *tray) deal(ctx context.Context) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.under < abreast && ctx.Err() == nil {
		share := t.share(abreast - t.under)
		if len(share) == 0 {
			return
		}
		t.under++
		t.shares <- share
	}
}

// share takes one of so many equal parts of the chats that may go on, beside
// others no less than a few, with all their updates.
func (t *tray) share(parts int) (share []*sheet) {
	ready, waits := map[int64][]*sheet{}, map[int64]bool{} // by chat
	var chats []int64
	for _, s := range t.sheets {
		chat := s.update.ChatID
		switch {
		case s.stage == committed || waits[chat]:
		case s.stage == inTray:
			if ready[chat] == nil {
				chats = append(chats, chat)
			}
			ready[chat] = append(ready[chat], s)
		default:
			waits[chat] = true
		}
	}
	part := (len(chats) + parts - 1) / parts
	if t.under > 0 {
		part = min(max(part, atLeast), len(chats))
	}
	for _, chat := range chats[:part] {
		share = append(share, ready[chat]...)
	}
	slices.SortFunc(share, func(a, b *sheet) int { return int(a.update.ID - b.update.ID) })
	for _, s := range share {
		s.stage = committing
	}
	return share
}

func (t *tray) carry(ctx context.Context, share []*sheet) {
	updates := make([]Update, len(share))
	for i, s := range share {
		updates[i] = s.update
	}
	if !t.commit(ctx, updates) {
		return
	}
	t.mu.Lock()
	t.under--
	for _, s := range share {
		*s = sheet{update: Update{ID: s.update.ID, ChatID: s.update.ChatID}, stage: committed}
	}
	t.mu.Unlock()
	t.deal(ctx)
	knock(t.changed)
}

// rest waits for a moment in which others may come, or until something has
// ended; while as many transactions are under way as may be, for that alone.
func (t *tray) rest(ctx context.Context, pause time.Duration) {
	open := t.open()
	if open == 0 {
		return
	}
	switch {
	case open > fewOpen:
		pause = besideMany
	case open > 1:
		pause = max(pause, besideSome)
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		case <-t.changed:
		}
		if t.free() {
			return
		}
	}
}

// free tells that another transaction could begin.
func (t *tray) free() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.under < abreast
}
