package config

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// checkedAhead is the stretch of the timetable that Check prints, in days.
const checkedAhead = 14

// Check writes what was understood: the settings, secrets hidden, and the
// timetables of weeks and of days as dates from now on for two weeks.
func Check(w io.Writer, c Config, now time.Time) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	c.writeSettings(out)
	fmt.Fprintln(out)
	until := now.AddDate(0, 0, checkedAhead)
	c.writeTimetable(out, now, until)
	c.writeDays(out, now, until)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the check: %w", err)
	}
	return nil
}

func (c Config) writeSettings(w io.Writer) {
	e := c.Environment
	file := c.File
	if file == "" {
		file = "none, the defaults hold"
	}
	quiet := fmt.Sprintf("%s–%s", c.Quiet.From, c.Quiet.To)
	if c.Quiet.From == c.Quiet.To {
		quiet = "none"
	}
	work := fmt.Sprintf("%s–%s", c.WorkHours.From, c.WorkHours.To)
	if c.WorkHours.From == c.WorkHours.To {
		work = "any"
	}
	for _, row := range [][2]string{
		{"settings", file},
		{"council", c.Council},
		{"zone", c.Zone.String()},
		{"quiet hours", quiet},
		{"work hours", work},
		{"days off", c.daysOff()},
		{"bulk messages", fmt.Sprintf("%d a second", c.Sending.BulkPerSecond)},
		{"web", c.Web.Listen},
		{"public page", c.publicPage()},
		{"mail", e.mail()},
		{"runs as", string(e.Mode()) + ": " + e.meaning()},
		{"log level", e.LogLevel},
	} {
		fmt.Fprintf(w, "%s\t%s\n", row[0], row[1])
	}
}

func (e Environment) mail() string {
	server, from, given := e.Mail()
	if !given {
		return "none"
	}
	return server.String() + ", from " + from.Address
}

func (c Config) publicPage() string {
	if !c.Web.Public {
		return "none"
	}
	return c.Web.Address("/public/")
}

func (c Config) daysOff() string {
	text := "Saturday, Sunday"
	if n := len(c.Calendar.Holidays); n > 0 {
		text += fmt.Sprintf(", holidays listed: %d", n)
	}
	if n := len(c.Calendar.WorkingDays); n > 0 {
		text += fmt.Sprintf(", working days moved: %d", n)
	}
	return text
}

// meaning says in words what the mode starts, secrets hidden.
func (e Environment) meaning() string {
	updates := "updates by polling"
	if e.WebhookURL != "" {
		updates = "updates by webhook at " + e.WebhookURL
	}
	switch e.Mode() {
	case Demonstration:
		return "no TELEGRAM_BOT_TOKEN; simulator, private Postgres in " + e.DataDir + ", Redis in process"
	case Small:
		return fmt.Sprintf("token %s; private Postgres in %s, Redis in process; %s", e.Token, e.DataDir, updates)
	}
	return fmt.Sprintf("token %s; DATABASE_URL %s, REDIS_URL %s; %s", e.Token, e.Database, e.Redis, updates)
}
