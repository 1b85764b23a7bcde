package council

import "time"

// MeetingState is where a meeting stands.
type MeetingState string

// The states of a meeting. Open: attendance is being recorded; closed: the
// record is frozen.
const (
	Planned   MeetingState = "planned"
	Open      MeetingState = "open"
	Closed    MeetingState = "closed"
	Cancelled MeetingState = "cancelled"
)

// MeetingMode is how a meeting is held (4.35, 11.4).
type MeetingMode string

// The modes.
const (
	InPerson MeetingMode = "in_person"
	Remotely MeetingMode = "remote"
	Mixed    MeetingMode = "mixed"
)

// Meeting (засідання, нарада) is one sitting of a body. Version counts the
// moves: answers belong to a version and are asked anew with the next.
type Meeting struct {
	ID      int64
	BodyID  int64
	Version int
	// Invited is the last version whose invitations have gone out.
	Invited int
	State   MeetingState
	Day     Date
	Start   TimeOfDay
	Venue   string
	Mode    MeetingMode
	// Link is where a remote participant joins.
	Link         string
	OpenToPublic bool
	// Regular meetings come from the body's cadence, on RegularOn; an
	// extraordinary one has its Ground, called by the chair (4.32, 12.5) and
	// entered by EnteredBy.
	Regular   bool
	RegularOn Date
	Ground    string
	EnteredBy int64
	// Number is of the body and year, given when the meeting is closed.
	Number int
	// ChairedBy is who chaired (4.18), 0 until it is known.
	ChairedBy          int64
	OpenedAt, ClosedAt time.Time
	// EnteredAfter marks a record made after the meeting, not during it.
	EnteredAfter bool
}

// At is the instant of the start.
func (m Meeting) At(zone *time.Location) time.Time { return m.Day.At(m.Start, zone) }

// AnswerKind is what an invited person answers (4.15, 11.7).
type AnswerKind string

// The answers.
const (
	WillAttend   AnswerKind = "will"
	WillRemotely AnswerKind = "remotely"
	WillNot      AnswerKind = "absent"
	SendsDeputy  AnswerKind = "deputy"
)

// AbsenceReason is why somebody will not be there.
type AbsenceReason string

// The reasons; OtherReason is told in words.
const (
	OnLeave        AbsenceReason = "leave"
	Ill            AbsenceReason = "illness"
	OnBusinessTrip AbsenceReason = "business_trip"
	OtherReason    AbsenceReason = "other"
)

// Response (відповідь про участь) is one person's answer for one version of a
// meeting. Late: it came after the body's answers were due. EnteredBy is set
// for an answer given by phone and entered by the secretary.
type Response struct {
	MeetingID int64
	Version   int
	PersonID  int64
	Answer    AnswerKind
	Reason    AbsenceReason
	Words     string
	// Deputy is the person sent instead, or DeputyName in words;
	// DeputyAgreed tells that the deputy said yes.
	DeputyID     int64
	DeputyName   string
	DeputyAgreed bool
	At           time.Time
	Late         bool
	EnteredBy    int64
}

// Presence is how a person takes part in a meeting.
type Presence string

// The presences. Unmarked: nothing is recorded yet.
const (
	Unmarked      Presence = ""
	PresentHere   Presence = "present"
	PresentRemote Presence = "remote"
	DeputyHere    Presence = "deputy"
	AbsentHere    Presence = "absent"
	Excused       Presence = "excused"
)

// Attendance (відвідування) is one person's line of a meeting's record: the
// last accepted press. Arrived and Left are set for who came late or left
// early. Claimed: the person checked in with the hall's code, and nobody who
// records has confirmed or struck it.
type Attendance struct {
	MeetingID  int64
	PersonID   int64
	Presence   Presence
	Reason     AbsenceReason
	Words      string
	DeputyName string
	Arrived    *TimeOfDay
	Left       *TimeOfDay
	Claimed    bool
	At         time.Time
	By         int64
}

// Guest is somebody at a meeting who is not of its composition: invited (12.7),
// or a member of the committee with advisory voice (12.3).
type Guest struct {
	ID        int64
	MeetingID int64
	PersonID  int64
	Name      string
	Advisory  bool
}

// AgendaItem is one question of a meeting's agenda.
type AgendaItem struct {
	ID       int64
	Position int
	Title    string
	Speaker  string
}

// Material belongs to a meeting, or to an item of its agenda: a link, or a file
// kept by Telegram under FileID.
type Material struct {
	ID     int64
	ItemID int64
	Name   string
	Link   string
	FileID string
}
