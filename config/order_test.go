package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnOrderThatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{
			"the digest before the deadline", `week: {digest: "0 11 * * WED"}`,
			[]string{"config.yaml:1: week.digest: the digest for 30.11–06.12.2026, ср 25.11.2026 11:00, is not after the deadline, ср 25.11.2026 12:00"},
		},
		{
			"both at one moment", `week: {deadline: "0 15 * * THU", reminders: []}`,
			[]string{"config.yaml:1: week.deadline: the digest for 30.11–06.12.2026, чт 26.11.2026 15:00, is not after the deadline, чт 26.11.2026 15:00"},
		},
		{
			"a Thursday off brings the digest before an afternoon deadline, more than a year ahead",
			"week:\n  deadline: 0 16 * * WED\n  digest: 0 15 * * THU\ncalendar:\n  holidays:\n    - 2028-08-24\n",
			[]string{"config.yaml:3: week.digest: the digest for 28.08–03.09.2028, ср 23.08.2028 15:00, is not after the deadline, ср 23.08.2028 16:00"},
		},
		{
			"a deadline once a month", `week: {deadline: "0 12 25 * *", reminders: []}`,
			[]string{"config.yaml:1: week.deadline: does not fire in 30.11–06.12.2026, so 07.12–13.12.2026 has none"},
		},
		{
			"an asterisk for the minute", `week: {digest: "* 15 * * THU"}`,
			[]string{"config.yaml:1: week.digest: fires more than once in 23.11–29.11.2026: чт 26.11.2026 15:00, чт 26.11.2026 15:01; a week has one"},
		},
		{
			"a chase after the digest",
			"week:\n  reminders:\n    - {what: chase, after: 26h}\n    - {what: chase, after: 27h}\n",
			[]string{"config.yaml:4: week.reminders #2: chase comes when the digest of 30.11–06.12.2026 is made already"},
		},
		{
			"a reminder held by the quiet hours until the deadline",
			"week:\n  deadline: 0 7 * * WED\n  reminders: [{what: remind, before: 1h}, {what: remind, before: 12h}]\n",
			[]string{"config.yaml:3: week.reminders #1: remind, ср 25.11.2026 06:00, falls into the quiet hours and would go out at ср 25.11.2026 07:00, after the deadline"},
		},
		{
			"a month off",
			"calendar:\n  holidays: [" + manyDays + "]\n",
			[]string{"config.yaml:2: calendar.holidays: no working day within 21 days of пт 01.01.2027"},
		},
		{
			"a day both off and worked", "calendar:\n  holidays: [2026-12-26]\n  working_days: [2026-12-26]\n",
			[]string{"config.yaml:3: calendar.working_days: сб 26.12.2026 is among the holidays too"},
		},
		{
			"what was not understood says nothing about the order",
			"week:\n  deadline: noon\n  digest: 0 11 * * WED\n",
			[]string{`config.yaml:2: week.deadline: "noon": expected exactly 5 fields, found 1: [noon]`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := load(t, tt.text)
			if diff := cmp.Diff(tt.want, problems(err)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// manyDays are all working days of January 2027.
const manyDays = "2027-01-01, 2027-01-04, 2027-01-05, 2027-01-06, 2027-01-07, 2027-01-08, " +
	"2027-01-11, 2027-01-12, 2027-01-13, 2027-01-14, 2027-01-15, 2027-01-18, 2027-01-19, 2027-01-20, " +
	"2027-01-21, 2027-01-22, 2027-01-25, 2027-01-26, 2027-01-27, 2027-01-28, 2027-01-29"

func TestHolidaysThatKeepTheOrderAreFine(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"Wednesday":              "calendar: {holidays: [2026-11-25]}",
		"Thursday":               "calendar: {holidays: [2026-11-26]}",
		"Wednesday and Thursday": "calendar: {holidays: [2026-11-25, 2026-11-26]}",
		"a worked Saturday":      "calendar: {holidays: [2026-11-27], working_days: [2026-11-28]}",
		"a holiday on a Sunday":  "calendar: {holidays: [2026-11-29]}",
	} {
		if _, err := load(t, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
