package council

import (
	"cmp"
	"fmt"
	"time"
)

// The kinds of an occurrence of a meeting.
const (
	// Invite asks everybody with a seat whether they will be there (4.14).
	Invite OccurrenceKind = "invite"
	// AskSilent goes, before answers are due, to who has not answered (4.15).
	AskSilent OccurrenceKind = "ask_silent"
	// RemindMeeting goes to those invited, so long ahead as the body says.
	RemindMeeting OccurrenceKind = "remind_meeting"
	// SendMaterials sends agenda and materials a day ahead (4.13).
	SendMaterials OccurrenceKind = "materials"
	// WarnQuorum tells who convenes that the promises make no quorum (4.16).
	WarnQuorum OccurrenceKind = "quorum"
	// AgendaDue reminds the secretary that the agenda is due (4.10).
	AgendaDue OccurrenceKind = "agenda_due"
	// MinutesDue reminds the secretary that the minutes are due (5.29).
	MinutesDue OccurrenceKind = "minutes_due"
	// PublishDue reminds the secretary to publish them (5.33).
	PublishDue OccurrenceKind = "publish_due"
)

// MeetingOccurrence is one firing of a meeting's timetable. It belongs to a
// version: what hangs on a meeting that was moved is another occurrence.
type MeetingOccurrence struct {
	Kind    OccurrenceKind
	Meeting Meeting
	Body    Body
	At      time.Time
	// Ahead is how long before the start, zero for what is not counted so.
	Ahead time.Duration
	// Due is the day of the agenda or the minutes that the occurrence is about.
	Due Date
	// Until is the moment from which it is too late to carry it out.
	Until time.Time
}

// Subject names the version the occurrence is about, "meeting:7:2".
func (o MeetingOccurrence) Subject() string {
	return fmt.Sprintf("%s:%d", AboutMeeting(o.Meeting.ID), o.Meeting.Version)
}

// Verdict tells whether the occurrence still makes sense now.
func (o MeetingOccurrence) Verdict(now time.Time) Verdict { return verdictUntil(o.Until, now) }

// Key is the key of the occurrence's notice to a person. part tells apart
// messages of one occurrence; it may be empty.
func (o MeetingOccurrence) Key(part string, personID int64) string {
	return MeetingKey(string(o.Kind), o.Meeting, fmt.Sprintf("%d%s", int(o.Ahead.Minutes()), part), personID)
}

// PartOfMaterials is the part in the key of a message with materials, by its
// place from 0.
func PartOfMaterials(place int) string { return fmt.Sprintf("part%d", place) }

func compareMeetingOccurrences(a, b MeetingOccurrence) int {
	return cmp.Or(
		a.At.Compare(b.At),
		cmp.Compare(a.Meeting.ID, b.Meeting.ID),
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(b.Ahead, a.Ahead),
	)
}
