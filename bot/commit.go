package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"sereda/council"
)

// Tx is what the committer asks of a transaction.
type Tx interface {
	LockChats(ctx context.Context, chats, updates, accounts []int64, today council.Date) (council.Locked, error)
	ConversationsOf(ctx context.Context, updates []int64) (map[int64][]byte, error)
	AccessOf(ctx context.Context, accounts []int64, today council.Date) (map[int64]council.Access, error)
	// Record and Post write with the commit. Post claims letters for up to room
	// addresses and tells them after it.
	Record(received []council.Received, at time.Time)
	Post(ctx context.Context, notices []council.Notice, now, hold time.Time, room int) (claimed func() []council.Letter, err error)
}

// Store opens transactions. Unavailable tells that an error is the database's
// own state, so that the same work is to be tried again later.
type Store[T Tx] interface {
	InTx(ctx context.Context, work func(tx T) error) error
	Unavailable(err error) bool
}

// Conversations remembers where chats stand: fast, and allowed to forget. What
// it forgot or never got stands in the update's row.
type Conversations interface {
	// Read finds the states of chats, each with the update that made it. On an
	// outage it finds none.
	Read(ctx context.Context, chats []int64) map[int64]council.Remembered
	// Write keeps new states; a failure is no error.
	Write(ctx context.Context, states map[int64]council.Remembered)
}

// Answer is what a pressed button gets: nothing, a toast or a window.
type Answer struct {
	QueryID string
	Text    string
	Alert   bool
}

// Committed is what a commit leaves to be done and counted: the buttons to
// answer, the letters that are claimed already, whether there are more replies,
// and bulk, to send, whether a plan is to be spread and papers to be written, how
// many updates it took and how many of those it put aside.
type Committed struct {
	Answers           []Answer
	Letters           []council.Letter
	Replies, Bulk     bool
	Spreads, Papers   bool
	Updates, PutAside int
}

// Committer has updates handled and commits them: everything an update does is
// one transaction with the row of its id, and many updates that wait share one.
type Committer[T Tx] struct {
	Store         Store[T]
	Conversations Conversations
	// Handle decides what an update leads to. It may be called again for the
	// same update after a rollback.
	Handle func(ctx context.Context, tx T, u Update) (council.Outcome, error)
	// Boards brings the boards of meetings up to date after what was handled,
	// in the same transaction; nil is nothing to do.
	Boards func(ctx context.Context, tx T, meetings []int64) ([]council.Notice, error)
	// PutAside decides whom to tell of an update that could not be handled. It
	// must need nothing of the update but its number and address.
	PutAside func(ctx context.Context, tx T, u Update) (council.Outcome, error)
	// Clock is the council's, Hold when a bulk notice may leave.
	Clock func() time.Time
	Zone  *time.Location
	Hold  func(now time.Time) time.Time
	// Room is how many letters could be sent at once; nil is none.
	Room func() int
	// Committed hears of every commit.
	Committed func(Committed)
	Log       *slog.Logger
}

// Commit handles the updates and commits. It returns an error only when the
// database is not to be had: nothing has happened then, and the same updates
// may be given again. An update that cannot be handled is put aside with its
// text, and never stops the others.
func (c *Committer[T]) Commit(ctx context.Context, updates []Update) error {
	err := c.together(ctx, updates)
	if err == nil || c.Store.Unavailable(err) || ctx.Err() != nil {
		return err
	}
	for _, u := range updates {
		if err := c.alone(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

func (c *Committer[T]) together(ctx context.Context, updates []Update) error {
	return c.commit(ctx, updates, c.handle)
}

// alone commits one update after its batch failed. A refusal is told in place
// of what was undone; whatever else fails twice is put aside.
func (c *Committer[T]) alone(ctx context.Context, u Update) error {
	one := []Update{u}
	var err error
	for range 2 {
		err = c.together(ctx, one)
		var refusal *council.Refusal
		if errors.As(err, &refusal) {
			err = c.commit(ctx, one, func(context.Context, T, Update) (council.Outcome, error) { return refusal.Outcome, nil })
		}
		if err == nil || c.Store.Unavailable(err) || ctx.Err() != nil {
			return err
		}
	}
	c.Log.Error("update put aside", "update_id", u.ID, "chat_id", u.ChatID, "err", err)
	u.Problem = err.Error()
	for _, tell := range []handleFunc[T]{c.handle, tellNobody[T]} {
		err = c.commit(ctx, []Update{u}, tell)
		if err == nil || c.Store.Unavailable(err) || ctx.Err() != nil {
			return err
		}
		c.Log.Error("update cannot be put aside", "update_id", u.ID, "err", err)
	}
	return fmt.Errorf("put update %d aside: %w", u.ID, err)
}

// tellNobody puts an update aside when even telling of it fails.
func tellNobody[T Tx](context.Context, T, Update) (council.Outcome, error) {
	return council.Outcome{}, nil
}

type handleFunc[T Tx] func(ctx context.Context, tx T, u Update) (council.Outcome, error)

// handle decides one update; a panic is an error like any other.
func (c *Committer[T]) handle(ctx context.Context, tx T, u Update) (outcome council.Outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if u.Problem != "" {
		return c.PutAside(ctx, tx, u)
	}
	return c.Handle(ctx, tx, u)
}

// batch is what one transaction gathers.
type batch struct {
	received        []council.Received
	notices         []council.Notice
	answers         []Answer
	boards          []int64
	spreads, papers bool
	states          map[int64]council.Remembered
	// claimed tells after the commit which letters are ours to send.
	claimed func() []council.Letter
}

func (c *Committer[T]) commit(ctx context.Context, updates []Update, handle handleFunc[T]) error {
	updates = slices.DeleteFunc(slices.Clone(updates), func(u Update) bool { return u.ID == 0 })
	if len(updates) == 0 {
		return nil
	}
	chats, accounts, ids := keysOf(updates)
	remembered := c.recall(ctx, chats)
	var done batch
	err := c.Store.InTx(ctx, func(tx T) error {
		done = batch{states: map[int64]council.Remembered{}}
		now := c.Clock()
		today := council.DateOf(now.In(c.Zone))
		locked, err := tx.LockChats(ctx, chats, ids, accounts, today)
		if err != nil {
			return err
		}
		handled, access := locked.Handled, locked.Access
		states, err := c.statesOf(ctx, tx, locked.Chats, remembered())
		if err != nil {
			return err
		}
		for _, u := range updates {
			if handled[u.ID] {
				done.answers = append(done.answers, answerOf(u, council.Outcome{})...)
				continue
			}
			u.Access, u.Conversation = access[u.From], states[u.ChatID]
			outcome, err := handle(ctx, tx, u)
			if err != nil {
				return fmt.Errorf("update %d: %w", u.ID, err)
			}
			if outcome.Conversation != nil {
				states[u.ChatID] = outcome.Conversation
			}
			if outcome.RolesChanged {
				if access, err = tx.AccessOf(ctx, accounts, today); err != nil {
					return err
				}
			}
			done.add(u, outcome)
			handled[u.ID] = true
		}
		if err := c.follow(ctx, tx, &done); err != nil {
			return err
		}
		tx.Record(done.received, now)
		done.claimed, err = tx.Post(ctx, done.notices, now, c.Hold(now), c.room())
		return err
	})
	if err != nil {
		return err
	}
	c.Committed(done.committed())
	c.Conversations.Write(ctx, done.states)
	return nil
}

// follow brings each board that something has changed up to date, once for the
// whole batch.
func (c *Committer[T]) follow(ctx context.Context, tx T, b *batch) error {
	if len(b.boards) == 0 || c.Boards == nil {
		return nil
	}
	slices.Sort(b.boards)
	notices, err := c.Boards(ctx, tx, slices.Compact(b.boards))
	b.notices = append(b.notices, notices...)
	return err
}

func (c *Committer[T]) room() int {
	if c.Room == nil {
		return 0
	}
	return c.Room()
}

// recall asks where the chats stand while the transaction begins.
func (c *Committer[T]) recall(ctx context.Context, chats []int64) func() map[int64]council.Remembered {
	asked := make(chan map[int64]council.Remembered, 1)
	go func() { asked <- c.Conversations.Read(ctx, chats) }()
	return sync.OnceValue(func() map[int64]council.Remembered { return <-asked })
}

// statesOf are the conversations of the locked chats: what is remembered when
// its stamp is the chat's, else what stands in the update's row.
func (c *Committer[T]) statesOf(ctx context.Context, tx T, chats []council.Chat, remembered map[int64]council.Remembered) (map[int64][]byte, error) {
	states := make(map[int64][]byte, len(chats))
	var forgotten []int64
	for _, chat := range chats {
		switch r, ok := remembered[chat.ID]; {
		case chat.ConversationUpdate == 0:
		case ok && r.UpdateID == chat.ConversationUpdate:
			states[chat.ID] = r.State
		default:
			forgotten = append(forgotten, chat.ConversationUpdate)
		}
	}
	found, err := tx.ConversationsOf(ctx, forgotten)
	if err != nil {
		return nil, err
	}
	for _, chat := range chats {
		if state, ok := found[chat.ConversationUpdate]; ok {
			states[chat.ID] = state
		}
	}
	return states, nil
}

func (b *batch) add(u Update, o council.Outcome) {
	received := council.Received{UpdateID: u.ID, ChatID: u.ChatID, Conversation: o.Conversation}
	if u.Problem != "" {
		received.Problem, received.Raw = u.Problem, string(u.Raw)
	}
	b.received = append(b.received, received)
	b.notices = append(b.notices, o.Notices...)
	b.boards = append(b.boards, o.Boards...)
	b.spreads, b.papers = b.spreads || o.Spreads, b.papers || o.Papers
	b.answers = append(b.answers, answerOf(u, o)...)
	if o.Conversation != nil {
		b.states[u.ChatID] = council.Remembered{UpdateID: u.ID, State: o.Conversation}
	}
}

func (b *batch) committed() Committed {
	letters, bulk := b.claimed(), 0
	for _, n := range b.notices {
		if n.Class == council.Bulk {
			bulk++
		}
	}
	return Committed{
		Answers: b.answers, Letters: letters, Replies: len(b.notices)-bulk > len(letters), Bulk: bulk > 0,
		Spreads: b.spreads, Papers: b.papers, Updates: len(b.received), PutAside: b.putAside(),
	}
}

func (b *batch) putAside() (n int) {
	for _, r := range b.received {
		if r.Problem != "" {
			n++
		}
	}
	return n
}

// answerOf is the answer every pressed button gets, if only a silent one.
func answerOf(u Update, o council.Outcome) []Answer {
	if u.QueryID == "" {
		return nil
	}
	return []Answer{{QueryID: u.QueryID, Text: o.Toast, Alert: o.Alert}}
}

// keysOf are the chats, in order and once each, the accounts and the ids.
func keysOf(updates []Update) (chats, accounts, ids []int64) {
	for _, u := range updates {
		ids = append(ids, u.ID)
		chats = append(chats, u.ChatID)
		accounts = append(accounts, u.From)
	}
	slices.Sort(chats)
	slices.Sort(accounts)
	return slices.Compact(chats), slices.Compact(accounts), ids
}
