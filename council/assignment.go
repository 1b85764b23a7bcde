package council

import (
	"fmt"
	"time"
)

// AssignmentState is where an assignment stands; overdue is derived.
type AssignmentState string

// The states of an assignment. Done: who gave it has confirmed; Dropped: it was
// taken back.
const (
	Given    AssignmentState = "given"
	Accepted AssignmentState = "accepted"
	Reported AssignmentState = "reported"
	Done     AssignmentState = "done"
	Dropped  AssignmentState = "dropped"
)

// Assignment (протокольне доручення) is what a meeting told someone to do by a
// date (11.9). Due is inclusive.
type Assignment struct {
	ID        int64
	MeetingID int64
	Text      string
	DoerID    int64
	Due       Date
	State     AssignmentState
	// Report is the doer's word, FileID a file with it, kept by Telegram.
	Report  string
	FileID  string
	GivenBy int64
	GivenAt time.Time
	// ReportedAt is when the report that stands was made, zero while there is
	// none. Remark is why the one before was returned.
	ReportedAt time.Time
	Remark     string
}

// Owed tells that the doer has not reported, or was asked to do more.
func (a Assignment) Owed() bool { return a.State == Given || a.State == Accepted }

// Overdue tells that the assignment is not reported and its day has passed.
func (a Assignment) Overdue(today Date) bool { return a.Owed() && today.After(a.Due) }

// Late tells that the report came after the day, or that there is none and the
// day has passed.
func (a Assignment) Late(today Date, zone *time.Location) bool {
	if a.ReportedAt.IsZero() {
		return a.Overdue(today)
	}
	return DateOf(a.ReportedAt.In(zone)).After(a.Due)
}

// About names the assignment as the subject of notices, "assignment:7".
func (a Assignment) About() string { return fmt.Sprintf("assignment:%d", a.ID) }

// AssignmentCard is an assignment with who is to do it, and where it was given.
type AssignmentCard struct {
	Assignment
	Doer Person
	// Unit is where the doer works, "" when in none.
	Unit   string
	BodyID int64
	// Body is the body's name, Held the meeting's day.
	Body string
	Held Date
}
