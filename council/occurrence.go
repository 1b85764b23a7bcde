package council

import "time"

// Look names a timetable by how far it has been looked at.
type Look string

// The timetables, each with a look of its own.
const (
	LookAtWeeks       Look = "weeks"
	LookAtMeetings    Look = "meetings"
	LookAtAssignments Look = "assignments"
	LookAtDays        Look = "days"
)

// Mark tells an occurrence of any timetable from every other.
type Mark struct {
	Kind OccurrenceKind
	// Subject names what the occurrence is about.
	Subject string
	At      time.Time
}

// Mark is what the occurrence is remembered by.
func (o Occurrence) Mark() Mark { return Mark{o.Kind, o.Subject(), o.At} }

// Mark is what the occurrence is remembered by.
func (o MeetingOccurrence) Mark() Mark { return Mark{o.Kind, o.Subject(), o.At} }

// Mark is what the occurrence is remembered by.
func (o AssignmentOccurrence) Mark() Mark { return Mark{o.Kind, o.Subject(), o.At} }

// Mark is what the occurrence is remembered by.
func (o DayOccurrence) Mark() Mark { return Mark{o.Kind, o.Subject(), o.At} }

// verdictUntil is the verdict on what is of use until the end.
func verdictUntil(end, now time.Time) Verdict {
	if now.Before(end) {
		return Run
	}
	return Drop
}
