package handlers_test

import (
	"context"
	"strings"
	"testing"

	"sereda/council"
	"sereda/storage"
)

// calendarOf is what the address gives: the scope, or why nothing.
func (w *town) calendarOf(secret string) string {
	w.t.Helper()
	var got string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		s, err := tx.SubscriptionBy(ctx, council.SecretHash(secret))
		switch {
		case err != nil:
			got = "never was"
		case !s.RevokedAt.IsZero():
			got = "revoked"
		default:
			got = string(s.Scope)
		}
		return nil
	})
	return got
}

func (w *town) calendars(want map[string]string) {
	w.t.Helper()
	for secret, state := range want {
		if got := w.calendarOf(secret); got != state {
			w.t.Errorf("%s: %s, want %s", secret, got, state)
		}
	}
}

func TestAddressesOfCalendars(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/start")
	w.presses(organiser, "Календар")
	w.sees(organiser, "Що стосується мене: ваші заходи й засідання — адреси немає", "Увесь план — адреси немає",
		"[🔗 Моя адреса]\n[🔗 Адреса всього плану]\n[🏠 На початок]")

	made := w.pressesData(organiser, "can:1:0")
	if n := made.Notices; len(n) != 2 || !n[1].Message.Secret || n[1].Message.Edit != 0 ||
		!strings.Contains(n[1].Message.HTML, "<code>https://sereda.example.org/calendar/secret-1.ics</code>") {
		t.Errorf("the address: %+v", n)
	}
	w.calendars(map[string]string{"secret-1": "own"})
	// The tap that came twice.
	if out := w.pressesData(organiser, "can:1:0"); len(out.Notices) != 1 || !strings.Contains(out.Toast, "вже видано") {
		t.Errorf("%+v", out)
	}
	w.sees(organiser, "ваші заходи й засідання — адресу видано", "[🔄 Нова моя адреса] [🚫 Відкликати мою]\n[🔗 Адреса всього плану]")

	w.presses(organiser, "Адреса всього плану")
	w.says(organiser, "/calendar")
	w.presses(organiser, "Нова моя адреса")
	w.calendars(map[string]string{"secret-1": "revoked", "secret-2": "whole", "secret-3": "own", "secret-4": "never was"})

	w.says(organiser, "/calendar")
	w.presses(organiser, "Відкликати всього плану")
	w.calendars(map[string]string{"secret-2": "revoked", "secret-3": "own"})
	if out := w.pressesData(organiser, "car:2"); !strings.Contains(out.Toast, "вже відкликано") {
		t.Errorf("%+v", out)
	}
}

func TestTheWholePlanIsForWhoMaySeeIt(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "/calendar")
	w.sees(olena, "Що стосується мене")
	if screen := w.screen(olena); strings.Contains(screen, "всього плану") || strings.Contains(screen, "Увесь план") {
		t.Errorf("a head is offered the whole plan:\n%s", screen)
	}
	out := w.pressesData(olena, "can:2:0")
	if !strings.Contains(out.Toast, "не") || w.calendarOf("secret-1") != "never was" {
		t.Errorf("a forged press: %+v", out)
	}
	for _, forged := range []string{"can", "can:9:0", "can:0", "car:7"} {
		w.pressesData(olena, forged)
	}
	w.calendars(map[string]string{"secret-1": "never was"})
	if out := w.pressesData(stranger, "can:1:0"); w.calendarOf("secret-1") != "never was" {
		t.Errorf("a stranger: %+v", out)
	}
}

// TestALostPhonesCalendar: whoever finds the phone reads nothing new.
func TestALostPhonesCalendar(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.pressesData(olena, "can:1:0")
	w.calendars(map[string]string{"secret-1": "own"})
	w.pressesData(organiser, hallPress("dpu", w.people["Коваль"], olena, 1))
	w.calendars(map[string]string{"secret-1": "revoked"})
}
