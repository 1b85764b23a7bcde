// Package config reads the settings once, at start: config.yaml for what the
// regulation says, the environment for secrets and addresses. Whatever is
// wrong is said at once, by line.
package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
	_ "time/tzdata" // councils' servers may come without zoneinfo

	"sereda/council"
)

// DefaultPath is the settings file in the working directory. It may be
// missing: every setting has the regulation's default.
const DefaultPath = "config.yaml"

// Config is everything that can be set.
type Config struct {
	// File is what was read, "" when there was no file.
	File string
	// Council is the council's name as shown to people.
	Council  string
	Zone     *time.Location
	Week     Week
	Calendar council.Calendar
	Quiet    council.QuietHours
	// WorkHours are when the council works.
	WorkHours council.WorkHours
	Day       Day
	Sending   Sending
	Papers    Papers
	Web       Web
	Demo      Demo
	// Environment holds the secrets and addresses.
	Environment Environment

	deadline, digest council.Schedule
}

// Week is the council's weekly round (3.16, 3.17).
type Week struct {
	// Deadline and Digest are cron lines in the council's zone.
	Deadline, Digest string
	Reminders        []council.Reminder
	// Grace is how late a reminder may still be sent.
	Grace time.Duration
}

// Day is when leaders get their day (3.18).
type Day struct {
	// Eve is the hour on the day before, Morning on the day itself.
	Eve, Morning council.TimeOfDay
}

// Sending is how fast messages leave.
type Sending struct {
	// BulkPerSecond bounds notices to many, for all replicas together.
	BulkPerSecond int
}

// Demo is the demonstration.
type Demo struct {
	// Listen is where its page is, host:port.
	Listen string
}

// Source is where settings come from.
type Source struct {
	// Path is the settings file, "" for DefaultPath.
	Path string
	// Environ are the variables as os.Environ gives them.
	Environ []string
	// Now is from when on the timetable must make sense.
	Now time.Time
	// ParseSchedule reads a cron line in a zone.
	ParseSchedule func(line string, zone *time.Location) (council.Schedule, error)
}

// Default are the settings of the regulation.
func Default() Config {
	kyiv, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		// The zones are compiled in above.
		panic(err)
	}
	return Config{
		Council: "Міська рада",
		Zone:    kyiv,
		Week: Week{
			Deadline: "0 12 * * WED",
			Digest:   "0 15 * * THU",
			Reminders: []council.Reminder{
				{Kind: council.Ask, Offset: -45 * time.Hour},
				{Kind: council.Remind, Offset: -21 * time.Hour},
				{Kind: council.Remind, Offset: -3 * time.Hour},
				{Kind: council.Remind, Offset: -1 * time.Hour},
				{Kind: council.Missing},
				{Kind: council.Chase, Offset: 21 * time.Hour},
			},
			Grace: time.Hour,
		},
		Quiet:     council.QuietHours{From: 20 * 60, To: 7 * 60},
		WorkHours: council.WorkHours{From: 8 * 60, To: 17 * 60},
		Day:       Day{Eve: 17 * 60, Morning: 8 * 60},
		Sending:   Sending{BulkPerSecond: 25},
		Papers: Papers{
			Stamp:        Stamp{Word: "ЗАТВЕРДЖЕНО", Post: "Секретар міської ради"},
			PlanTitle:    "ПЛАН\nосновних заходів міської ради та її виконавчих органів",
			LeaderTitle:  "ТИЖНЕВИЙ ПЛАН РОБОТИ",
			DayTitle:     "ПЛАН ЗАХОДІВ НА ДЕНЬ",
			CompilerPost: "Начальник організаційного відділу",
		},
		Web:  Web{Listen: "127.0.0.1:8080"},
		Demo: Demo{Listen: "127.0.0.1:8081"},
	}
}

// Load reads the settings and refuses what makes no sense. The error is
// Problems, all of them at once.
func Load(source Source) (Config, error) {
	cfg := Default()
	text, doc := open(source.Path)
	if text != nil {
		cfg.File = doc.file
	}
	root := doc.parse(text)
	cfg.read(root)
	cfg.deadline = parseLine(doc, "week.deadline", cfg.Week.Deadline, cfg.Zone, source)
	cfg.digest = parseLine(doc, "week.digest", cfg.Week.Digest, cfg.Zone, source)
	cfg.checkCalendar(doc)
	// A value that was not understood stands at its default, which says
	// nothing about the order meant.
	if len(doc.problems) == 0 {
		cfg.checkOrder(doc, source.Now)
	}

	cfg.Environment = readEnvironment(source.Environ, doc)
	if listen := cfg.Environment.Listen; listen != "" {
		cfg.Web.Listen = listen
	}
	cfg.Web.Public = cfg.Web.Public || cfg.Environment.Public
	return cfg, doc.problems.err()
}

// Timetable is the council's week as the rules compute with it.
func (c Config) Timetable() council.Timetable {
	return council.Timetable{
		Zone:      c.Zone,
		Calendar:  c.Calendar,
		Deadline:  c.deadline,
		Digest:    c.digest,
		Reminders: c.Week.Reminders,
		Grace:     c.Week.Grace,
	}
}

// Days is the day's timetable as the rules compute with it.
func (c Config) Days() council.DayTimetable {
	return council.DayTimetable{Zone: c.Zone, Calendar: c.Calendar, Quiet: c.Quiet, Eve: c.Day.Eve, Morning: c.Day.Morning}
}

// open reads the file. A missing one is fine at the default path only.
func open(path string) ([]byte, *document) {
	doc := &document{file: filepath.Base(path), lines: map[string]int{}}
	if path == "" {
		path, doc.file = DefaultPath, DefaultPath
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && path == DefaultPath:
	case errors.Is(err, fs.ErrNotExist):
		doc.report(0, "", "there is no such file")
	case err != nil:
		doc.report(0, "", "cannot be read: %v", err)
	}
	return text, doc
}

// parseLine reads a cron line; nil, with a problem reported, when it is none.
func parseLine(doc *document, setting, line string, zone *time.Location, source Source) council.Schedule {
	schedule, err := source.ParseSchedule(line, zone)
	if err != nil {
		doc.reportAt(setting, "%q: %v", line, err)
		return nil
	}
	return schedule
}
