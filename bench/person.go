package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"sereda/simulator"
)

// person is a member who types and presses, knows what answer each update must
// get and in what order, and keeps what must stand in the database.
type person struct {
	member
	rng    *rand.Rand
	sights chan sight
	// pause is the longest thought before the next update.
	pause time.Duration

	waits []reply
	// last is what the person looks at, past the latest answers.
	last simulator.Message
	past []sight

	titles  int
	entries map[string]entry
	submits int
	tally   tally
}

// entry is one that must be in the plan, once.
type entry struct {
	venue  string
	minute int
}

// tally counts updates and what went wrong with them.
type tally struct {
	updates, lost, doubled, outOfOrder, resent int
}

func (t *tally) add(o tally) {
	t.updates += o.updates
	t.lost += o.lost
	t.doubled += o.doubled
	t.outOfOrder += o.outOfOrder
	t.resent += o.resent
}

func newPerson(m member, seed uint64) *person {
	return &person{
		member: m, rng: rand.New(rand.NewPCG(seed, uint64(m.number))),
		sights: make(chan sight, 256), entries: map[string]entry{},
	}
}

// patience is how long somebody waits for an answer before it counts as lost:
// longer than a killed sender's letters are held.
const patience = 5 * time.Minute

var errUnanswered = errors.New("unanswered")

// say sends a text, whose answer must be the reply.
func (p *person) say(text string, want reply) simulator.Message {
	p.expect(want)
	return p.user.Send(text)
}

// press presses a button by its data.
func (p *person) press(m simulator.Message, data string, want reply) {
	p.expect(want)
	p.user.PressData(m, data)
}

func (p *person) expect(want reply) {
	p.tally.updates++
	p.waits = append(p.waits, want)
}

// read waits until every update sent so far is answered.
func (p *person) read(ctx context.Context) error {
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for len(p.waits) > 0 {
		select {
		case s := <-p.sights:
			p.see(s)
		case <-limit.C:
			p.tally.lost += len(p.waits)
			progress("person %d: no answer like %+v", p.number, p.waits[0])
			return errUnanswered
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// see takes one message or edit: the answer that was due, one that came too
// soon, a repetition, or something nobody asked for.
func (p *person) see(s sight) {
	i := slices.IndexFunc(p.waits, func(r reply) bool { return r.fits(s.Message) })
	if i < 0 {
		p.wonder(s)
		return
	}
	if i > 0 {
		p.tally.outOfOrder++
		progress("person %d: answer %d came before the first: %q", p.number, i, s.Text)
	}
	p.waits = slices.Delete(p.waits, i, i+1)
	p.last = s.Message
	p.past = append(p.past[max(0, len(p.past)-16):], s)
}

func (p *person) wonder(s sight) {
	for _, earlier := range p.past {
		if repeats(s.Message, earlier.Message) && s.life > earlier.life {
			p.tally.resent++
			return
		}
	}
	p.tally.doubled++
	progress("person %d: not asked for: %q, waiting for %+v", p.number, s.Text, p.waits)
}

// settle looks whether anything more came than was asked for.
func (p *person) settle() {
	for {
		select {
		case s := <-p.sights:
			p.see(s)
		default:
			return
		}
	}
}

// think waits for what was sent, mostly; now and then the person goes on at
// once, as people do.
func (p *person) think(ctx context.Context) error {
	if p.rng.IntN(3) == 0 {
		return nil
	}
	return p.readAndPause(ctx)
}

func (p *person) readAndPause(ctx context.Context) error {
	if err := p.read(ctx); err != nil || p.pause == 0 {
		return err
	}
	return pause(ctx, time.Duration(p.rng.Int64N(int64(p.pause))))
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// title is a text that stands nowhere else.
func (p *person) title() string {
	p.titles++
	return fmt.Sprintf("Захід %s%s", letters(p.number), letters(p.titles))
}
