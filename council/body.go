package council

import "time"

// BodyKind is what a body is.
type BodyKind string

// The kinds of a body: the executive committee (4.), a нарада (11.), a working
// body (12.).
const (
	Committee  BodyKind = "committee"
	Conference BodyKind = "conference"
	Working    BodyKind = "working"
)

// Body (орган) is a committee, an extended meeting or a commission. Every rule
// is the body's own.
type Body struct {
	ID   int64
	Name string
	Kind BodyKind
	// Venue and Start are those of a regular meeting; Cadence tells when there
	// is one.
	Venue   string
	Start   TimeOfDay
	Cadence Cadence
	// Mode is how a regular meeting is held (4.35, 11.4); empty is in person.
	Mode   MeetingMode
	Quorum QuorumRule
	// DeputiesMay: a member may send a deputy (11.7); DeputiesCount: the deputy
	// counts towards the quorum. A committee seat is personal: neither.
	DeputiesMay, DeputiesCount bool
	// RemoteCounts: who takes part remotely counts towards the quorum (4.39).
	RemoteCounts bool
	// ShowReasons: the minutes give the reasons of absence.
	ShowReasons bool
	// OpenToPublic: its meetings are open unless said otherwise (4.17).
	OpenToPublic bool
	// RecordedByOrganiser: the organiser records attendance (11.5), not the
	// body's secretary (12.8).
	RecordedByOrganiser bool
	// AnswerAhead is how long before the start answers are due (4.15).
	AnswerAhead time.Duration
	// Reminders are how long before the start the invited are reminded (M3).
	Reminders []time.Duration
	// Notice is how late a move is still in order (11.3).
	Notice NoticeRule
	// MinutesDays is within how many working days the minutes are due (5.29);
	// 0 is no deadline. Publish: they are published (5.33).
	MinutesDays int
	Publish     bool
	// Signatories sign the minutes, in their order (5.30).
	Signatories []string
	From, To    Date
}

// ExistsOn tells that the body exists on the day.
func (b Body) ExistsOn(d Date) bool { return during(b.From, b.To, d) }

// CadenceKind is how regular meetings recur.
type CadenceKind string

// The cadences: every week, every other week from an anchor, the n-th weekday
// of a month, none.
const (
	EveryWeek      CadenceKind = "weekly"
	EveryOtherWeek CadenceKind = "every_other"
	NthWeekday     CadenceKind = "nth"
	NoCadence      CadenceKind = "none"
)

// DayOff is what becomes of a regular meeting on a day off.
type DayOff string

// The rules for days off.
const (
	SkipDayOff   DayOff = "skip"
	BeforeDayOff DayOff = "before"
	AfterDayOff  DayOff = "after"
)

// Cadence is the schedule of regular meetings (4.2, 11.2, 11.8). Nth is 1 to 4,
// or -1 for the last; Anchor is any day of a week that has a meeting.
type Cadence struct {
	Kind    CadenceKind
	Weekday time.Weekday
	Nth     int
	Anchor  Date
	DayOff  DayOff
}

// SeatKind is what a person is in a body.
type SeatKind string

// The seats. Chair, secretary and members make the composition and count;
// deputy secretary stands in for the secretary; invited regulars are guests.
const (
	ChairSeat           SeatKind = "chair"
	SecretarySeat       SeatKind = "secretary"
	DeputySecretarySeat SeatKind = "deputy_secretary"
	MemberSeat          SeatKind = "member"
	InvitedSeat         SeatKind = "invited"
)

// Seat is a dated place in a body, of a person or, ex officio, of whoever holds
// a post that day. Votes: the seat belongs to the composition.
type Seat struct {
	ID       int64
	BodyID   int64
	Kind     SeatKind
	PersonID int64
	// PostID is set for a seat ex officio; PersonID is then the day's holder,
	// 0 when the post is vacant.
	PostID   int64
	Title    string
	Votes    bool
	From, To Date
}

// Composition is a body's total composition from a day on (2.2): how many seats
// there are, filled or not.
type Composition struct {
	Total int
	From  Date
}

// NoticeRule is until when a move is in order: Lead before the start, the old
// or the new one, whichever is earlier; or the end of the PreviousFriday
// (11.3). Zero is no rule.
type NoticeRule struct {
	Lead           time.Duration
	PreviousFriday bool
}
