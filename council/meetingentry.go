package council

import "slices"

// BodyMeeting is a meeting as the week's plan lists it. Leaders are the posts
// of the leadership whose holders sit in the body that day.
type BodyMeeting struct {
	Meeting Meeting
	Body    Body
	Leaders []int64
}

// MeetingEntries are the week's meetings as entries of its plan: a meeting is
// one entry, so that moving either moves both. Cancelled ones are left out. A
// closed meeting is no public event (4.17).
func MeetingEntries(week Week, meetings []BodyMeeting) []PlanEntry {
	var entries []PlanEntry
	for _, m := range meetings {
		if m.Meeting.State == Cancelled || !week.Contains(m.Meeting.Day) {
			continue
		}
		entries = append(entries, m.entry())
	}
	return entries
}

func (m BodyMeeting) entry() PlanEntry {
	start := m.Meeting.Start
	e := Entry{
		From: m.Meeting.Day, To: m.Meeting.Day, Kind: Timed, Hours: Hours{Start: &start},
		Title: m.Body.Name, Leaders: m.Leaders, Visibility: StaffOnly,
	}
	if m.Meeting.Mode != Remotely {
		e.Venue = m.Meeting.Venue
	}
	if m.Meeting.OpenToPublic {
		e.Visibility = Public
	}
	return PlanEntry{Entry: e, Unit: Unit{Name: m.Body.Name}, MeetingID: m.Meeting.ID, State: InPlan}
}

// LeadersAmong are the posts of the leadership whose holders are among the
// people, in the order of precedence.
func LeadersAmong(leaders []Leader, people []int64) []int64 {
	var posts []int64
	for _, l := range leaders {
		if l.HolderID != 0 && slices.Contains(people, l.HolderID) {
			posts = append(posts, l.PostID)
		}
	}
	return posts
}
