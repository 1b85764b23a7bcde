package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
	"sereda/simulator"
	"sereda/storage"
)

const (
	// recipients are how many get the agreed plan, planEntries how many entries
	// it has.
	recipients  = 500
	planEntries = 300
)

// distribution is an agreed plan on its way to many heads.
type distribution struct {
	*stage
	clerk *simulator.User
	heads []member

	mu sync.Mutex
	// copies are the plans that each chat got, in Telegram's order.
	copies  map[int64][]sight
	reached chan struct{}
	// met are the chats that were answered.
	met    map[int64]bool
	allMet chan struct{}
}

// newDistribution makes a council of so many heads in a database of its own,
// whose plan of the week after next waits to be sent for agreement: the heads
// go on with the next one meanwhile. What it returns puts the stage back.
func (s *stage) newDistribution(ctx context.Context, name string) (d *distribution, leave func(), err error) {
	leave, err = s.apart(ctx, name)
	if err != nil {
		return nil, leave, err
	}
	d = &distribution{stage: s, copies: map[int64][]sight{}, reached: make(chan struct{}), met: map[int64]bool{}, allMet: make(chan struct{})}
	if err := s.db.InTx(ctx, func(tx *storage.Tx) error { return d.settle(ctx, tx) }); err != nil {
		return nil, leave, err
	}
	return d, leave, s.analyze(ctx)
}

// settle fills the directory and submits the plans.
func (d *distribution) settle(ctx context.Context, tx *storage.Tx) error {
	const others = 600_000 // not the people of the other runs
	clerk, err := d.addClerk(ctx, tx, others-1)
	if err != nil {
		return err
	}
	for i := range 2 {
		if err := d.addLeader(ctx, tx, i); err != nil {
			return err
		}
	}
	for i := range recipients {
		m, err := d.addMember(ctx, tx, others+i)
		if err != nil {
			return err
		}
		d.heads = append(d.heads, m)
		if i < planEntries {
			if err := d.submit(ctx, tx, m, i, clerk); err != nil {
				return err
			}
		}
	}
	return nil
}

// addClerk makes the organiser, who is the secretary too.
func (d *distribution) addClerk(ctx context.Context, tx *storage.Tx, account int64) (int64, error) {
	clerk, err := tx.AddPerson(ctx, council.Person{Surname: "Секретар", Given: "Ніна"})
	if err != nil {
		return 0, err
	}
	for _, role := range []council.Role{council.Organiser, council.Secretary} {
		if err := tx.GrantRole(ctx, clerk, role, 0, founded); err != nil {
			return 0, err
		}
	}
	d.clerk = d.telegram.User(account, simulator.UserSpec{FirstName: "Ніна", Language: "uk"})
	_, err = tx.Bind(ctx, d.clerk.ID(), clerk, d.clock.Now())
	return clerk, err
}

func (d *distribution) week() council.Week { return council.NextWeek(d.clock.Now(), zone()).Next() }

// submit is a unit's plan of one entry.
func (d *distribution) submit(ctx context.Context, tx *storage.Tx, m member, i int, by int64) error {
	draft, err := tx.DraftOf(ctx, m.unit, d.week())
	if err != nil {
		return err
	}
	start := council.TimeOfDay(8*60 + i%10*60)
	day := d.week().Day(i % 5)
	_, err = tx.AddEntries(ctx, draft.ID, []council.Entry{{
		From: day, To: day, Kind: council.Timed, Hours: council.Hours{Start: &start}, Venue: "сесійна зала",
		Title: "Нарада щодо підготовки об’єктів житлово-комунального господарства " + letters(i), Responsible: "Шевченко О.І."}})
	if err != nil {
		return err
	}
	draft.State, draft.SubmittedAt, draft.SubmittedBy = council.Submitted, d.clock.Now(), by
	return tx.Submit(ctx, draft)
}

// watchCopies follows the plans that come to the heads; anything else goes to
// others. It ends with ctx.
func (d *distribution) watchCopies(ctx context.Context, others func(sight)) {
	go watch(ctx, d.telegram, func(seen sight) {
		if seen.Document == nil {
			d.answered(seen.Chat.ID)
			others(seen)
			return
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		d.copies[seen.Chat.ID] = append(d.copies[seen.Chat.ID], seen)
		if len(d.copies) == recipients && len(d.copies[seen.Chat.ID]) == 1 {
			close(d.reached)
		}
	})
}

func (d *distribution) answered(chat int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if chat == d.clerk.ID() || d.met[chat] {
		return
	}
	if d.met[chat] = true; len(d.met) == recipients {
		close(d.allMet)
	}
}

// meet has every head open the bot: Telegram lets it write to nobody else.
func (d *distribution) meet(ctx context.Context) error {
	for _, m := range d.heads {
		m.user.Start("")
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case <-d.allMet:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("not everybody was greeted: %w", ctx.Err())
	}
}

// ready has the clerk send the plan for agreement and returns the screen on
// which it is agreed.
func (d *distribution) ready(ctx context.Context) (simulator.Message, error) {
	seq := d.telegram.Mark()
	d.clerk.Send("/week")
	screen, err := d.sees(ctx, seq, "sendMessage", "wk")
	for _, do := range []string{"wk", "fs"} {
		if err != nil {
			return screen, err
		}
		data := buttons(screen, do)
		if len(data) == 0 {
			return screen, fmt.Errorf("no button %q under %q", do, screen.Text)
		}
		next := map[string]string{"wk": "fs", "fs": "fa"}[do]
		seq = d.telegram.Mark()
		d.clerk.PressData(screen, data[len(data)-1]) // the later week's
		screen, err = d.sees(ctx, seq, "editMessageText", next)
	}
	return screen, err
}

// sees waits for the clerk's screen with a button that does what is said.
func (d *distribution) sees(ctx context.Context, seq int64, method, do string) (simulator.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	e, err := d.telegram.Wait(ctx, seq, func(e simulator.Event) bool {
		return e.Kind == simulator.Answered && e.OK && e.Method == method && e.Message != nil &&
			e.Message.Chat.ID == d.clerk.ID() && len(buttons(*e.Message, do)) > 0
	})
	if err != nil {
		return simulator.Message{}, errors.Join(errUnanswered, err)
	}
	return *e.Message, nil
}

// agree presses the button.
func (d *distribution) agree(screen simulator.Message) {
	d.clerk.PressData(screen, buttons(screen, "fa")[0])
}

// arrive waits until everybody has a copy; whoever has none after so long is
// counted by the judge.
func (d *distribution) arrive(ctx context.Context) error {
	limit := time.NewTimer(patience)
	defer limit.Stop()
	select {
	case <-d.reached:
	case <-limit.C:
	case <-ctx.Done():
	}
	return ctx.Err()
}

// outstanding are the letters that could still leave, and the plans whose letters
// are still to be written.
func (d *distribution) outstanding(ctx context.Context) (int, error) {
	conn, err := pgx.Connect(ctx, d.dsn())
	if err != nil {
		return 0, err
	}
	defer conn.Close(ctx)
	var n int
	err = conn.QueryRow(ctx, `
		SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting') + (SELECT count(*) FROM plan_spread)`).Scan(&n)
	return n, err
}

// empty waits until nothing is left to be sent: a copy may still come twice.
func (d *distribution) empty(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		n, err := d.outstanding(ctx)
		if err != nil || n == 0 {
			return err
		}
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
}

// judge counts who got no plan, and the copies that came twice: in one life of
// the bot a fault, after a kill between Telegram's answer and the commit its
// price.
func (d *distribution) judge() tally {
	d.mu.Lock()
	defer d.mu.Unlock()
	var t tally
	for _, m := range d.heads {
		got := d.copies[m.user.ID()]
		if len(got) == 0 {
			t.lost++
			progress("head %d got no plan", m.number)
			continue
		}
		for i, more := range got[1:] {
			if more.life > got[i].life {
				t.resent++
				continue
			}
			t.doubled++
			progress("head %d got the plan twice in one life", m.number)
		}
	}
	return t
}

// arrivals are the instants at which the first copies came, in order.
func (d *distribution) arrivals() []time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []time.Time
	for _, got := range d.copies {
		all = append(all, got[0].at)
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}

// busiestSecond is how many came within one second at most.
func busiestSecond(at []time.Time) int {
	most, from := 0, 0
	for i := range at {
		for at[i].Sub(at[from]) >= time.Second {
			from++
		}
		most = max(most, i-from+1)
	}
	return most
}
