package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/robfig/cron/v3"

	"sereda/council"
)

// parseCron reads a line as the library does, which is right on all days but
// those of the clock changes.
func parseCron(line string, zone *time.Location) (council.Schedule, error) {
	schedule, err := cron.ParseStandard("CRON_TZ=" + zone.String() + " " + line)
	if err != nil {
		return nil, err
	}
	if schedule.Next(sunday()).IsZero() {
		return nil, errors.New("never fires")
	}
	return schedule, nil
}

// sunday is 22 November 2026, 10:00 in Kyiv.
func sunday() time.Time { return time.Date(2026, time.November, 22, 8, 0, 0, 0, time.UTC) }

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func load(t *testing.T, text string, environ ...string) (Config, error) {
	t.Helper()
	return Load(Source{Path: write(t, text), Environ: environ, Now: sunday(), ParseSchedule: parseCron})
}

// problems are the lines of the error.
func problems(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

// asSet compares settings, not how cron lines were read.
var asSet = cmp.Options{
	cmpopts.IgnoreUnexported(Config{}),
	cmpopts.IgnoreFields(Config{}, "File"),
	cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
}

func TestAnEmptyFileIsTheRegulation(t *testing.T) {
	t.Parallel()
	want := Default()
	want.Environment = Environment{APIURL: telegramAPI, DataDir: "./data", LogLevel: "info"}
	for name, text := range map[string]string{
		"nothing":  "",
		"comments": "# council: Рада\n",
		"sections of which all lines are commented out": "week:\n  # grace: 2h\ncalendar:\nquiet_hours:\n",
		"empty lists": "calendar:\n  holidays:\n  working_days: []\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := load(t, text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, asSet); diff != "" {
				t.Errorf("settings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWherePeopleReachTheServer(t *testing.T) {
	t.Parallel()
	for web, want := range map[Web]string{
		{Listen: "127.0.0.1:8080"}: "http://127.0.0.1:8080/hall",
		{Listen: ":9000"}:          "http://127.0.0.1:9000/hall",
		{Listen: "0.0.0.0:9000"}:   "http://127.0.0.1:9000/hall",
		{Listen: "[::1]:9000"}:     "http://[::1]:9000/hall",
		{Listen: "localhost:9000"}: "http://localhost:9000/hall",
		{Listen: ":9000", PublicURL: "https://sereda.example.org/plan"}: "https://sereda.example.org/plan/hall",
	} {
		if got := web.Address("/hall"); got != want {
			t.Errorf("%+v: %s, want %s", web, got, want)
		}
	}
}

func TestOnlyTheDefaultFileMayBeMissing(t *testing.T) {
	t.Chdir(t.TempDir())
	source := Source{Now: sunday(), ParseSchedule: parseCron}
	if cfg, err := Load(source); err != nil || cfg.File != "" {
		t.Errorf("no file at the default path: %q, %v", cfg.File, err)
	}
	source.Path = "elsewhere.yaml"
	_, err := Load(source)
	if diff := cmp.Diff([]string{"elsewhere.yaml: there is no such file"}, problems(err)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestEverySettingIsTaken(t *testing.T) {
	t.Parallel()
	got, err := load(t, `
council: Шосткинська міська рада
zone: Europe/Warsaw
week:
  deadline: 0 11 * * TUE
  digest: 30 14 * * THU
  grace: 30m
  reminders:
    - what: remind
      before: 1h30m
    - {what: missing, after: 0h}
calendar:
  holidays: [2026-12-25, 2027-01-01]
  working_days:
    - 2026-12-19
quiet_hours: {from: 21:30, to: 6:00}
work_hours: {from: 9:00, to: 18:00}
day: {eve: 16:30, morning: 7:45}
sending: {bulk_per_second: 5}
papers:
  plan_title: "ПЛАН\nроботи"
  leader_title: ПЛАН КЕРІВНИКА
  day_title: НА ДЕНЬ
  stamp: {word: ПОГОДЖЕНО, side: left, post: Керуючий справами, name: Ганна ОСИКА}
  compiler: {post: Начальниця відділу, name: Ніна ГУК}
web: {listen: &here "[::1]:0", public_url: https://sereda.example.org/}
demo: {listen: *here}
`, "SEREDA_HTTP=0.0.0.0:9000", "TELEGRAM_BOT_TOKEN=1:abc\n", "TELEGRAM_API_URL=http://127.0.0.1:1/", "UNRELATED=x",
		"DATABASE_URL=postgres://u:p@h/d", "REDIS_URL=redis://h", "SEREDA_DATA=/var/lib/sereda",
		"WEBHOOK_URL=http://10.0.0.1:9000/hook", "WEBHOOK_SECRET=s-e_C1", "LOG_LEVEL=DEBUG")
	if err != nil {
		t.Fatal(err)
	}
	warsaw, err := time.LoadLocation("Europe/Warsaw")
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Council: "Шосткинська міська рада",
		Zone:    warsaw,
		Week: Week{
			Deadline: "0 11 * * TUE", Digest: "30 14 * * THU", Grace: 30 * time.Minute,
			Reminders: []council.Reminder{{Kind: council.Remind, Offset: -90 * time.Minute}, {Kind: council.Missing}},
		},
		Calendar: council.Calendar{
			Holidays:    []council.Date{council.NewDate(2026, 12, 25), council.NewDate(2027, 1, 1)},
			WorkingDays: []council.Date{council.NewDate(2026, 12, 19)},
		},
		Quiet:     council.QuietHours{From: 21*60 + 30, To: 6 * 60},
		WorkHours: council.WorkHours{From: 9 * 60, To: 18 * 60},
		Day:       Day{Eve: 16*60 + 30, Morning: 7*60 + 45},
		Sending:   Sending{BulkPerSecond: 5},
		Papers: Papers{
			Stamp:     Stamp{Word: "ПОГОДЖЕНО", AtLeft: true, Post: "Керуючий справами", Name: "Ганна ОСИКА"},
			PlanTitle: "ПЛАН\nроботи", LeaderTitle: "ПЛАН КЕРІВНИКА", DayTitle: "НА ДЕНЬ",
			CompilerPost: "Начальниця відділу", CompilerName: "Ніна ГУК",
		},
		Web:  Web{Listen: "0.0.0.0:9000", PublicURL: "https://sereda.example.org"},
		Demo: Demo{Listen: "[::1]:0"},
		Environment: Environment{
			Token: NewSecret("1:abc"), APIURL: "http://127.0.0.1:1",
			Database: NewSecret("postgres://u:p@h/d"), Redis: NewSecret("redis://h"),
			DataDir: "/var/lib/sereda", Listen: "0.0.0.0:9000",
			WebhookURL: "http://10.0.0.1:9000/hook", WebhookSecret: NewSecret("s-e_C1"), LogLevel: "DEBUG",
		},
	}
	if diff := cmp.Diff(want, got, asSet); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	deadline, ok := got.Timetable().DeadlineOf(council.WeekOf(council.NewDate(2026, 11, 30)), nil)
	if !ok || !deadline.Equal(time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("deadline in Warsaw: %s, %t", deadline, ok)
	}
}

func TestAllProblemsAtOnceByLine(t *testing.T) {
	t.Parallel()
	_, err := load(t, `council:
zone: Europe/Kiyv
wek: 1
week:
  deadline: "0 12 31 2 *"
  digest: [1]
  digest: "0 15 * * THU"
  grace: 0m
  reminders:
    - {what: ask, before: 45h}
    - {what: remind, before: два}
    - {what: remind, before: 3h, after: 2h}
    - {what: remind}
    - {before: 3h}
    - {what: chase, before: 1h}
    - {what: remind, after: 1h}
    - {what: missing, before: 1h}
    - {what: shout, before: 1h}
    - remind
    - {what: remind, before: 3h, to: all}
    - {what: remind, before: 3h}
    - {what: remind, before: 180m}
    - {what: ask, before: 44h}
    - {what: remind, before: -3h}
    - {what: remind, before: 169h}
    - {what: remind, before: 90s}
calendar:
  holidays: 2026-12-25
  working_days: [2026-12-26, 2026-02-30, 2026-12-24, 2026-12-26]
quiet_hours:
  from: 20:00
  to: 25:00
sending: fast
web: {listen: 8080, public_url: sereda.example.org}
demo: {listen: "localhost:x"}
`, "DATABASE_URL=mysql://root:hunter2@h", "LOG_LEVEL=loud")
	want := []string{
		"config.yaml:1: council: has no value; without the line the default is used",
		`config.yaml:2: zone: no such time zone: "Europe/Kiyv"; write it like Europe/Kyiv`,
		"config.yaml:3: wek: no such setting; here are: council, zone, week, calendar, quiet_hours, work_hours, day, sending, papers, web, demo",
		`config.yaml:5: week.deadline: "0 12 31 2 *": never fires`,
		"config.yaml:6: week.digest: must be one value",
		"config.yaml:7: week.digest: is given twice, first on line 6",
		"config.yaml:8: week.grace: must be more than nothing: a reminder is always sent a little late",
		`config.yaml:11: week.reminders #2.before: not a length of time: "два"; write it like 21h or 1h30m`,
		"config.yaml:12: week.reminders #3: needs either before: or after: the deadline",
		"config.yaml:13: week.reminders #4: needs either before: or after: the deadline",
		"config.yaml:14: week.reminders #5: says nothing about what to do; add `what:`",
		"config.yaml:15: week.reminders #6: chase must come after the deadline",
		"config.yaml:16: week.reminders #7: remind must come before the deadline",
		"config.yaml:17: week.reminders #8: missing cannot come before the deadline: nobody is late yet",
		`config.yaml:18: week.reminders #9.what: must be ask, remind, missing or chase, not "shout"`,
		"config.yaml:19: week.reminders #10: must hold settings, one a line: `name: value`",
		"config.yaml:20: week.reminders #11.to: no such setting; here are: what, before, after",
		"config.yaml:22: week.reminders #13: is there twice",
		"config.yaml:23: week.reminders #14: ask can be there only once",
		`config.yaml:24: week.reminders #15.before: "-3h" is negative; say before or after instead`,
		`config.yaml:25: week.reminders #16.before: "169h" is more than a week`,
		`config.yaml:26: week.reminders #17.before: "90s" is not in whole minutes`,
		"config.yaml:28: calendar.holidays: must be a list, one item a line: `- item`",
		`config.yaml:29: calendar.working_days: no such day: "2026-02-30"; write it like 2026-12-25`,
		"config.yaml:29: calendar.working_days: 2026-12-26 is there twice",
		"config.yaml:29: calendar.working_days: чт 24.12.2026 is a working day anyway",
		`config.yaml:32: quiet_hours.to: no such time: "25:00"; write it like 07:00`,
		"config.yaml:33: sending: must hold settings, one a line: `name: value`",
		`config.yaml:34: web.listen: not an address to listen on: "8080"; write it like 127.0.0.1:8080`,
		`config.yaml:34: web.public_url: not a web address: "sereda.example.org"; write it like https://sereda.example.org`,
		`config.yaml:35: demo.listen: not an address to listen on: "localhost:x"; write it like 127.0.0.1:8080`,
		"environment: TELEGRAM_BOT_TOKEN: is missing, though DATABASE_URL or REDIS_URL is set; set it, or unset both for the demonstration",
		"environment: REDIS_URL: is missing, though DATABASE_URL is set; set both or none",
		"environment: DATABASE_URL: must begin with postgres://",
		`environment: LOG_LEVEL: must be debug, info, warn or error, not "loud"`,
	}
	if diff := cmp.Diff(want, problems(err)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestTheEveComesAfterTheMorning(t *testing.T) {
	t.Parallel()
	_, err := load(t, "day:\n  eve: 8:00\n  morning: 8:00\n")
	if err == nil || !strings.Contains(err.Error(), "config.yaml:2: day.eve: 08:00 is not after day.morning, 08:00") {
		t.Errorf("got %v", err)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       string
	}{
		{"broken YAML", "week:\n  deadline: [\n", "config.yaml:2: not readable as YAML: did not find expected node content"},
		{"a list", "- council\n", "config.yaml:1: must hold settings, one a line: `name: value`"},
		{"Windows-1251", "council: \xd0\xe0\xe4\xe0\n", "config.yaml: the file is not in UTF-8; save it as UTF-8"},
		{"the server's own zone", "zone: Local\n", `config.yaml:1: zone: no such time zone: "Local"; write it like Europe/Kyiv`},
		{"a stamp at neither side", "papers:\n  stamp:\n    word: ПОГОДЖЕНО\n    side: зліва\n", `config.yaml:4: papers.stamp.side: must be left or right, not "зліва"`},
		{"a title that fills the page", "papers:\n  plan_title: " + strings.Repeat("щ", 301) + "\n", "config.yaml:2: papers.plan_title: has 301 letters; 300 at most find room"},
		{"a name of unprintable letters", "papers:\n  compiler:\n    name: \"а\\0б\"\n", "config.yaml:3: papers.compiler.name: has characters that cannot be printed"},
		{"two documents", "zone: Europe/Kyiv\n---\nzone: Europe/Paris\n", "config.yaml:2: a second document begins here; one file holds one"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := load(t, tt.text)
			if diff := cmp.Diff([]string{tt.want}, problems(err)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}
