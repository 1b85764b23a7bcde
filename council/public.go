package council

import "slices"

// Public are the events that everybody may see (3.21, P10): entries of agreed
// plans that are marked public, and sittings of open meetings (4.17) whose
// invitations have gone out; where a meeting stands in an agreed plan, the mark
// there decides. Of each only day, hours, title and venue. What was public and
// is called off stays, cancelled; what is public no more is as if it had never
// been.
func (s CalendarSource) Public() []CalendarEvent {
	hidden, open := map[int64]bool{}, map[int64]bool{}
	for _, plan := range s.Plans {
		for _, h := range plan.Entries {
			if e := h.Latest(); e != nil && !e.Public {
				hidden[e.MeetingID] = true
			}
		}
	}
	for _, m := range s.Meetings {
		open[m.Meeting.ID] = m.Meeting.OpenToPublic
	}
	return slices.DeleteFunc(s.events(calendarReader{
		sees: func(e RevisionEntry) bool { return e.Public && (e.MeetingID == 0 || open[e.MeetingID]) },
		attends: func(m CalendarMeeting) bool {
			return m.Meeting.OpenToPublic && m.Meeting.Invited > 0 && !hidden[m.Meeting.ID]
		},
		cut: CalendarEvent.announcement,
	}), func(e CalendarEvent) bool { return e.Withdrawn })
}

// announcement is what of an event is for everybody.
func (e CalendarEvent) announcement() CalendarEvent {
	e.Leaders, e.Units, e.Responsible, e.Agenda, e.Link = nil, nil, "", nil, ""
	return e
}
