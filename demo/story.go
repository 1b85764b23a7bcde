package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sereda/council"
	"sereda/simulator"
	"sereda/storage"
)

// story plays the demonstration council's week: the clock goes from one thing
// that happens to the next, and nobody waits.
type story struct {
	servers    *servers
	db         *storage.DB
	bot        *bot
	zone       *time.Location
	timetable  council.Timetable
	quiet      council.QuietHours
	transcript *transcript
	people     map[string]*person
	// importBodies brings the council's bodies in.
	importBodies Import

	// mark is the place in the simulator's log where the clock last moved.
	mark int64
	// toldInFull are the ways in of which one plan has been told in full.
	toldInFull map[string]bool
}

// scene is something that happens at a moment of the week.
type scene struct {
	at time.Time
	do func(ctx context.Context) error
}

// play goes through the scenes that the clock has not passed yet, up to the
// moment; the zero moment is the week's end.
func (s *story) play(ctx context.Context, till time.Time) error {
	scenes, err := s.scenes()
	if err != nil {
		return err
	}
	for _, scene := range scenes {
		if scene.at.Before(s.servers.clock.Now()) || !till.IsZero() && scene.at.After(till) {
			continue
		}
		if err := s.until(ctx, scene.at); err != nil {
			return err
		}
		if err := scene.do(ctx); err != nil {
			return err
		}
	}
	if till.IsZero() {
		return nil
	}
	return s.until(ctx, till)
}

func (s *story) scenes() ([]scene, error) {
	scenes := append([]scene{{s.at(0, 9, 0), s.greet}, {s.at(2, 12, 10), s.nudge}, {s.at(3, 15, 10), s.look}}, s.committee()...)
	scenes = append(scenes, s.agreement()...)
	plans, err := sendings(s.zone)
	if err != nil {
		return nil, err
	}
	for i, p := range plans {
		scenes = append(scenes, scene{p.at, func(ctx context.Context) error { return s.send(ctx, p, i) }})
	}
	for _, o := range s.timetable.Occurrences(plannedWeek, nil) {
		scenes = append(scenes, scene{o.At, func(ctx context.Context) error { return s.happens(ctx, o) }})
	}
	slices.SortStableFunc(scenes, func(a, b scene) int { return a.at.Compare(b.at) })
	return scenes, nil
}

func (s *story) at(day, hour, minute int) time.Time { return hourOf(s.zone, day, hour, minute) }

// hourOf is an hour of the week in which the plans are made; day 0 is Monday.
func hourOf(zone *time.Location, day, hour, minute int) time.Time {
	of, _ := council.NewTimeOfDay(hour, minute)
	return plannedWeek.Previous().Day(day).At(of, zone)
}

// until moves the clock to the moment, by the hours of meetings on the way, and
// waits until the bot is done with it.
func (s *story) until(ctx context.Context, at time.Time) error {
	if s.servers.clock.Now().Equal(at) {
		return s.settle(ctx, at)
	}
	if err := s.through(ctx, at); err != nil {
		return err
	}
	return s.move(ctx, at)
}

// move sets the clock, once everything before is delivered, and waits until the
// bot has looked at the timetable and what is due now is delivered.
func (s *story) move(ctx context.Context, at time.Time) error {
	if err := s.settle(ctx, s.servers.clock.Now()); err != nil {
		return err
	}
	s.mark = s.servers.telegram.Mark()
	s.servers.clock.Set(at)
	return s.settle(ctx, at)
}

func (s *story) settle(ctx context.Context, at time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		settled, err := s.settled(ctx, at)
		if err != nil || settled {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the bot is not done with %s: %w", at.In(s.zone), ctx.Err())
		case <-s.bot.child.Ended():
			return fmt.Errorf("the bot has ended; its log is %s", s.servers.botLog())
		case <-tick.C:
		}
	}
}

func (s *story) settled(ctx context.Context, at time.Time) (bool, error) {
	quiet := s.quiet.Release(at, s.zone).After(at)
	var looked, lookedAtMeetings time.Time
	err := s.db.InTx(ctx, func(tx *storage.Tx) (err error) {
		if looked, err = tx.LookedUntil(ctx, council.LookAtWeeks, at); err != nil {
			return err
		}
		lookedAtMeetings, err = tx.LookedUntil(ctx, council.LookAtMeetings, at)
		return err
	})
	if err != nil || looked.Before(at) && !quiet || lookedAtMeetings.Before(at) {
		return false, err
	}
	waiting, err := s.db.WaitingLetters(ctx, at)
	return waiting == 0, err
}

// greet: on Monday morning everybody opens the bot.
func (s *story) greet(ctx context.Context) error {
	var last string
	for _, p := range s.inOrder() {
		if p.user == nil {
			continue
		}
		a := s.actor(p, false)
		if _, err := a.say(ctx, "/start"); err != nil {
			return err
		}
		last = p.short
	}
	s.transcript.line("%d працівників ради відкрили Середу; останньою — %s", s.onTelegram(), last)
	return s.establish(ctx)
}

// establish brings the bodies in. Their meetings invite at once, and a bot can
// write only to those who have opened it.
func (s *story) establish(ctx context.Context) error {
	today := council.DateOf(s.servers.clock.Now().In(s.zone))
	if err := s.importBodies(ctx, s.db, "bodies.csv", Bodies(), today); err != nil {
		return fmt.Errorf("bodies of the demonstration: %w", err)
	}
	s.transcript.line("Адміністратор вніс органи ради: виконком, нараду, комісію")
	return nil
}

// told are the first few in full, so that a reader sees how it goes.
const told = 2

// send is a unit sending its plan: a few are told in full, the rest in a line.
func (s *story) send(ctx context.Context, p sending, place int) error {
	by, ok := s.people[p.By]
	if !ok {
		return fmt.Errorf("nobody is %s", p.By)
	}
	aloud := place < told-1 || p.How != "list" && p.How != "nothing" && !s.toldInFull[p.How]
	s.toldInFull[p.How] = s.toldInFull[p.How] || aloud
	if err := s.submit(ctx, p, s.actor(by, aloud)); err != nil {
		return err
	}
	how := map[string]string{"nothing": "нічого не заплановано", "steps": "кнопками", "list": "списком",
		"template": "заповненим шаблоном", "table": "таблицею Excel"}[p.How]
	n := len(p.Entries) + len(p.Lines)
	if p.How != "nothing" {
		how = fmt.Sprintf("%s, рядків: %d", how, n)
	}
	if !by.heads(p.Unit) {
		how += ", за підрозділ вносить організатор"
	}
	s.transcript.line("%s — %s: %s", by.short, p.Unit, how)
	return nil
}

// happens tells what an occurrence of the timetable led to; the clock has
// brought it about already.
func (s *story) happens(ctx context.Context, o council.Occurrence) error {
	sent := s.sentSince()
	words := map[council.OccurrenceKind]string{
		council.Ask:     "запитання «чи є що подати» — комунальним підприємствам",
		council.Remind:  "нагадування тим, хто ще не подав",
		council.Missing: "строк: список тих, хто не подав, — секретареві й організаторам",
		council.Chase:   "досі не подали: ще одне нагадування",
		council.Digest:  "дайджест зведеного тижня — секретареві й організаторам",
	}
	s.transcript.line("🔔 %s (%d)", words[o.Kind], len(sent))
	shown := 1
	if o.Kind == council.Digest {
		shown = 99
	}
	whose := s.secretary().user
	if o.Kind != council.Missing && o.Kind != council.Digest && len(sent) > 0 {
		whose = sent[0]
	}
	for _, m := range s.newTo(whose, shown) {
		s.transcript.message(s.nameOf(whose), m)
	}
	return nil
}

// nudge: the secretary reminds the missing.
func (s *story) nudge(ctx context.Context) error {
	a := s.actor(s.secretary(), true)
	screen, err := a.say(ctx, "/missing")
	if err != nil {
		return err
	}
	label, found := find(screen, "Нагадати всім")
	if !found {
		s.transcript.line("Нагадувати нема кому.")
		return nil
	}
	_, err = a.tap(ctx, screen, label)
	return err
}

// look: the secretary looks at one day of the digest.
func (s *story) look(ctx context.Context) error {
	a := s.actor(s.secretary(), true)
	_, err := a.say(ctx, "/week")
	return err
}

func (s *story) actor(p *person, aloud bool) *actor {
	return &actor{user: p.user, name: p.short, transcript: s.transcript, aloud: aloud}
}

func (s *story) nameOf(u *simulator.User) string {
	for _, p := range s.people {
		switch {
		case p.user != u:
		case len(p.units) == 0:
			return p.short + " (" + p.post + ")"
		default:
			return p.short + " (" + strings.Join(p.units, ", ") + ")"
		}
	}
	return ""
}
