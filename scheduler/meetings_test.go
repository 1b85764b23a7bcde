package scheduler_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

const everybody = "мер, писар, аля, боря"

func TestAMeetingFromInvitationToMinutes(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	h.lookAt("20.11 11:00", "invitation: мер, писар, аля, боря")
	h.lookAt("20.11 11:01")
	h.respond("мер", council.Response{Answer: council.WillAttend})
	h.respond("аля", council.Response{Answer: council.WillNot, Reason: council.Ill})
	h.lookAt("25.11 09:00", "agenda by 2026-11-26: писар")
	h.lookAt("25.11 10:00", "answer please: писар, боря")
	h.respond("писар", council.Response{Answer: council.WillRemotely})
	h.lookAt("26.11 10:00", "1 short: мер, писар", "soon (will): мер", "soon (remotely): писар", "soon: боря")
	h.respond("боря", council.Response{Answer: council.WillAttend})
	// Saved in time: no second warning.
	h.lookAt("27.11 08:00")
	h.lookAt("27.11 09:00", "soon (will)*: мер, боря", "soon (remotely)*: писар")
	h.lookAt("27.11 10:00", "invitation 04.12: "+everybody)
	h.cancelAllBut(h.friday().ID)
	h.lookAt("10.12 09:00", "minutes by 2026-12-11: писар")
	h.lookAt("11.12 09:00", "publish: писар")
}

// TestNobodyIsRemindedOfMinutesThatAreThere: a file of them is still to be
// published.
func TestNobodyIsRemindedOfMinutesThatAreThere(t *testing.T) {
	t.Parallel()
	link := council.Minutes{Link: "https://rada.example.org/7", Published: true}
	file := council.Minutes{FileID: "f", Name: "протокол.pdf"}
	public := file
	public.Published = true
	for _, tt := range []struct {
		name             string
		minutes          council.Minutes
		prepare, publish []string
	}{
		{"none", council.Minutes{}, []string{"minutes by 2026-12-11: писар"}, []string{"publish: писар"}},
		{"a link", link, nil, nil},
		{"a file", file, nil, []string{"publish: писар"}},
		{"a published file", public, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := openChamber(t)
			h.lookAt("20.11 11:00", "invitation: "+everybody)
			h.lookAt("27.11 09:00", "3 short*: мер, писар", "soon*: "+everybody)
			h.cancelAllBut(h.friday().ID)
			h.do(func(ctx context.Context, tx *storage.Tx) error {
				return tx.SetMinutes(ctx, h.friday().ID, tt.minutes, h.people["писар"])
			})
			h.lookAt("10.12 09:00", tt.prepare...)
			h.lookAt("11.12 09:00", tt.publish...)
		})
	}
}

// cancelAllBut leaves one meeting of those there are.
func (h *chamber) cancelAllBut(id int64) {
	h.Helper()
	for _, m := range h.meetings() {
		if m.ID != id {
			h.cancel(m.ID)
		}
	}
}

func TestRegularMeetingsAppearByThemselves(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	days := func() []string {
		var found []string
		for _, m := range h.meetings() {
			found = append(found, m.Day.String())
		}
		return found
	}
	h.lookAt("20.11 10:00", "invitation: "+everybody)
	if diff := cmp.Diff([]string{"2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18"}, days()); diff != "" {
		t.Error(diff)
	}
	// One moved out of sight does not come again.
	h.change(h.friday().ID, func(m *council.Meeting) { m.Day = council.NewDate(2027, 3, 1) })
	h.lookAt("21.11 00:00")
	if diff := cmp.Diff([]string{"2026-12-04", "2026-12-11", "2026-12-18", "2027-03-01"}, days()); diff != "" {
		t.Error(diff)
	}
}

func TestAMovedMeetingIsAskedAnewAndRemindedOnItsOwnDay(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	h.lookAt("20.11 10:00", "invitation: "+everybody)
	h.respond("мер", council.Response{Answer: council.WillAttend})
	h.lookAt("26.11 09:59", "agenda by 2026-11-26: писар", "answer please: писар, аля, боря")
	h.change(h.friday().ID, func(m *council.Meeting) { m.Day = council.NewDate(2026, 12, 1) })
	h.lookAt("26.11 10:00", "invitation again 01.12: "+everybody)
	h.lookAt("27.11 09:00", "agenda by 2026-11-30 01.12: писар")
	h.cancelAllBut(h.friday().ID)
	h.lookAt("27.11 10:00", "answer please 01.12: "+everybody)
	h.lookAt("30.11 10:00", "3 short 01.12: мер, писар", "soon 01.12: "+everybody)
}

func TestNobodyHearsOfACancelledMeeting(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	h.lookAt("20.11 10:00", "invitation: "+everybody)
	h.cancelAllBut(0)
	for _, when := range []string{"25.11 10:00", "26.11 10:00", "27.11 09:00", "11.12 09:00"} {
		h.lookAt(when)
	}
}

func TestCalledForTodayEverybodyIsInvitedAtOnce(t *testing.T) {
	t.Parallel()
	h := openChamber(t, func(b *council.Body) { b.Cadence.Kind = council.NoCadence })
	h.lookAt("27.11 11:00")
	h.call("27.11 14:00")
	h.lookAt("27.11 11:30", "invitation: "+everybody)
	h.lookAt("27.11 12:00", "3 short*: мер, писар")
	h.lookAt("27.11 13:00", "soon*: "+everybody)
}

// The record of a remote sitting begins before it does (4.39).
func TestARecordBegunEarlyTakesNoReminderAway(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	h.lookAt("20.11 10:00", "invitation: "+everybody)
	h.change(h.friday().ID, func(m *council.Meeting) { m.State, m.OpenedAt = council.Open, h.when("27.11 08:30") })
	h.lookAt("27.11 09:00", "soon*: "+everybody)
	h.lookAt("27.11 09:59")
}

func TestAtNightOnlyWhatCannotWaitDisturbs(t *testing.T) {
	t.Parallel()
	h := openChamber(t, func(b *council.Body) { b.Cadence.Kind = council.NoCadence })
	h.lookAt("26.11 21:00")
	h.call("27.11 00:00")
	h.lookAt("26.11 21:30", "invitation*: "+everybody)
	h.lookAt("26.11 22:00", "3 short*: мер, писар")
	h.lookAt("26.11 23:00", "soon*: "+everybody)
	m := h.call("01.12 10:00")
	h.lookAt("26.11 23:30", "invitation 01.12: "+everybody)
	held := h.column(`SELECT DISTINCT to_char(hold_until AT TIME ZONE 'Europe/Kyiv', 'DD.MM HH24:MI') FROM outbox WHERE about = $1`,
		council.AboutMeeting(m.ID))
	if diff := cmp.Diff([]string{"27.11 07:00"}, held); diff != "" {
		t.Error(diff)
	}
}

func TestAnOutageAroundAMeeting(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		back string
		want []string
	}{
		"back the evening before: the day's reminder is late, the question is over": {"26.11 19:00",
			[]string{"agenda by 2026-11-26: писар", "3 short: мер, писар", "soon: " + everybody}},
		"back in the last hour: only what still makes sense": {"27.11 09:30",
			[]string{"3 short*: мер, писар", "soon*: " + everybody}},
		"back after it has begun: nothing but the next": {"27.11 10:30", []string{"invitation 04.12: " + everybody}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := openChamber(t)
			h.lookAt("24.11 10:00", "invitation: "+everybody)
			h.lookAt(test.back, test.want...)
			h.lookAt(test.back)
		})
	}
}

func TestDeputiesAreRemindedInsteadOfWhoSendsThem(t *testing.T) {
	t.Parallel()
	h := openChamber(t, func(b *council.Body) { b.DeputiesMay, b.Quorum.Kind = true, council.NoQuorum })
	h.lookAt("24.11 10:00", "invitation: "+everybody)
	h.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		h.people["заступник"], err = tx.AddPerson(ctx, council.Person{Surname: "заступник"})
		return err
	})
	deputy := h.people["заступник"]
	h.respond("мер", council.Response{Answer: council.SendsDeputy, DeputyID: deputy, DeputyAgreed: true})
	h.respond("писар", council.Response{Answer: council.SendsDeputy, DeputyID: deputy, DeputyAgreed: true})
	h.respond("аля", council.Response{Answer: council.SendsDeputy, DeputyID: deputy})
	h.respond("боря", council.Response{Answer: council.SendsDeputy, DeputyName: "хтось", DeputyAgreed: true})
	h.lookAt("26.11 10:00", "agenda by 2026-11-26: писар", "soon for мер: заступник", "soon for писар: заступник", "soon (deputy): аля")
}

func TestAgendaAndMaterialsGoADayAhead(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	h.lookAt("24.11 10:00", "invitation: "+everybody)
	m := h.friday()
	h.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.SetAgendaItem(ctx, m.ID, council.AgendaItem{Title: "Про бюджет"})
		return err
	})
	// The agenda is there: nobody is reminded of it.
	h.lookAt("25.11 09:00")
	h.lookAt("25.11 10:00", "answer please: "+everybody)
	h.lookAt("26.11 10:00", "1 questions: "+everybody, "0 files: "+everybody, "3 short: мер, писар", "soon: "+everybody)
}

func TestWhoRecordsHearsOfPapers(t *testing.T) {
	t.Parallel()
	t.Run("the secretary's substitute of these days too", func(t *testing.T) {
		t.Parallel()
		h := openChamber(t)
		h.lookAt("24.11 10:00", "invitation: "+everybody)
		h.exec(`INSERT INTO substitution (absent_id, substitute_id, from_date, to_date)
			SELECT $1, id, '2026-11-25', '2026-11-25' FROM person WHERE surname = 'організатор'`, h.people["писар"])
		h.lookAt("25.11 09:00", "agenda by 2026-11-26: організатор, писар")
	})
	t.Run("the organiser of a нарада (11.5)", func(t *testing.T) {
		t.Parallel()
		h := openChamber(t, func(b *council.Body) { b.RecordedByOrganiser = true })
		h.lookAt("24.11 10:00", "invitation: "+everybody)
		h.lookAt("25.11 09:00", "agenda by 2026-11-26: організатор")
	})
}

func TestTwoLookersTellOnce(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	h.exec(`INSERT INTO meeting_look (until) VALUES ($1)`, h.when("20.11 09:00"))
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if _, err := h.looker.RunOnce(t.Context(), h.when("26.11 10:00")); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	want := []string{"agenda by 2026-11-26: писар", "3 short: мер, писар", "invitation: " + everybody, "soon: " + everybody}
	got := h.written()
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" || len(h.meetings()) != 4 {
		t.Errorf("%d meetings; %s", len(h.meetings()), diff)
	}
}

func TestAFailedOccurrenceOfAMeetingIsTriedAgain(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	h.words.fail = true
	if _, err := h.looker.RunOnce(t.Context(), h.when("20.11 10:00")); err == nil {
		t.Error("a failed invitation is no error")
	}
	h.words.fail = false
	h.lookAt("20.11 10:01", "invitation: "+everybody)
	h.words.fail = true
	if result, err := h.looker.RunOnce(t.Context(), h.when("25.11 10:00")); err == nil || result.Failed != 2 {
		t.Errorf("%+v, %v", result, err)
	}
	h.words.fail = false
	h.lookAt("25.11 10:01", "agenda by 2026-11-26: писар", "answer please: "+everybody)
}

// A move between the look and the telling wins: the old hour is told to nobody.
func TestAMeetingThatMovesMeanwhileIsNotToldAsItWas(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	h.lookAt("20.11 10:00", "invitation: "+everybody)
	h.looker.Store = &slow{DB: h.db, between: func() { h.cancel(h.friday().ID) }}
	h.lookAt("26.11 10:00")
}

func TestWhatFollowsItsScheduleIsMadeKnown(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	var followed []string
	h.looker.Follow = func(_ context.Context, _ *storage.Tx, meetings []council.Meeting, _ time.Time) ([]council.Notice, error) {
		for _, m := range meetings {
			followed = append(followed, m.Day.String())
		}
		return []council.Notice{{PersonID: h.people["аля"], Class: council.Bulk, Key: "change:1:1", Message: council.Message{HTML: "Інший день"}}}, nil
	}
	looked := func(when string, notices int, want ...string) {
		t.Helper()
		followed = nil
		if _, err := h.looker.RunOnce(t.Context(), h.when(when)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, followed); diff != "" {
			t.Errorf("at %s (-want +got):\n%s", when, diff)
		}
		if found := h.waiting(t, "change:1:1"); found != notices {
			t.Errorf("at %s %d notices wait, want %d", when, found, notices)
		}
	}
	looked("20.11 11:00", 1, "2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18")
	h.body.Cadence.Weekday = time.Thursday
	h.do(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateBody(ctx, h.body) })
	looked("20.11 11:01", 1, "2026-12-03", "2026-12-10", "2026-12-17")
	looked("20.11 11:02", 1)
}

// waiting counts the letters of the key.
func (h *chamber) waiting(t *testing.T, key string) int {
	t.Helper()
	n := 0
	h.do(func(ctx context.Context, tx *storage.Tx) error {
		keys, err := tx.NoticesSince(ctx, "", key, time.Time{})
		n = len(keys)
		return err
	})
	return n
}
