package scheduler

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"sereda/council"
)

// anyHour is the bit by which the parser marks an hour field of "*".
const anyHour = 1 << 63

// widestChange is more than any clock change moves the hands.
const widestChange = 3 * time.Hour

// ParseSchedule reads a cron line of five fields (minute, hour, day of month,
// month, day of week) in the zone. Named hours fire exactly once a local day
// also when the clocks change: in the skipped hour an hour later on the wall,
// in the doubled one the first time. With "*" for the hour the line fires in
// real time. Lines that never fire, lines with a zone of their own and
// "@every" are refused.
func ParseSchedule(line string, zone *time.Location) (council.Schedule, error) {
	if strings.Contains(line, "TZ=") {
		return nil, errors.New("the line names a zone; the council's zone is always used")
	}
	if strings.HasPrefix(strings.TrimSpace(line), "@") {
		return nil, errors.New(`"@" shortcuts are not known; write minute, hour, day, month, weekday`)
	}
	parsed, err := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(line)
	if err != nil {
		return nil, fmt.Errorf("not a line of minute, hour, day, month, weekday (MON to SUN): %w", err)
	}
	spec, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return nil, fmt.Errorf("cron line is a %T", parsed)
	}
	spec.Location = time.UTC
	// The library looks five years ahead; these hold every day a line can
	// name, 29 February included.
	if spec.Next(time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return nil, errors.New("there is no such day: the line never fires")
	}
	if spec.Hour&anyHour == 0 {
		return wallTime{spec, zone}, nil
	}
	spec.Location = zone
	return realTime{spec, zone}, nil
}

// realTime fires as the library computes it: "every half hour" stays half an
// hour when the clocks change.
type realTime struct {
	spec *cron.SpecSchedule
	zone *time.Location
}

func (s realTime) Next(t time.Time) time.Time { return s.spec.Next(t.In(s.zone)) }

// wallTime fires by the wall clock. The library computes in UTC with the
// hands of the local clock, where no hour is skipped or doubled; each firing
// is then looked up in the zone.
type wallTime struct {
	spec *cron.SpecSchedule
	zone *time.Location
}

func (s wallTime) Next(t time.Time) time.Time {
	hands := council.Hands(t.In(s.zone)).Add(-widestChange)
	for {
		hands = s.spec.Next(hands)
		if hands.IsZero() {
			return time.Time{}
		}
		if at := council.AtHands(hands, s.zone); at.After(t) {
			return at
		}
	}
}
