package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func check(t *testing.T, text string, environ ...string) string {
	t.Helper()
	cfg, err := load(t, text, environ...)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := Check(&out, cfg, sunday()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestCheckPrintsTheTimetableAsDates(t *testing.T) {
	t.Parallel()
	want := `settings       config.yaml
council        Міська рада
zone           Europe/Kyiv
quiet hours    20:00–07:00
work hours     08:00–17:00
days off       Saturday, Sunday, holidays listed: 3, working days moved: 1
bulk messages  25 a second
web            127.0.0.1:8080
public page    none
mail           none
runs as        production: token (hidden); DATABASE_URL (hidden), REDIS_URL (hidden); updates by webhook at https://rada.example/tg
log level      info

timetable from нд 22.11.2026 10:00 to нд 06.12.2026 10:00

plans for 30.11–06.12.2026
пн 23.11.2026 15:00  reminder to units still missing, 21 h before the deadline
вт 24.11.2026 06:30  reminder to units still missing, 5 h 30 min before the deadline (quiet hours: goes out вт 24.11.2026 07:00)
вт 24.11.2026 12:00  DEADLINE for the units' plans (a day off on ср 25.11.2026)
вт 24.11.2026 12:00  list of the missing to the secretary and the organiser
вт 24.11.2026 15:00  (no reminder after this deadline: the digest comes first)
вт 24.11.2026 15:00  DIGEST: the plan is formed, the secretary gets it (a day off on чт 26.11.2026)

plans for 07.12–13.12.2026
сб 28.11.2026 15:00  the one question to units that submit if need be
пн 30.11.2026 15:00  reminder to units still missing, 21 h before the deadline
вт 01.12.2026 06:30  reminder to units still missing, 5 h 30 min before the deadline (quiet hours: goes out вт 01.12.2026 07:00)
вт 01.12.2026 12:00  DEADLINE for the units' plans (a day off on ср 02.12.2026)
вт 01.12.2026 12:00  list of the missing to the secretary and the organiser
чт 03.12.2026 09:00  reminder to units still missing, 21 h after the deadline
чт 03.12.2026 15:00  DIGEST: the plan is formed, the secretary gets it

the days of agreed plans
every day 08:00      leaders and assistants: today's plan
every day 17:00      leaders and assistants: tomorrow's plan; the day's changes to all who have the plan
пн 23.11.2026 09:00  question: held or not, to those responsible for events of пт 20.11.2026 – нд 22.11.2026
пн 23.11.2026 09:00  reminder of materials for events on ср 25.11.2026 – пт 27.11.2026
пн 23.11.2026 17:00  reminder of the events on вт 24.11.2026
пн 23.11.2026 17:00  how the week пн 16.11.2026 – нд 22.11.2026 was carried out, to the secretary and the organiser
вт 24.11.2026 09:00  question: held or not, to those responsible for events of пн 23.11.2026
вт 24.11.2026 09:00  reminder of materials for events on сб 28.11.2026
вт 24.11.2026 17:00  reminder of the events on ср 25.11.2026 – пт 27.11.2026
пт 27.11.2026 09:00  question: held or not, to those responsible for events of вт 24.11.2026 – чт 26.11.2026
пт 27.11.2026 09:00  reminder of materials for events on нд 29.11.2026 – пн 30.11.2026
пт 27.11.2026 17:00  reminder of the events on сб 28.11.2026
сб 28.11.2026 09:00  question: held or not, to those responsible for events of пт 27.11.2026
сб 28.11.2026 09:00  reminder of materials for events on вт 01.12.2026
сб 28.11.2026 17:00  reminder of the events on нд 29.11.2026 – пн 30.11.2026
пн 30.11.2026 09:00  question: held or not, to those responsible for events of сб 28.11.2026 – нд 29.11.2026
пн 30.11.2026 09:00  reminder of materials for events on ср 02.12.2026 – чт 03.12.2026
пн 30.11.2026 17:00  reminder of the events on вт 01.12.2026
пн 30.11.2026 17:00  how the week пн 23.11.2026 – нд 29.11.2026 was carried out, to the secretary and the organiser
вт 01.12.2026 09:00  question: held or not, to those responsible for events of пн 30.11.2026
вт 01.12.2026 09:00  reminder of materials for events on пт 04.12.2026
вт 01.12.2026 17:00  reminder of the events on ср 02.12.2026 – чт 03.12.2026
чт 03.12.2026 09:00  question: held or not, to those responsible for events of вт 01.12.2026 – ср 02.12.2026
чт 03.12.2026 09:00  reminder of materials for events on сб 05.12.2026 – пн 07.12.2026
чт 03.12.2026 17:00  reminder of the events on пт 04.12.2026
пт 04.12.2026 09:00  question: held or not, to those responsible for events of чт 03.12.2026
пт 04.12.2026 09:00  reminder of materials for events on вт 08.12.2026
пт 04.12.2026 17:00  reminder of the events on сб 05.12.2026 – пн 07.12.2026
`
	got := check(t, `
calendar:
  holidays: [2026-11-25, 2026-11-26, 2026-12-02]
  working_days: [2026-11-28]
week:
  reminders:
    - {what: ask, before: 45h}
    - {what: remind, before: 21h}
    - {what: remind, before: 5h30m}
    - {what: missing, after: 0h}
    - {what: chase, after: 21h}
`, token, database, redis, "WEBHOOK_URL=https://rada.example/tg", "WEBHOOK_SECRET=correct-horse")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("check (-want +got):\n%s", diff)
	}
}

func TestCheckSaysWhatWouldRun(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		environ []string
		want    string
	}{
		{"nothing set", nil, "demonstration: no TELEGRAM_BOT_TOKEN; simulator, private Postgres in ./data, Redis in process"},
		{"a token", []string{token}, "small council: token (hidden); private Postgres in ./data, Redis in process; updates by polling"},
		{"all", []string{token, database, redis}, "production: token (hidden); DATABASE_URL (hidden), REDIS_URL (hidden); updates by polling"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, after, _ := strings.Cut(check(t, "quiet_hours: {from: 7:00, to: 7:00}", tt.environ...), "runs as        ")
			got, _, _ := strings.Cut(after, "\n")
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}
