package documents

import (
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"
)

// zoneAhead is how many years of clock changes tell a zone's rule.
const zoneAhead = 5

// clockChange is a change of the zone's clocks: their offset before and after
// it, in seconds east of Greenwich.
type clockChange struct {
	at         time.Time
	name       string
	from, to   int
	isDaylight bool
}

// addZone describes the zone, for calendars that do not know it by its name:
// its yearly rule where it has one, its clock changes around the years
// otherwise.
func addZone(calendar *ics.Calendar, zone *time.Location, first, last int) {
	vzone := calendar.AddTimezone(zone.String())
	begin := time.Date(first-1, time.January, 1, 0, 0, 0, 0, zone)
	changes := clockChanges(begin, time.Date(max(last+1, first+zoneAhead), time.January, 1, 0, 0, 0, 0, zone))
	if rules := yearlyRules(changes); rules != nil {
		for i, rule := range rules {
			addObservance(vzone, changes[i], rule)
		}
		return
	}
	name, offset := begin.Zone()
	changes = append([]clockChange{{begin, name, offset, offset, begin.IsDST()}}, changes...)
	for _, c := range changes {
		addObservance(vzone, c, "")
	}
}

func clockChanges(from, to time.Time) []clockChange {
	var changes []clockChange
	for {
		_, next := from.ZoneBounds()
		if next.IsZero() || !next.Before(to) {
			return changes
		}
		_, before := from.Zone()
		name, after := next.Zone()
		changes = append(changes, clockChange{next, name, before, after, next.IsDST()})
		from = next
	}
}

// yearlyRules are the rules by which the first two changes come back, when all
// that follow obey them.
func yearlyRules(changes []clockChange) []string {
	if len(changes) < 2*zoneAhead {
		return nil
	}
	rules := []string{lastWeekday(changes[0]), lastWeekday(changes[1])}
	for i, c := range changes {
		first := changes[i%2]
		if rules[i%2] == "" || lastWeekday(c) != rules[i%2] || c.from != first.from || c.to != first.to || c.wall().Format("1504") != first.wall().Format("1504") {
			return nil
		}
	}
	return rules
}

// wall is what the clocks show when they are changed.
func (c clockChange) wall() time.Time {
	return c.at.In(time.FixedZone("", c.from))
}

// lastWeekday is the rule of the last such weekday in its month, which is how
// Europe changes its clocks; "" when the change lies elsewhere in the month.
func lastWeekday(c clockChange) string {
	at := c.wall()
	if at.AddDate(0, 0, 7).Month() == at.Month() {
		return ""
	}
	days := [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}
	return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=-1%s", at.Month(), days[at.Weekday()])
}

func addObservance(vzone *ics.VTimezone, c clockChange, rule string) {
	standard := ics.NewStandard()
	part, component := &standard.ComponentBase, ics.Component(standard)
	if c.isDaylight {
		daylight := &ics.Daylight{}
		part, component = &daylight.ComponentBase, daylight
	}
	part.SetProperty(ics.ComponentPropertyDtStart, c.wall().Format(localTime))
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), utcOffset(c.from))
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), utcOffset(c.to))
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzname), c.name)
	if rule != "" {
		part.AddRrule(rule)
	}
	vzone.Components = append(vzone.Components, component)
}

// utcOffset is "+0200".
func utcOffset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
}
