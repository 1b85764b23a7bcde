package demo

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"sereda/council"
)

//go:embed data/council.csv data/bodies.csv data/plans.yaml
var files embed.FS

// Monday is the week that the demonstration council plans; its story begins
// on the Monday before.
var plannedWeek = council.Week{Monday: council.NewDate(2026, time.November, 30)}

// Directory is the demonstration council in the form that import reads.
func Directory() []byte { return compiledIn("data/council.csv") }

// Bodies are the demonstration council's, in the form that import-bodies reads.
func Bodies() []byte { return compiledIn("data/bodies.csv") }

func compiledIn(name string) []byte {
	raw, err := files.ReadFile(name)
	if err != nil {
		panic(err) // no build is without it
	}
	return raw
}

// sending is what one unit sends in the week, when and by whom.
type sending struct {
	Unit    string   `yaml:"unit"`
	How     string   `yaml:"how"`
	At      string   `yaml:"at"`
	By      string   `yaml:"by"`
	Lines   []string `yaml:"lines"`
	Entries []struct {
		Day         string   `yaml:"day"`
		Time        string   `yaml:"time"`
		Title       string   `yaml:"title"`
		Venue       string   `yaml:"venue"`
		Responsible string   `yaml:"responsible"`
		Leaders     []string `yaml:"leaders"`
	} `yaml:"entries"`

	at time.Time
}

var dayWords = []string{"пн", "вт", "ср", "чт", "пт", "сб", "нд"}

// sendings are the plans of the story, with the dates of its week put in.
func sendings(zone *time.Location) ([]sending, error) {
	raw, err := files.ReadFile("data/plans.yaml")
	if err != nil {
		return nil, err
	}
	var all []sending
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("plans of the demonstration: %w", err)
	}
	for i := range all {
		if all[i].at, err = moment(all[i].At, zone); err != nil {
			return nil, fmt.Errorf("plan of %s: %w", all[i].Unit, err)
		}
		for n, line := range all[i].Lines {
			all[i].Lines[n] = withDates(line)
		}
	}
	return all, nil
}

// moment reads "вт 16:20" in the week before the planned one.
func moment(text string, zone *time.Location) (time.Time, error) {
	word, clock, _ := strings.Cut(text, " ")
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, err
	}
	for i, day := range dayWords {
		if day == word {
			of, _ := council.NewTimeOfDay(at.Hour(), at.Minute())
			return plannedWeek.Previous().Day(i).At(of, zone), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no day", word)
}

// withDates writes the planned week's dates where a line names its days.
func withDates(line string) string {
	for i, word := range dayWords {
		d := plannedWeek.Day(i)
		line = strings.ReplaceAll(line, "{"+word+"}", fmt.Sprintf("%02d.%02d", d.Day, d.Month))
	}
	return line
}
