package config

import (
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"

	"sereda/council"
)

// longestOffset keeps what belongs to one week out of the week before.
const longestOffset = 7 * 24 * time.Hour

// read takes every setting of the file.
func (c *Config) read(root *section) {
	read(root, "council", &c.Council, parseText)
	read(root, "zone", &c.Zone, parseZone)
	c.readWeek(root.section("week"))
	c.readCalendar(root.section("calendar"))

	quiet := root.section("quiet_hours")
	read(quiet, "from", &c.Quiet.From, parseTimeOfDay)
	read(quiet, "to", &c.Quiet.To, parseTimeOfDay)
	quiet.close()

	work := root.section("work_hours")
	read(work, "from", &c.WorkHours.From, parseTimeOfDay)
	read(work, "to", &c.WorkHours.To, parseTimeOfDay)
	if c.WorkHours.To < c.WorkHours.From {
		work.doc.reportAt("work_hours.to", "%s is before work_hours.from, %s", c.WorkHours.To, c.WorkHours.From)
	}
	work.close()

	day := root.section("day")
	read(day, "eve", &c.Day.Eve, parseTimeOfDay)
	read(day, "morning", &c.Day.Morning, parseTimeOfDay)
	if c.Day.Eve <= c.Day.Morning {
		day.doc.reportAt("day.eve", "%s is not after day.morning, %s", c.Day.Eve, c.Day.Morning)
	}
	day.close()

	sending := root.section("sending")
	read(sending, "bulk_per_second", &c.Sending.BulkPerSecond, parseCount(1, 29))
	sending.close()

	c.readPapers(root.section("papers"))

	web := root.section("web")
	read(web, "listen", &c.Web.Listen, parseListen)
	read(web, "public_url", &c.Web.PublicURL, parsePublicURL)
	read(web, "public", &c.Web.Public, parseSwitch)
	web.close()

	demo := root.section("demo")
	read(demo, "listen", &c.Demo.Listen, parseListen)
	demo.close()

	root.close()
}

func (c *Config) readWeek(s *section) {
	read(s, "deadline", &c.Week.Deadline, parseText)
	read(s, "digest", &c.Week.Digest, parseText)
	read(s, "grace", &c.Week.Grace, parseDuration)
	if c.Week.Grace == 0 {
		s.doc.reportAt("week.grace", "must be more than nothing: a reminder is always sent a little late")
	}
	if items, ok := s.list("reminders"); ok {
		c.Week.Reminders = nil
		for i, item := range items {
			c.readReminder(s.doc, i, resolve(item))
		}
	}
	s.close()
}

// readReminder takes one `- {what: remind, before: 21h}`.
func (c *Config) readReminder(doc *document, i int, node *yaml.Node) {
	path := reminderPath(i)
	s := &section{doc: doc, path: path, node: doc.mapping(node, path)}
	if s.node == nil {
		return
	}
	doc.lines[path] = node.Line
	known := len(doc.problems)

	var r council.Reminder
	var before, after time.Duration = -1, -1
	read(s, "what", &r.Kind, parseReminderKind)
	read(s, "before", &before, parseOffset)
	read(s, "after", &after, parseOffset)
	s.close()
	if len(doc.problems) > known {
		return
	}

	switch {
	case r.Kind == "":
		doc.reportAt(path, "says nothing about what to do; add `what:`")
	case (before < 0) == (after < 0):
		doc.reportAt(path, "needs either before: or after: the deadline")
	case after < 0:
		r.Offset = -before
	default:
		r.Offset = after
	}
	if len(doc.problems) == known {
		c.addReminder(doc, path, r)
	}
}

func (c *Config) addReminder(doc *document, path string, r council.Reminder) {
	early := r.Kind == council.Ask || r.Kind == council.Remind
	switch {
	case early && r.Offset >= 0:
		doc.reportAt(path, "%s must come before the deadline", r.Kind)
	case r.Kind == council.Missing && r.Offset < 0:
		doc.reportAt(path, "%s cannot come before the deadline: nobody is late yet", r.Kind)
	case r.Kind == council.Chase && r.Offset <= 0:
		doc.reportAt(path, "%s must come after the deadline", r.Kind)
	}
	for _, other := range c.Week.Reminders {
		switch {
		case other == r:
			doc.reportAt(path, "is there twice")
		case other.Kind == r.Kind && (r.Kind == council.Ask || r.Kind == council.Missing):
			doc.reportAt(path, "%s can be there only once", r.Kind)
		}
	}
	c.Week.Reminders = append(c.Week.Reminders, r)
}

func (c *Config) readCalendar(s *section) {
	c.Calendar.Holidays = readDates(s, "holidays")
	c.Calendar.WorkingDays = readDates(s, "working_days")
	s.close()
}

func readDates(s *section, key string) []council.Date {
	items, _ := s.list(key)
	var dates []council.Date
	seen := map[council.Date]bool{}
	for _, item := range items {
		var d council.Date
		node := resolve(item)
		readNode(s.doc, node, s.of(key), &d, parseDate)
		switch {
		case d.IsZero():
		case seen[d]:
			s.doc.report(node.Line, s.of(key), "%s is there twice", d)
		default:
			seen[d] = true
			s.doc.lines[s.of(key)+"."+d.String()] = node.Line
			dates = append(dates, d)
		}
	}
	return dates
}

func reminderPath(i int) string { return fmt.Sprintf("week.reminders #%d", i+1) }

func parseReminderKind(text string) (council.OccurrenceKind, error) {
	switch kind := council.OccurrenceKind(text); kind {
	case council.Ask, council.Remind, council.Missing, council.Chase:
		return kind, nil
	}
	return "", fmt.Errorf("must be ask, remind, missing or chase, not %q", text)
}

func parseOffset(text string) (time.Duration, error) {
	d, err := parseDuration(text)
	if err == nil && d > longestOffset {
		return 0, fmt.Errorf("%q is more than a week", text)
	}
	return d, err
}
