package council

import (
	"slices"
	"time"
)

// Realignment is what the cadences, as they are now, make of the regular
// meetings that have appeared: Missing ones are to be made, Changed ones have
// another day, hour, venue or mode, Gone ones are no more.
type Realignment struct {
	Missing, Changed, Gone []Meeting
}

// Untold tells that nobody has heard of the regular meeting yet: it was neither
// announced nor changed by hand, so that it follows its body's cadence.
func (m Meeting) Untold() bool {
	return m.Regular && m.State == Planned && m.Version == 1 && m.Invited == 0
}

// Dropped tells that the body's schedule has called the regular meeting off,
// nobody having heard of it: it comes back with its schedule.
func (m Meeting) Dropped() bool {
	return m.Regular && m.State == Cancelled && m.Version == 1 && m.Invited == 0
}

// Realign compares the meetings known with what the cadences want of the next
// four weeks. Only meetings that nobody was told of follow, each within its
// week (its month, for a body that meets once a month) with all that is
// prepared for it; one announced under a former cadence stays, and the new one
// adds none beside it.
func (t MeetingTimetable) Realign(bodies []Body, known []Meeting, now time.Time) Realignment {
	var r Realignment
	appearing := t.Appearing(bodies, now)
	for _, b := range bodies {
		wanted := slices.DeleteFunc(slices.Clone(appearing), func(m Meeting) bool { return m.BodyID != b.ID })
		standing := slices.DeleteFunc(slices.Clone(known), func(m Meeting) bool { return m.BodyID != b.ID || !m.Regular })
		r.body(b, wanted, standing, t, now)
	}
	return r
}

// body gives each standing meeting the wanted one of its day, then the loose
// ones one of their period; what is wanted and left is missing.
func (r *Realignment) body(b Body, wanted, standing []Meeting, t MeetingTimetable, now time.Time) {
	last := DateOf(now.In(t.Zone)).AddDays(AppearAhead)
	var loose, announced []Meeting
	for _, m := range standing {
		follows := m.Untold() && m.At(t.Zone).After(now)
		i := slices.IndexFunc(wanted, func(w Meeting) bool { return w.RegularOn == m.RegularOn })
		switch {
		case i >= 0:
			if follows || m.Dropped() && wanted[i].At(t.Zone).After(now) {
				r.follow(m, wanted[i])
			}
			wanted = slices.Delete(wanted, i, i+1)
		case follows && !m.RegularOn.After(last):
			loose = append(loose, m)
		case m.State != Cancelled && len(b.Cadence.Sittings(m.RegularOn, m.RegularOn, t.Calendar)) == 0:
			announced = append(announced, m)
		}
	}
	samePeriod := func(m Meeting) func(Meeting) bool {
		return func(w Meeting) bool { return b.Cadence.samePeriod(w.RegularOn, m.RegularOn) }
	}
	for _, m := range announced {
		wanted = slices.DeleteFunc(wanted, samePeriod(m))
	}
	for _, m := range loose {
		i := slices.IndexFunc(wanted, samePeriod(m))
		if i < 0 {
			r.Gone = append(r.Gone, m)
			continue
		}
		r.follow(m, wanted[i])
		wanted = slices.Delete(wanted, i, i+1)
	}
	r.Missing = append(r.Missing, wanted...)
}

func (r *Realignment) follow(m, want Meeting) {
	if m.as(want) && m.State == Planned {
		return
	}
	m.State = Planned
	m.RegularOn, m.Day, m.Start, m.Venue, m.Mode = want.RegularOn, want.Day, want.Start, want.Venue, want.Mode
	r.Changed = append(r.Changed, m)
}

// AtVariance are the coming regular meetings of a body that its cadence would
// not have as they are: on another day, at another hour or elsewhere. Those
// moved by hand are not among them: that was somebody's decision.
func (t MeetingTimetable) AtVariance(b Body, known []Meeting, now time.Time) []Meeting {
	var found []Meeting
	for _, m := range known {
		if m.BodyID != b.ID || !m.Regular || m.State != Planned || m.Version > 1 || !m.At(t.Zone).After(now) {
			continue
		}
		if want := b.RegularMeetings(m.RegularOn, m.RegularOn, t.Calendar); len(want) == 0 || !m.as(want[0]) {
			found = append(found, m)
		}
	}
	return found
}

// as tells that the meeting is held as its cadence wants it.
func (m Meeting) as(want Meeting) bool {
	return m.Day == want.Day && m.Start == want.Start && m.Venue == want.Venue && m.Mode == want.Mode
}

// samePeriod tells that the cadence has at most one meeting for both days.
func (c Cadence) samePeriod(a, b Date) bool {
	if c.Kind == NthWeekday {
		return a.Year == b.Year && a.Month == b.Month
	}
	return WeekOf(a) == WeekOf(b)
}
