package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
)

// In the tests plans for 30 November to 6 December 2026 are due on Wednesday
// 25 November at 12:00, unless a case says otherwise.

// twoParts is the digest as it arrives: a message and the plan on paper.
const twoParts = "digest секретар 2 times, організатор 2 times"

func TestAWeekFromQuestionToDigest(t *testing.T) {
	t.Parallel()
	c := openCouncil(t)
	c.look("пн 08:00", nothing)
	c.look("пн 15:00", did("ask", "ask культура"))
	c.look("вт 15:00", did("remind", "remind освіта, спорт"))
	c.submit("освіта", "вт 16:00")
	c.look("ср 09:00", did("remind", "remind спорт"))
	c.look("ср 12:00", did("missing", "missing секретар, організатор"))
	c.look("чт 09:00", did("chase", "chase спорт"))
	c.look("чт 15:00", did("digest", twoParts))
	c.look("пт 15:00", nothing)
}

func TestWhoHasSubmittedHearsNothing(t *testing.T) {
	t.Parallel()
	c := openCouncil(t)
	c.look("пн 08:00", nothing)
	for _, unit := range []string{"освіта", "спорт", "культура"} {
		c.submit(unit, "пн 10:00")
	}
	c.look("пн 15:00", did("ask", ""))
	c.look("ср 09:00", did("remind", ""), dropped("remind"))
	c.look("чт 10:00", did("missing", "missing секретар, організатор"), did("chase", ""))
}

func TestOutage(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		back string
		want []string
	}{
		"a reminder within its grace goes afterwards":          {"вт 16:59", []string{"ask dropped", "remind done"}},
		"a reminder whose hour has passed is dropped":          {"вт 17:00", []string{"ask dropped", "remind dropped"}},
		"at the deadline reminders are over, the list is made": {"ср 12:00", []string{"ask dropped", "missing done", "remind dropped", "remind dropped"}},
		"the digest is late rather than never": {"нд 12:00",
			[]string{"ask dropped", "chase dropped", "digest done", "missing done", "remind dropped", "remind dropped"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := openCouncil(t)
			c.look("пн 08:00", nothing)
			if _, err := c.runner.RunOnce(t.Context(), c.at(test.back)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, c.occurrences()); diff != "" {
				t.Error(diff)
			}
			c.remember()
			c.look(test.back, nothing)
		})
	}
}

func TestARestartInTheDueMinuteRepeatsNothing(t *testing.T) {
	t.Parallel()
	c := openCouncil(t)
	c.look("пн 08:00", nothing)
	c.look("вт 15:00", dropped("ask"), did("remind", "remind освіта, спорт"))
	// The process died after the occurrence's commit and before the look moved on.
	c.exec(`UPDATE look SET until = until - interval '1 day'`)
	c.look("вт 15:00", nothing)
}

func TestTwoRunnersDoEachEffectOnce(t *testing.T) {
	t.Parallel()
	c := openCouncil(t)
	c.look("ср 08:00", nothing)
	done := c.crowd(c.runner.RunOnce, c.at("чт 15:00"))
	got := append(c.occurrences(), c.notices()...)
	want := []string{"chase dropped", "digest done", "missing done", "remind dropped",
		twoParts, "missing секретар, організатор"}
	if diff := cmp.Diff(want, got); diff != "" || done != 2 {
		t.Errorf("%d carried out, want 2; %s", done, diff)
	}
}

func TestOneThatFailsStopsNoOtherAndIsTriedAgain(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]func(){
		"fails":  nil,
		"panics": func() { panic("a defect") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := openCouncil(t)
			c.look("ср 10:00", nothing)
			c.composer.failMissing = func() {
				if trouble != nil {
					trouble()
				}
			}
			if trouble == nil {
				c.exec(`ALTER TABLE role_grant RENAME TO elsewhere`)
			}
			if _, err := c.runner.RunOnce(t.Context(), c.at("чт 09:30")); err == nil {
				t.Error("a failed occurrence is no error")
			}
			if diff := cmp.Diff([]string{"chase done"}, c.occurrences()); diff != "" {
				t.Error(diff)
			}
			c.remember()
			c.composer.failMissing = nil
			if trouble == nil {
				c.exec(`ALTER TABLE elsewhere RENAME TO role_grant`)
			}
			c.look("чт 09:31", did("missing", "missing секретар, організатор"))
		})
	}
}

func TestAMovedDeadlineMovesWhatHangsOnIt(t *testing.T) {
	t.Parallel()
	c := openCouncil(t)
	c.look("ср 11:00", nothing)
	c.move("чт 10:00")
	c.look("ср 12:30", nothing)
	c.look("ср 13:00", did("remind", "remind освіта, спорт"))
	c.look("чт 07:00", did("remind", "remind освіта, спорт"))
	c.look("чт 10:00", did("missing", "missing секретар, організатор"))
	c.look("чт 15:00", did("digest", twoParts))
}

func TestADeadlineMovedAfterTheListMakesANewList(t *testing.T) {
	t.Parallel()
	c := openCouncil(t)
	c.look("ср 11:00", nothing)
	c.look("ср 12:00", did("missing", "missing секретар, організатор"))
	c.move("ср 17:00")
	c.look("ср 14:00", did("remind", "remind освіта, спорт"))
	c.look("ср 17:00", did("missing", "missing секретар, організатор"))
}

func TestUnitsThatSubmitIfNeedBeAreAskedOnceAWeek(t *testing.T) {
	t.Parallel()
	c := openCouncil(t)
	c.look("пн 08:00", nothing)
	c.look("пн 15:00", did("ask", "ask культура"))
	c.move("чт 12:00")
	c.look("вт 15:00", did("ask", ""))
}

func TestQuietHoursAreNotLateness(t *testing.T) {
	t.Parallel()
	c := openCouncil(t)
	c.look("вт 19:00", nothing)
	c.move("чт 08:00") // the last reminder falls on Thursday 05:00
	c.look("ср 11:00", did("remind", "remind освіта, спорт"))
	for _, night := range []string{"ср 20:00", "чт 05:00", "чт 06:59"} {
		result, err := c.runner.RunOnce(t.Context(), c.at(night))
		if diff := cmp.Diff(scheduler.Result{Quiet: true}, result); err != nil || diff != "" {
			t.Errorf("at %s: %v %s", night, err, diff)
		}
	}
	c.submit("освіта", "чт 06:00")
	c.look("чт 07:00", did("remind", "remind спорт"))
}

func TestClockChangesKeepTheHourOnTheWall(t *testing.T) {
	t.Parallel()
	// Plans are due on the Sunday of the change at 12:00; 21 hours before is
	// Saturday 15:00 on the wall, 22 or 20 real hours away.
	for name, saturday := range map[string]council.Date{
		"autumn": council.NewDate(2026, 10, 24),
		"spring": council.NewDate(2027, 3, 27),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := openCouncil(t)
			c.runner.Timetable = timetable(t, "0 12 * * 0")
			c.runner.Timetable.Calendar.WorkingDays = []council.Date{saturday, saturday.AddDays(1)}
			due := saturday.At(15*60, localZone(t))
			for _, look := range []struct {
				at   time.Time
				want int
			}{{due.Add(-time.Hour), 0}, {due.Add(-time.Minute), 0}, {due, 1}, {due.Add(time.Minute), 0}} {
				got, err := c.runner.RunOnce(t.Context(), look.at)
				if err != nil || got.Done != look.want {
					t.Errorf("at %s %+v %v, want %d carried out", look.at, got, err, look.want)
				}
			}
		})
	}
}

func TestTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	c := openCouncil(t)
	c.look("вт 14:00", nothing)
	broken := *c.runner
	broken.Store = away{}
	if _, err := broken.RunOnce(t.Context(), c.at("вт 15:00")); !errors.Is(err, errAway) {
		t.Errorf("%v, want the database's trouble", err)
	}
	c.look("вт 15:10", did("remind", "remind освіта, спорт"))
}

var errAway = errors.New("away")

type away struct{}

func (away) InTx(context.Context, func(*storage.Tx) error) error { return errAway }

func TestMessagesToTheOfficeGoInTheirOrder(t *testing.T) {
	t.Parallel()
	c := openCouncil(t)
	c.composer.parts = 3
	c.look("чт 14:00", nothing)
	if _, err := c.runner.RunOnce(t.Context(), c.at("чт 15:00")); err != nil {
		t.Fatal(err)
	}
	got := c.column(`SELECT concat_ws(' ', p.surname, o.message ->> 'html', f.name, convert_from(f.data, 'UTF8'))
		FROM outbox o JOIN person p ON p.id = o.person_id
		LEFT JOIN file f ON f.name = o.message -> 'document' ->> 'n'
		ORDER BY p.surname DESC, o.id`)
	want := []string{}
	for _, who := range []string{"секретар", "організатор"} {
		for part := range 3 {
			want = append(want, fmt.Sprintf("%s digest %d", who, part))
		}
		want = append(want, who+" paper 0 plan.pdf 2026-11-30")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
