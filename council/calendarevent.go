package council

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"time"
)

// CalendarEvent is an event of a calendar that people subscribe to, as it
// stands.
type CalendarEvent struct {
	// UID stays the event's through all its changes. It is unique within one
	// council only.
	UID string
	// Sequence grows with each change, ChangedAt is when the last one was made.
	Sequence  int
	ChangedAt time.Time
	// Cancelled events stay, so that calendars that have them strike them out.
	Cancelled bool
	// Withdrawn is a cancelled event that goes on without these readers: it is
	// theirs to see no more.
	Withdrawn bool
	// Day and hours are local; From and To are both inclusive.
	From, To Date
	Kind     EntryKind
	Hours    Hours
	Title    string
	Venue    string
	// Leaders are the names of those who take part, Units those who submitted.
	Leaders, Units []string
	Responsible    string
	// Agenda and Link are those of a meeting, for its participants.
	Agenda []string
	Link   string
}

// CalendarMeeting is a meeting for calendars. Sequence counts the changes of
// its day, hour, place and state.
type CalendarMeeting struct {
	BodyMeeting
	Sequence  int
	ChangedAt time.Time
	Agenda    []string
}

// CalendarSource is what calendars are made of: agreed plans and meetings,
// cancelled ones too.
type CalendarSource struct {
	Plans    []PlanHistory
	Meetings []CalendarMeeting
}

// Calendar is what a person with these rights finds in a calendar of the
// scope: entries of agreed plans, and meetings of the bodies in which they sit
// or to which they are sent.
// What they once could see and is gone, or is theirs no more, is cancelled.
// Entries whose day is not known yet are left out.
func (s CalendarSource) Calendar(a Access, scope CalendarScope, own Personal) []CalendarEvent {
	return s.events(calendarReader{
		sees: func(e RevisionEntry) bool { return scope == WholeCalendar || a.Concerns(e) || own.Names(a.Person, e) },
		attends: func(m CalendarMeeting) bool {
			return a.SitsIn(m.Body.ID) || slices.Contains(own.Deputises, m.Meeting.ID)
		},
		cut: func(e CalendarEvent) CalendarEvent { return e },
	})
}

// PartCalendar is what a part of the plan shows.
func (s CalendarSource) PartCalendar(part Part) []CalendarEvent {
	return s.events(calendarReader{
		sees:    func(e RevisionEntry) bool { return part == WholePart || e.Visibility != LeadersOnly },
		attends: func(CalendarMeeting) bool { return false },
		cut:     func(e CalendarEvent) CalendarEvent { return e },
	})
}

// MeetingEvent is a meeting as who attends it has it in the calendar.
func (m CalendarMeeting) MeetingEvent() CalendarEvent {
	return m.event(CalendarEvent{}, false, true, calendarReader{cut: func(e CalendarEvent) CalendarEvent { return e }})
}

// calendarReader is for whom a calendar is drawn: which entries of agreed plans
// they see, to which meetings they come whatever the plan says, and what of an
// event is not for them.
type calendarReader struct {
	sees    func(RevisionEntry) bool
	attends func(CalendarMeeting) bool
	cut     func(CalendarEvent) CalendarEvent
}

func (s CalendarSource) events(reader calendarReader) []CalendarEvent {
	var found []CalendarEvent
	planned := map[int64]CalendarEvent{}
	for _, plan := range s.Plans {
		for _, h := range plan.Entries {
			e, once := h.event(reader)
			switch {
			case !once:
			case h.meeting() != 0:
				planned[h.meeting()] = e.together(planned[h.meeting()])
			default:
				found = append(found, e)
			}
		}
	}
	for _, m := range s.Meetings {
		e, inPlan := planned[m.Meeting.ID]
		delete(planned, m.Meeting.ID)
		if sits := reader.attends(m); sits || inPlan {
			found = append(found, m.event(e, inPlan, sits, reader))
		}
	}
	for _, e := range planned {
		found = append(found, e)
	}
	slices.SortFunc(found, func(a, b CalendarEvent) int {
		return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.UID, b.UID))
	})
	return found
}

// meeting is the meeting whose entry it is, 0 for none.
func (h EntryHistory) meeting() int64 { return h[0].Entry.MeetingID }

// event is the entry as its readers see it; false when they never did.
func (h EntryHistory) event(reader calendarReader) (CalendarEvent, bool) {
	var last CalendarEvent
	once := false
	for _, v := range h {
		visible := v.Entry != nil && !v.Entry.From.IsZero() && v.Entry.Kind != ToBeAnnounced && reader.sees(*v.Entry)
		next := last
		switch {
		case visible:
			next = reader.cut(eventOf(v))
		case once:
			next.Cancelled, next.Withdrawn = true, v.Entry != nil || last.Withdrawn
		default:
			continue
		}
		next.Sequence, next.ChangedAt = last.Sequence, last.ChangedAt
		if !once || !reflect.DeepEqual(last, next) {
			// The number of the revision: it grows whatever happens between.
			next.Sequence, next.ChangedAt = v.Number-1, v.AgreedAt
		}
		last, once = next, true
	}
	return last, once
}

func eventOf(v EntryVersion) CalendarEvent {
	e := *v.Entry
	uid := fmt.Sprintf("entry-%d", e.ID)
	if e.MeetingID != 0 {
		uid = meetingUID(e.MeetingID)
	}
	return CalendarEvent{UID: uid, From: e.From, To: e.To, Kind: e.Kind, Hours: e.Hours, Title: e.Title, Venue: e.Venue,
		Leaders: v.Leaders, Units: e.Units, Responsible: e.Responsible}
}

func meetingUID(id int64) string { return fmt.Sprintf("meeting-%d", id) }

// together is one event of a meeting that stands in several weeks' plans: it
// was moved from one to another.
func (e CalendarEvent) together(other CalendarEvent) CalendarEvent {
	if other.UID == "" {
		return e
	}
	if e.Cancelled && !other.Cancelled {
		e, other = other, e
	}
	return e.after(other.Sequence, other.ChangedAt)
}

// after is the event with the changes of something else counted too.
func (e CalendarEvent) after(changes int, at time.Time) CalendarEvent {
	e.Sequence += changes
	if at.After(e.ChangedAt) {
		e.ChangedAt = at
	}
	return e
}

// event is the meeting as it stands now, whatever its entry of the plan says;
// but who knows it from the plan alone finds it cancelled when it is there no
// more. The agenda and the link are for its participants.
func (m CalendarMeeting) event(entry CalendarEvent, inPlan, sits bool, reader calendarReader) CalendarEvent {
	now := m.entry()
	e := CalendarEvent{UID: meetingUID(m.Meeting.ID), From: now.From, To: now.To, Kind: now.Kind, Hours: now.Hours, Title: now.Title, Venue: now.Venue,
		Cancelled: m.Meeting.State == Cancelled || inPlan && !sits && entry.Cancelled, Leaders: entry.Leaders, Sequence: m.Sequence, ChangedAt: m.ChangedAt}
	if sits {
		e.Agenda = m.Agenda
		if m.Meeting.Mode != InPerson {
			e.Link = m.Meeting.Link
		}
	}
	return reader.cut(e).after(entry.Sequence, entry.ChangedAt)
}
