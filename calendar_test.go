package main

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// TestACalendarFollowsThePlanAndItsMeetings runs the whole bot: an address asked
// for in the chat gives what is agreed, its moves and cancellations, and nothing
// once it was revoked.
func TestACalendarFollowsThePlanAndItsMeetings(t *testing.T) {
	t.Parallel()
	o := ordinary(t)
	o.start()
	m, clerk := o.openMeeting()
	week := council.WeekOf(m.Day)
	start := council.TimeOfDay(600)
	agree := func(number int, title string) {
		o.change(func(ctx context.Context, tx *storage.Tx) error {
			if _, err := tx.LockPlan(ctx, week); err != nil {
				return err
			}
			return tx.AddRevision(ctx, council.Revision{Week: week, Number: number, AgreedAt: wednesday,
				Entries: []council.RevisionEntry{{Entry: council.Entry{ID: 3, From: week.Monday, To: week.Monday, Kind: council.Timed, Hours: council.Hours{Start: &start}, Title: title}}}})
		})
	}
	o.change(func(ctx context.Context, tx *storage.Tx) error {
		return tx.GrantRole(ctx, m.BodyID, council.Secretary, 0, week.Monday.AddDays(-30)) // the first person and the first body
	})
	agree(1, "Нарада")

	clerk.Start("")
	home := clerk.Receive(t)
	clerk.PressData(home, "can:2:0")
	var address string
	for address == "" {
		address = regexp.MustCompile(`http://127\S+\.ics`).FindString(clerk.Receive(t).Text)
	}
	read := func() []string {
		t.Helper()
		page := fetchPage(t, http.DefaultClient, http.MethodGet, address)
		calendar, err := ical.NewDecoder(strings.NewReader(page)).Decode()
		if err != nil {
			t.Fatalf("%v in\n%s", err, page)
		}
		var events []string
		for _, e := range calendar.Events() {
			value := func(name string) string { return e.Props.Get(name).Value }
			uid, _, _ := strings.Cut(value(ical.PropUID), "@")
			events = append(events, fmt.Sprintf("%s #%s %s %s", uid, value(ical.PropSequence), value(ical.PropStatus), value(ical.PropSummary)))
		}
		return events
	}
	check := func(want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, read()); diff != "" {
			t.Errorf("calendar (-want +got):\n%s", diff)
		}
	}
	meeting := fmt.Sprintf("meeting-%d", m.ID)
	check("entry-3 #0 CONFIRMED Нарада", meeting+" #0 CONFIRMED Комісія")
	agree(2, "Нарада з питань безпеки")
	o.change(func(ctx context.Context, tx *storage.Tx) error {
		m.State = council.Cancelled
		return tx.UpdateMeeting(ctx, m)
	})
	check("entry-3 #1 CONFIRMED Нарада з питань безпеки", meeting+" #1 CANCELLED Комісія")

	clerk.PressData(home, "car:2")
	clerk.Receive(t)
	if page := fetchPage(t, http.DefaultClient, http.MethodGet, address); page != "the address was revoked\n" {
		t.Errorf("revoked, it gives\n%s", page)
	}
}
