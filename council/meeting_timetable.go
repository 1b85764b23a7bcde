package council

import (
	"slices"
	"time"
)

const (
	// AppearAhead is how many days ahead regular meetings appear.
	AppearAhead = 28
	// inviteAhead is how many days ahead people are invited, unless the body
	// reminds earlier still: who is asked a month ahead does not know yet.
	inviteAhead = 7
	// officeHour is when the secretary is reminded of papers.
	officeHour = 9 * 60
	// aDay and more is counted in working days: a reminder of the day before a
	// Monday's meeting goes on Friday.
	aDay = 24 * time.Hour
	// publishWithin is how many days late the reminder to publish may still be.
	publishWithin = 7
)

// quorumWarnings are how long ahead a failing quorum is told (4.15, 4.16).
var quorumWarnings = []time.Duration{24 * time.Hour, 2 * time.Hour}

// MeetingTimetable is what happens around meetings and when. It is a pure
// function of its arguments; distances are counted by the wall clock.
type MeetingTimetable struct {
	Zone     *time.Location
	Calendar Calendar
	Quiet    QuietHours
}

// Appearing are the regular meetings that must be there by now: those of the
// next four weeks that have not begun.
func (t MeetingTimetable) Appearing(bodies []Body, now time.Time) []Meeting {
	today := DateOf(now.In(t.Zone))
	var found []Meeting
	for _, b := range bodies {
		// A day off may have put off a meeting of a day that is past.
		for _, m := range b.RegularMeetings(today.AddDays(-LongestBreak), today.AddDays(AppearAhead), t.Calendar) {
			if m.At(t.Zone).After(now) {
				found = append(found, m)
			}
		}
	}
	return found
}

// Horizon are the days whose meetings may have something due now: minutes of
// those behind, invitations and reminders of those ahead.
func (t MeetingTimetable) Horizon(bodies []Body, now time.Time) (from, to Date) {
	behind, ahead := 0, inviteAhead
	for _, b := range bodies {
		behind = max(behind, b.MinutesDays)
		for _, r := range b.Reminders {
			ahead = max(ahead, int(r/aDay)+1)
		}
		ahead = max(ahead, int(b.AnswerAhead/aDay)+2)
	}
	today := DateOf(now.In(t.Zone))
	return today.AddDays(-2*behind - LongestBreak - publishWithin), today.AddDays(ahead + LongestBreak)
}

// Due are the occurrences with after < At <= until, in order. An invitation is
// due whenever its hour has come and it has not gone out for the version: a
// meeting called for tomorrow, or moved, is not left without one. Meetings of
// other bodies are left out.
func (t MeetingTimetable) Due(bodies []Body, meetings []Meeting, after, until time.Time) []MeetingOccurrence {
	byID := make(map[int64]Body, len(bodies))
	for _, b := range bodies {
		byID[b.ID] = b
	}
	var due []MeetingOccurrence
	for _, m := range meetings {
		b, known := byID[m.BodyID]
		if !known {
			continue
		}
		for _, o := range t.Occurrences(b, m) {
			waits := o.Kind == Invite && until.Before(o.Until)
			if !o.At.After(until) && (waits || o.Kind != Invite && o.At.After(after)) {
				due = append(due, o)
			}
		}
	}
	slices.SortFunc(due, compareMeetingOccurrences)
	return due
}

// Occurrences are all of one meeting as it stands, in order.
func (t MeetingTimetable) Occurrences(b Body, m Meeting) []MeetingOccurrence {
	p := planner{table: t, body: b, meeting: m, start: m.At(t.Zone)}
	switch m.State {
	case Planned:
		p.invitation()
		p.reminders()
		p.quorum()
		p.papers()
	case Open:
		// The record of a remote sitting begins before it does (4.39).
		p.reminders()
	}
	if m.State != Cancelled {
		p.minutes()
	}
	slices.SortFunc(p.found, compareMeetingOccurrences)
	return p.found
}

// planner collects what happens around one meeting.
type planner struct {
	table   MeetingTimetable
	body    Body
	meeting Meeting
	start   time.Time
	found   []MeetingOccurrence
}

// add keeps an occurrence unless there is no time left for it. What falls into
// quiet hours waits for their end, unless it is too late by then: of a meeting
// at midnight people are reminded at night.
func (p *planner) add(o MeetingOccurrence) {
	if morning := p.table.Quiet.Release(o.At, p.table.Zone); morning.Before(o.Until) {
		o.At = morning.In(p.table.Zone)
	}
	if o.At.Before(o.Until) {
		o.Body, o.Meeting = p.body, p.meeting
		p.found = append(p.found, o)
	}
}

// ahead is the moment so long before the start. A day and more ahead it is the
// same hour of a working day.
func (p *planner) ahead(d time.Duration) time.Time {
	at := addWall(p.start, -d)
	if d < aDay {
		return at
	}
	return onDay(p.table.Calendar.WorkingDayOnOrBefore(DateOf(at)), at)
}

// office is the hour of papers on a day.
func (p *planner) office(d Date) time.Time { return d.At(officeHour, p.table.Zone) }

func (p *planner) midnightAfter(d Date) time.Time { return d.AddDays(1).At(0, p.table.Zone) }

// invitation is due a week ahead, or a working day before the body's earliest
// reminder or its answers are due, when that is earlier.
func (p *planner) invitation() {
	if p.meeting.Invited >= p.meeting.Version {
		return
	}
	ahead := inviteAhead * aDay
	for _, d := range append([]time.Duration{p.body.AnswerAhead}, p.body.Reminders...) {
		ahead = max(ahead, d+aDay)
	}
	p.add(MeetingOccurrence{Kind: Invite, At: p.ahead(ahead), Until: p.start})
}

// reminders go to those invited as the body says, each until the next; and, a
// working day before answers are due, to the silent. Before a weekend both may
// fall on one hour: the silent are then asked by the one reminder.
func (p *planner) reminders() {
	order := slices.Clone(p.body.Reminders)
	slices.Sort(order)
	until, ask, asked := p.start, p.ahead(p.body.AnswerAhead+aDay), false
	for _, d := range slices.Compact(order) {
		at := p.ahead(d)
		p.add(MeetingOccurrence{Kind: RemindMeeting, Ahead: d, At: at, Until: until})
		until, asked = at, asked || at.Equal(ask)
	}
	if !asked {
		p.add(MeetingOccurrence{Kind: AskSilent, At: ask, Until: p.body.AnswersDue(p.meeting, p.table.Zone)})
	}
}

func (p *planner) quorum() {
	if p.body.Quorum.Kind == NoQuorum {
		return
	}
	for i, d := range quorumWarnings {
		until := p.start
		if i+1 < len(quorumWarnings) {
			until = p.ahead(quorumWarnings[i+1])
		}
		p.add(MeetingOccurrence{Kind: WarnQuorum, Ahead: d, At: p.ahead(d), Until: until})
	}
}

// papers: the agenda is due a day before the sitting, and the secretary hears
// of it the working day before that (4.10); the materials go out with it
// (4.13). The agenda of an extraordinary sitting may be made on its day (4.33);
// a body that meets as need be has no other.
func (p *planner) papers() {
	due := p.table.Calendar.WorkingDayOnOrBefore(p.meeting.Day.AddDays(-1))
	if p.meeting.Regular || p.body.Cadence.Kind == NoCadence {
		p.add(MeetingOccurrence{Kind: AgendaDue, Due: due,
			At: p.office(p.table.Calendar.PreviousWorkingDay(due)), Until: p.midnightAfter(due)})
	}
	p.add(MeetingOccurrence{Kind: SendMaterials, At: p.ahead(aDay), Until: p.start})
}

// minutes are due within so many working days of the sitting; the secretary
// hears of it the working day before (5.29), and of publishing on the day
// (5.33).
func (p *planner) minutes() {
	days := p.body.MinutesDays
	due := p.table.Calendar.AddWorkingDays(p.meeting.Day, max(1, days))
	if days > 0 {
		at := p.office(p.table.Calendar.PreviousWorkingDay(due))
		if !at.After(p.start) {
			at = p.office(due)
		}
		p.add(MeetingOccurrence{Kind: MinutesDue, Due: due, At: at, Until: p.midnightAfter(due)})
	}
	if p.body.Publish {
		p.add(MeetingOccurrence{Kind: PublishDue, Due: due, At: p.office(due), Until: p.midnightAfter(due.AddDays(publishWithin))})
	}
}
