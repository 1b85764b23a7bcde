package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"sereda/council"
	"sereda/simulator"
	"sereda/storage"
)

const (
	// attending is how many members a sitting has; each checks in.
	attending = 60
	// taps is how often each of the two secretaries presses.
	taps = 400
	// tapEvery is how fast: quicker than names can be read.
	tapEvery = 150 * time.Millisecond
	// untouched members are left to their own check-in.
	untouched = 10
)

// roll is a sitting that is being recorded: two secretaries with a board each,
// and what the record must be in the end.
type roll struct {
	*stage
	meeting int64
	clerks  []*simulator.User
	members []member
	people  []int64
	boards  []simulator.Message

	mu     sync.Mutex
	took   []time.Duration
	sent   traffic
	errors int
	last   map[int64]pressed
	// turns keep two secretaries from pressing for one person in the same
	// instant, when nobody could say whose press was the last.
	turns []sync.Mutex
}

// pressed is a press that was answered: what it sets and the words that came up.
type pressed struct {
	set   council.Presence
	toast string
}

// newRoll makes a committee of sixty with its sitting of today, being recorded,
// in a database of its own. What it returns puts the stage back.
func (s *stage) newRoll(ctx context.Context) (r *roll, leave func(), err error) {
	leave, err = s.apart(ctx, "roll")
	if err != nil {
		return nil, leave, err
	}
	r = &roll{stage: s, last: map[int64]pressed{}, turns: make([]sync.Mutex, attending)}
	err = s.db.InTx(ctx, func(tx *storage.Tx) error { return r.convene(ctx, tx) })
	return r, leave, err
}

func (r *roll) convene(ctx context.Context, tx *storage.Tx) error {
	body := council.CommitteePreset.Body(founded)
	body.Name = "Виконавчий комітет"
	body.Cadence.Kind = council.NoCadence
	var err error
	if body.ID, err = tx.AddBody(ctx, body); err != nil {
		return err
	}
	if err := tx.SetComposition(ctx, body.ID, council.Composition{Total: attending, From: founded}); err != nil {
		return err
	}
	const others = 500_000 // not the people of the other runs
	for i := range attending + 2 {
		m, err := r.addMember(ctx, tx, others+i)
		if err != nil {
			return err
		}
		kind := []council.SeatKind{council.SecretarySeat, council.DeputySecretarySeat, council.MemberSeat}[min(i, 2)]
		person, err := r.seat(ctx, tx, body.ID, m, kind)
		if err != nil {
			return err
		}
		if kind != council.MemberSeat {
			r.clerks = append(r.clerks, m.user)
			continue
		}
		r.members, r.people = append(r.members, m), append(r.people, person)
	}
	now := r.clock.Now().In(zone())
	m := council.Meeting{BodyID: body.ID, Version: 1, Invited: 1, State: council.Planned, Day: council.DateOf(now),
		Start: 10 * 60, Mode: council.InPerson}
	if r.meeting, err = tx.AddMeeting(ctx, m); err != nil {
		return err
	}
	m.ID, m.State, m.OpenedAt = r.meeting, council.Open, now
	return tx.UpdateMeeting(ctx, m)
}

// seat gives the head of a unit a seat.
func (r *roll) seat(ctx context.Context, tx *storage.Tx, body int64, m member, kind council.SeatKind) (int64, error) {
	access, err := tx.AccessOf(ctx, []int64{m.user.ID()}, council.DateOf(r.clock.Now()))
	if err != nil {
		return 0, err
	}
	person := access[m.user.ID()].Person.ID
	_, err = tx.AddSeat(ctx, council.Seat{BodyID: body, Kind: kind, PersonID: person, Votes: kind == council.MemberSeat, From: founded})
	return person, err
}

// open has both secretaries open their boards.
func (r *roll) open(ctx context.Context) error {
	for _, clerk := range r.clerks {
		seq := r.telegram.Mark()
		clerk.Send("/start")
		screen, err := r.shown(ctx, seq, clerk, "sendMessage")
		if err != nil {
			return fmt.Errorf("a secretary's first screen: %w", err)
		}
		seq = r.telegram.Mark()
		clerk.PressData(screen, button("ro", r.meeting))
		if screen, err = r.shown(ctx, seq, clerk, "editMessageText"); err != nil {
			return fmt.Errorf("a secretary's board: %w", err)
		}
		r.boards = append(r.boards, screen)
	}
	return nil
}

// shown waits for the bot's message or edit.
func (r *roll) shown(ctx context.Context, seq int64, u *simulator.User, method string) (simulator.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	e, err := r.telegram.Wait(ctx, seq, func(e simulator.Event) bool {
		return e.Kind == simulator.Answered && e.OK && e.Method == method && e.Message != nil && e.Message.Chat.ID == u.ID()
	})
	if err != nil {
		return simulator.Message{}, errors.Join(errUnanswered, err)
	}
	return *e.Message, nil
}

// record has the secretaries tap and the members check in, all at once.
func (r *roll) record(ctx context.Context) error {
	if err := r.open(ctx); err != nil {
		return err
	}
	stop := overhear(ctx, r.telegram)
	defer func() { r.sent = stop() }()
	var all sync.WaitGroup
	for i := range r.clerks {
		all.Go(func() { r.tapThrough(ctx, i) })
	}
	lasting := taps * tapEvery
	for i := range r.members {
		all.Go(func() {
			if pause(ctx, lasting*time.Duration(i)/attending) == nil {
				r.checkIn(ctx, i)
			}
		})
	}
	all.Wait()
	return ctx.Err()
}

// choice is a state that a tap sets, as its button has it.
type choice struct {
	place    int64
	presence council.Presence
}

// choices are what the secretaries tap.
var choices = []choice{{2, council.PresentHere}, {5, council.AbsentHere}, {3, council.PresentRemote}}

// button is a button's data as the bot writes it: its numbers to base 36.
func button(do string, numbers ...int64) string {
	for _, n := range numbers {
		do += ":" + strconv.FormatInt(n, 36)
	}
	return do
}

// tapThrough is one secretary: over the names again and again, one from the
// beginning of the list, the other from its end.
func (r *roll) tapThrough(ctx context.Context, clerk int) {
	tapped := attending - untouched
	for n := range taps {
		i := n % tapped
		if clerk == 1 {
			i = tapped - 1 - i
		}
		began := time.Now()
		r.tap(ctx, clerk, i, choices[(n/tapped+clerk+i)%len(choices)])
		if pause(ctx, tapEvery-time.Since(began)) != nil {
			return
		}
	}
}

// tap presses one name and waits for the answer. A press that nobody answers,
// the bot being down, is made again: that is what people do.
func (r *roll) tap(ctx context.Context, clerk, i int, set choice) {
	r.turns[i].Lock()
	defer r.turns[i].Unlock()
	data := button("rt", r.meeting, r.people[i], set.place, int64(i/20))
	const most = 30
	for range most {
		began := time.Now()
		press := r.clerks[clerk].PressData(r.boards[clerk], data)
		limited, cancel := context.WithTimeout(ctx, 5*time.Second)
		answer, err := press.Wait(limited)
		cancel()
		if err == nil && !answer.Expired {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.took, r.last[r.people[i]] = append(r.took, time.Since(began)), pressed{set.presence, answer.Text}
			return
		}
	}
	r.wrong("a press was not answered in %d attempts", most)
}

// checkIn types the code that the hall's screen shows just then.
func (r *roll) checkIn(ctx context.Context, i int) {
	u := r.members[i].user
	seq := r.telegram.Mark()
	secret := council.HallSecret(r.telegram.Token())
	u.Send(council.HallCode(secret, r.meeting, r.clock.Now()))
	if _, err := r.shown(ctx, seq, u, "sendMessage"); err != nil {
		r.wrong("member %d checked in without an answer", i)
	}
}

func (r *roll) wrong(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errors++
	progress(format, args...)
}

// judge counts the people whose record is not their last accepted press, or,
// where nobody pressed, their check-in; and those of whom the log of presses
// tells something else than the record.
func (r *roll) judge(ctx context.Context) error {
	var lines, presses []council.Attendance
	err := r.db.InTx(ctx, func(tx *storage.Tx) (err error) {
		if lines, err = tx.AttendanceOf(ctx, r.meeting); err != nil {
			return err
		}
		presses, err = tx.Presses(ctx, r.meeting)
		return err
	})
	if err != nil {
		return err
	}
	recorded, logged := lastOf(lines), lastOf(presses)
	for _, person := range r.people {
		got, in := recorded[person]
		want := council.Attendance{Presence: council.PresentHere, Claimed: true}
		last, pressed := r.last[person]
		if pressed {
			want = council.Attendance{Presence: last.set}
		}
		if !in || got.Presence != want.Presence || got.Claimed != want.Claimed {
			r.wrong("person %d must be %q, claimed: %v; recorded %+v; the last press was answered %q",
				person, want.Presence, want.Claimed, got, last.toast)
		}
		if l := logged[person]; l.Presence != got.Presence || l.Claimed != got.Claimed || l.By != got.By {
			r.wrong("person %d: the log ends with %+v, the record says %+v", person, l, got)
		}
	}
	return nil
}

// lastOf are the last lines of each person.
func lastOf(lines []council.Attendance) map[int64]council.Attendance {
	last := make(map[int64]council.Attendance, len(lines))
	for _, a := range lines {
		last[a.PersonID] = a
	}
	return last
}

// attendance measures the taps of a sitting on a bot that nobody disturbs.
func attendance(ctx context.Context, s *stage) ([]string, error) {
	r, leave, err := s.newRoll(ctx)
	defer leave()
	if err != nil {
		return nil, err
	}
	bot, err := s.launch("LOG_LEVEL=warn")
	if err != nil {
		return nil, err
	}
	defer func() { _ = bot.stop(ctx) }()
	progress("%d members check in, two secretaries press %d times each", attending, taps)
	defer keepGarbage()()
	if err := errors.Join(r.record(ctx), r.judge(ctx)); err != nil {
		return nil, err
	}
	p99 := milliseconds(quantile(r.took, 0.99))
	progress("a tap is answered: p50 %.1f ms, p99 %.1f ms", milliseconds(median(r.took)), p99)
	return []string{
		fmt.Sprintf("attendance_tap_p99_ms %.0f", p99),
		fmt.Sprintf("attendance_record_errors %d", r.errors),
		fmt.Sprintf("attendance_messages_to_a_chat_in_a_minute %d", r.sent.busiest(time.Minute)),
		fmt.Sprintf("attendance_messages_to_a_chat_in_a_second %d", r.sent.busiest(time.Second)),
	}, nil
}

// attendanceKilled is the same with the bot killed in the middle, again and again.
func (s *stage) attendanceKilled(ctx context.Context, kills int) (*roll, error) {
	r, leave, err := s.newRoll(ctx)
	defer leave()
	if err != nil {
		return nil, err
	}
	bot, err := s.launch("LOG_LEVEL=warn")
	if err != nil {
		return nil, err
	}
	done := make(chan error, 1)
	go func() { done <- r.record(ctx) }()
	for n := range kills {
		if err = pause(ctx, taps*tapEvery/time.Duration(kills+1)); err != nil {
			break
		}
		bot.kill()
		progress("kill %d of %d while the roll is taken", n+1, kills)
		if bot, err = s.launch("LOG_LEVEL=warn"); err != nil {
			return nil, err
		}
	}
	if err := errors.Join(err, <-done, bot.stop(ctx)); err != nil {
		return nil, err
	}
	return r, r.judge(ctx)
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
