package scheduler_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
	"sereda/testkit"
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
		Store: h.db, Composer: dayWords{}, Log: testkit.Log(t),
		Timetable: council.DayTimetable{Zone: localZone(t), Quiet: council.QuietHours{From: 20 * 60, To: 7 * 60}, Eve: 17 * 60, Morning: 8 * 60},
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

func (h *house) do(work func(ctx context.Context, tx *storage.Tx) error) {
	h.Helper()
	if err := h.db.InTx(h.Context(), func(tx *storage.Tx) error { return work(h.Context(), tx) }); err != nil {
		h.Fatal(err)
	}
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
	if _, err := h.days.RunOnce(h.Context(), h.at(when)); err != nil {
		h.Fatalf("at %s: %v", when, err)
	}
	if diff := cmp.Diff(want, h.written(), sameEmpty); diff != "" {
		h.Errorf("at %s: %s", when, diff)
	}
	h.remember()
}

// written are the notices since the last look.
func (h *house) written() []string {
	h.Helper()
	return h.column(`
		SELECT said || ': ' || string_agg(surname, ', ' ORDER BY id) FROM (
			SELECT o.id, o.message->>'html' AS said, p.surname
			FROM outbox o JOIN person p ON p.id = o.person_id WHERE o.id > $1) n
		GROUP BY said ORDER BY min(id)`, h.seen)
}

// dayWords writes what it was asked for.
type dayWords struct{}

func (dayWords) LeaderDay(d council.LeaderDay, changed bool) []council.Message {
	text := fmt.Sprintf("%02d.%02d r%d", d.Day.Day, d.Day.Month, d.Number)
	for _, e := range d.Entries {
		text += " " + e.Title
	}
	if changed {
		text = "changed " + text
	}
	return []council.Message{{HTML: text}}
}

func TestLeadersGetTheirDayOnTheEveAndInTheMorning(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
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
	h.agrees(thisWeek, "пн 07:00", h.event("освіта", "вт 10:00", "нарада", h.mayor))
	h.agrees(thisWeek, "пн 12:00", h.event("освіта", "вт 11:00", "нарада згодом", h.mayor))
	h.lookAt("пн 17:00", "24.11 r2 нарада згодом: мер, помічник")
}

func TestADayIsToldLateButNotTooLate(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
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

func TestTheActingLeaderGetsTheDay(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.agrees(thisWeek, "пн 07:00", h.event("освіта", "вт 10:00", "нарада", h.mayor))
	h.exec(`INSERT INTO substitution (absent_id, substitute_id, from_date, to_date)
		SELECT a.id, s.id, '2026-11-24', '2026-11-24' FROM person a, person s WHERE a.surname = 'мер' AND s.surname = 'секретар'`)
	h.lookAt("пн 17:00", "24.11 r1 нарада: секретар, помічник")
}

func TestTwoLookersTellADayOnce(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.agrees(thisWeek, "пн 07:00", h.event("освіта", "вт 10:00", "нарада", h.mayor))
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if _, err := h.days.RunOnce(t.Context(), h.at("пн 17:00")); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if diff := cmp.Diff("24.11 r1 нарада: мер, помічник", strings.Join(h.written(), "; ")); diff != "" {
		t.Error(diff)
	}
}
