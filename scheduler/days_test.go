package scheduler_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
)

// house is the town with a mayor, who has an assistant, and the plan of the week
// of 23 November 2026.
type house struct {
	*town
	days  *scheduler.DayRunner[*storage.Tx]
	mayor int64
}

var thisWeek = council.Week{Monday: council.NewDate(2026, 11, 23)}

func openHouse(t *testing.T) *house {
	t.Helper()
	h := &house{town: openCouncil(t)}
	h.days = &scheduler.DayRunner[*storage.Tx]{
		Means: h.means(), Composer: dayWords{},
		Timetable: council.DayTimetable{Zone: localZone(t), Quiet: quiet, Eve: 17 * 60, Morning: 8 * 60},
	}
	h.do(func(ctx context.Context, tx *storage.Tx) error {
		from := council.NewDate(2026, 1, 1)
		holder, err := tx.AddPerson(ctx, council.Person{Surname: "мер"})
		if err != nil {
			return err
		}
		if err := tx.AddPost(ctx, council.Post{Kind: council.LeaderPost, Title: "Міський голова"}, holder, from); err != nil {
			return err
		}
		leaders, err := tx.LeadersOn(ctx, from)
		if err != nil {
			return err
		}
		h.mayor = leaders[0].PostID
		assistant, err := tx.AddPerson(ctx, council.Person{Surname: "помічник"})
		if err != nil {
			return err
		}
		return tx.GrantRole(ctx, assistant, council.Assistant, h.mayor, from)
	})
	h.exec(`INSERT INTO account (telegram_id, person_id, bound_at) SELECT 7000000 + id, id, now() FROM person p
		WHERE NOT EXISTS (SELECT FROM account WHERE person_id = p.id)`)
	h.lookAt("пн 07:00")
	return h
}

// event is a unit's event of an hour, "вт 10:00", for the leaders.
func (h *house) event(unit, when, title string, leaders ...int64) council.PlanEntry {
	h.Helper()
	at := h.at(when)
	start := council.TimeOfDay(at.Hour()*60 + at.Minute())
	e := council.PlanEntry{State: council.InPlan, Entry: council.Entry{From: council.DateOf(at), To: council.DateOf(at),
		Kind: council.Timed, Hours: council.Hours{Start: &start}, Title: title, Leaders: leaders, Visibility: council.StaffOnly}}
	fmt.Sscan(h.column(`SELECT id::text FROM unit WHERE name = $1`, unit)[0], &e.Unit.ID)
	return e
}

// agrees makes a revision of the week's plan with the entries alone.
func (h *house) agrees(week council.Week, when string, entries ...council.PlanEntry) council.Revision {
	h.Helper()
	var r council.Revision
	h.do(func(ctx context.Context, tx *storage.Tx) error {
		p, err := tx.LockPlan(ctx, week)
		if err != nil {
			return err
		}
		for i := range p.Entries {
			p.Entries[i].State = council.StruckOut
		}
		if err := tx.WritePlanEntries(ctx, week, append(p.Entries, entries...)...); err != nil {
			return err
		}
		if p, err = tx.PlanOf(ctx, week); err != nil {
			return err
		}
		p.State, p.Number = council.Agreed, p.Number+1
		r = p.Revision(council.Signatory{}, h.at(when), time.Time{}, nil)
		if err := tx.AddRevision(ctx, r); err != nil {
			return err
		}
		return tx.UpdatePlan(ctx, p)
	})
	return r
}

// lookAt runs the day's timetable and compares what is written to whom.
func (h *house) lookAt(when string, want ...string) {
	h.Helper()
	h.writes(h.days.RunOnce, h.at(when), want...)
}

// dayWords writes what it was asked for.
type dayWords struct{}

func (dayWords) LeaderDay(d council.LeaderDay, records council.EventRecords, changed bool) []council.Message {
	text := fmt.Sprintf("%02d.%02d r%d", d.Day.Day, d.Day.Month, d.Number)
	for _, e := range d.Entries {
		text += " " + e.Title
		if n := len(records.Of(e.ID)); n > 0 {
			text += fmt.Sprintf(" with %d", n)
		}
	}
	if changed {
		text = "changed " + text
	}
	return []council.Message{{HTML: text}}
}

func titles(events []council.RevisionEntry) string {
	var all []string
	for _, e := range events {
		all = append(all, e.Title)
	}
	return strings.Join(all, ", ")
}

func (dayWords) MaterialsDue(events []council.RevisionEntry, records council.EventRecords, due func(council.Date) council.Date) []council.Message {
	text := "materials"
	for _, e := range events {
		text += fmt.Sprintf(" %s %v by %02d", e.Title, records.Missing(e), due(e.From).Day)
	}
	return []council.Message{{HTML: text}}
}

func (dayWords) EventEve(events []council.RevisionEntry, _ council.EventRecords) []council.Message {
	return []council.Message{{HTML: "soon " + titles(events)}}
}

func (dayWords) OutcomeQuestion(from, to council.Date, events []council.RevisionEntry, _ council.EventRecords) council.Message {
	return council.Message{HTML: fmt.Sprintf("held? %02d-%02d %s", from.Day, to.Day, titles(events))}
}

func (dayWords) Fulfilment(f council.Fulfilment) []council.Message {
	return []council.Message{{HTML: fmt.Sprintf("of %d held %d moved %d not %d silent %s", len(f.Revision.Entries), len(f.Events[council.Held]),
		len(f.Events[council.MovedAway]), len(f.Events[council.NotHeld]), titles(f.Events[council.Unanswered]))}}
}

// told has what was said of the plan's event of the title.
func (h *house) told(week council.Week, title string, say func(ctx context.Context, tx *storage.Tx, entry, person int64) error) {
	h.Helper()
	h.do(func(ctx context.Context, tx *storage.Tx) error {
		r, err := tx.RevisionOf(ctx, week, 0)
		if err != nil {
			return err
		}
		for _, e := range r.Entries {
			if e.Title == title {
				return say(ctx, tx, e.ID, 1)
			}
		}
		return fmt.Errorf("no event %q", title)
	})
}

func (h *house) sent(week council.Week, title string, kind council.MaterialKind) {
	h.Helper()
	h.told(week, title, func(ctx context.Context, tx *storage.Tx, entry, person int64) error {
		_, err := tx.AddEventMaterial(ctx, council.EventMaterial{EntryID: entry, Kind: kind, Words: "слова", PersonID: person, At: h.at("пн 10:00")})
		return err
	})
}

func (h *house) promised(week council.Week, title string, kind council.MaterialKind, day council.Date) {
	h.Helper()
	h.told(week, title, func(ctx context.Context, tx *storage.Tx, entry, person int64) error {
		return tx.SetPromise(ctx, council.Promise{EntryID: entry, Kind: kind, Day: day, PersonID: person, At: h.at("пн 10:00")})
	})
}

func (h *house) became(week council.Week, title string, outcome council.OutcomeKind) {
	h.Helper()
	h.told(week, title, func(ctx context.Context, tx *storage.Tx, entry, person int64) error {
		return tx.SetOutcome(ctx, council.EventOutcome{EntryID: entry, Outcome: outcome, PersonID: person, At: h.at("пн 10:00")})
	})
}

// public is the event as the council's site announces it.
func public(e council.PlanEntry) council.PlanEntry {
	e.Visibility = council.Public
	return e
}

func TestTheResponsibleAreRemindedOfMaterialsAndOfEvents(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	long := public(h.event("освіта", "ср 00:00", "ярмарок"))
	long.Kind, long.To, long.Hours = council.DuringWeek, long.From.AddDays(3), council.Hours{}
	next := council.Week{Monday: council.NewDate(2026, 11, 30)}
	saturday := public(h.event("спорт", "сб 10:00", "крос"))
	monday := h.event("освіта", "пн 10:00", "звіт")
	monday.From, monday.To = next.Monday, next.Monday
	monday.Leaders = []int64{h.mayor}
	h.agrees(thisWeek, "пн 07:00", public(h.event("освіта", "ср 10:00", "концерт", h.mayor)), h.event("освіта", "ср 12:00", "прибирання"),
		public(h.event("освіта", "ср 14:00", "виставка")), public(h.event("спорт", "чт 12:00", "турнір")), long, saturday)
	h.agrees(next, "пн 07:00", monday)
	h.lookAt("пн 09:00", "materials концерт [announcement brief] by 24 виставка [announcement] by 24 ярмарок [announcement] by 24: освіта")
	h.lookAt("пн 09:01")
	h.lookAt("пн 17:00")
	h.promised(thisWeek, "виставка", council.Announcement, council.NewDate(2026, 11, 25))
	h.promised(thisWeek, "ярмарок", council.Announcement, council.Date{})
	h.lookAt("вт 09:00", "materials турнір [announcement] by 25: спорт")
	h.sent(thisWeek, "концерт", council.Brief)
	h.lookAt("вт 17:00", "25.11 r1 концерт with 1: мер, помічник", "soon концерт, прибирання, виставка: освіта")
	h.lookAt("ср 09:00", "25.11 r1 концерт with 1: мер, помічник", "materials виставка [announcement] by 24: освіта")
	h.kinds = "materials"
	h.sent(thisWeek, "виставка", council.Announcement)
	h.lookAt("чт 09:00", "materials крос [announcement] by 27: спорт", "materials звіт [brief] by 27: освіта")
	h.kinds = "event_eve"
	h.lookAt("чт 17:00")
	h.lookAt("пт 17:00", "soon крос: спорт", "soon звіт: освіта")
	h.lookAt("нд 18:00")
}

func TestTheResponsibleAreAskedWhatBecameOfEventsAndTheWeekIsSummedUp(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.kinds = "ask"
	own := h.event("освіта", "пн 12:00", "толока")
	own.Unit = council.Unit{}
	announced := h.event("спорт", "пн 12:00", "змагання")
	announced.Kind, announced.From, announced.To, announced.Hours = council.ToBeAnnounced, council.Date{}, council.Date{}, council.Hours{}
	long := h.event("освіта", "чт 12:00", "ярмарок")
	long.To = long.From.AddDays(6)
	h.agrees(thisWeek, "пн 07:00", h.event("освіта", "пн 10:00", "нарада"), h.event("освіта", "пн 11:00", "прийом"),
		own, h.event("спорт", "пт 10:00", "крос"), h.event("спорт", "нд 10:00", "турнір"), announced, long)
	h.lookAt("вт 09:00", "held? 23-23 нарада, прийом: освіта", "held? 23-23 толока: організатор")
	h.lookAt("вт 09:01")
	h.lookAt("ср 10:00")
	h.became(thisWeek, "нарада", council.Held)
	h.became(thisWeek, "прийом", council.MovedAway)
	h.became(thisWeek, "толока", council.NotHeld)
	h.look7("09:00", "held? 27-29 крос, турнір, змагання: спорт", "held? 27-29 ярмарок: освіта")
	h.became(thisWeek, "крос", council.NotHeld)
	h.became(thisWeek, "крос", council.Held)
	h.kinds = "week"
	h.look7("16:59")
	h.look7("17:00", "of 7 held 2 moved 1 not 1 silent турнір, ярмарок, змагання: секретар, організатор")
	h.look7("17:01")
}

// look7 looks at an hour of the Monday after the week.
func (h *house) look7(clock string, want ...string) {
	h.Helper()
	hour, err := council.ParseTimeOfDay(clock)
	if err != nil {
		h.Fatal(err)
	}
	h.writes(h.days.RunOnce, thisWeek.Next().Monday.At(hour, localZone(h.T)), want...)
}

func TestLeadersGetTheirDayOnTheEveAndInTheMorning(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.kinds = "day"
	long := h.event("освіта", "ср 00:00", "ярмарок", h.mayor)
	long.Kind, long.To, long.Hours = council.AllDay, long.From.AddDays(1), council.Hours{}
	h.agrees(thisWeek, "пн 07:00", h.event("освіта", "вт 10:00", "нарада", h.mayor), h.event("спорт", "вт 12:00", "крос"), long)
	h.lookAt("пн 16:59")
	h.lookAt("пн 17:00", "24.11 r1 нарада: мер, помічник")
	h.lookAt("пн 17:01")
	h.lookAt("вт 07:59")
	h.lookAt("вт 08:00", "24.11 r1 нарада: мер, помічник")
	h.lookAt("вт 17:00", "25.11 r1 ярмарок: мер, помічник")
	h.lookAt("ср 08:00", "25.11 r1 ярмарок: мер, помічник")
	h.lookAt("ср 17:00", "26.11 r1 ярмарок: мер, помічник")
	h.lookAt("чт 08:00", "26.11 r1 ярмарок: мер, помічник")
	h.lookAt("чт 17:00")
	h.lookAt("пт 08:00")
}

func TestTheDayIsToldAsTheLatestRevisionHasIt(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.kinds = "day"
	h.agrees(thisWeek, "пн 07:00", h.event("освіта", "вт 10:00", "нарада", h.mayor))
	h.agrees(thisWeek, "пн 12:00", h.event("освіта", "вт 11:00", "нарада згодом", h.mayor))
	h.lookAt("пн 17:00", "24.11 r2 нарада згодом: мер, помічник")
}

func TestADayIsToldLateButNotTooLate(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.kinds = "day"
	h.agrees(thisWeek, "пн 07:00", h.event("освіта", "вт 10:00", "нарада", h.mayor), h.event("освіта", "чт 10:00", "прийом", h.mayor))
	// The evening of Monday fell into an outage, and so did Tuesday's morning.
	h.lookAt("вт 11:00", "24.11 r1 нарада: мер, помічник")
	// Wednesday's evening ended in quiet hours: told as soon as they are over.
	h.lookAt("ср 22:00")
	h.lookAt("чт 07:00", "26.11 r1 прийом: мер, помічник")
	h.lookAt("чт 08:00", "26.11 r1 прийом: мер, помічник")
	// A day that is over is told no more.
	h.agrees(thisWeek, "чт 09:00", h.event("освіта", "пт 10:00", "звіт", h.mayor))
	h.lookAt("сб 09:00")
	got := h.column(`SELECT kind || ' ' || subject || ' ' || outcome FROM occurrence WHERE subject = 'day:2026-11-27' AND kind LIKE 'day%' ORDER BY kind`)
	if diff := cmp.Diff([]string{"day_eve day:2026-11-27 dropped", "day_morning day:2026-11-27 dropped"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestWhoIsSentInsteadGetsTheDayToo: of those events alone, and of none for whom
// the directory does not know, or not any more.
func TestWhoIsSentInsteadGetsTheDayToo(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.kinds = "day"
	var secretary int64
	fmt.Sscan(h.column(`SELECT id::text FROM person WHERE surname = 'секретар'`)[0], &secretary)
	instead := func(e council.PlanEntry, by council.StandIn) council.PlanEntry {
		e.Entry = e.Entry.With(h.mayor, false, &by)
		return e
	}
	sent := council.StandIn{Post: h.mayor, PersonID: secretary, Name: "секретар"}
	h.agrees(thisWeek, "пн 07:00", h.event("освіта", "вт 10:00", "нарада", h.mayor),
		instead(h.event("освіта", "вт 12:00", "свято", h.mayor), sent),
		instead(h.event("спорт", "вт 14:00", "крос", h.mayor), council.StandIn{Post: h.mayor, Name: "Гість"}),
		instead(h.event("спорт", "ср 14:00", "турнір", h.mayor), sent))
	h.lookAt("пн 17:00", "24.11 r1 нарада: мер, помічник", "24.11 r1 свято: секретар")
	h.lookAt("вт 08:00", "24.11 r1 нарада: мер, помічник", "24.11 r1 свято: секретар")
	h.lookAt("вт 17:00", "25.11 r1 турнір: секретар")
	h.do(func(ctx context.Context, tx *storage.Tx) error {
		last := council.NewDate(2026, 11, 24)
		return tx.EndPerson(ctx, secretary, last, last, h.at("вт 18:00"))
	})
	h.lookAt("ср 08:00")
}

func TestTheActingLeaderGetsTheDay(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.kinds = "day"
	h.agrees(thisWeek, "пн 07:00", h.event("освіта", "вт 10:00", "нарада", h.mayor))
	h.exec(`INSERT INTO substitution (absent_id, substitute_id, from_date, to_date)
		SELECT a.id, s.id, '2026-11-24', '2026-11-24' FROM person a, person s WHERE a.surname = 'мер' AND s.surname = 'секретар'`)
	h.lookAt("пн 17:00", "24.11 r1 нарада: секретар, помічник")
}

func TestTwoLookersTellADayOnce(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.kinds = "day"
	h.agrees(thisWeek, "пн 07:00", h.event("освіта", "вт 10:00", "нарада", h.mayor))
	h.crowd(h.days.RunOnce, h.at("пн 17:00"))
	if diff := cmp.Diff("24.11 r1 нарада: мер, помічник", strings.Join(h.written(), "; ")); diff != "" {
		t.Error(diff)
	}
}
