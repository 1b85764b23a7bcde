package council

import "slices"

// Role is what a person is to the council, with a scope and dates.
type Role string

// The roles. Head follows from holding a unit's post, Leader from a post of
// the leadership; the others are granted.
const (
	Head          Role = "head"
	Organiser     Role = "organiser"
	Secretary     Role = "secretary"
	LeaderRole    Role = "leader"
	Assistant     Role = "assistant"
	Administrator Role = "administrator"
)

// Access is a person as the rules see them today: who they are, what roles
// they hold (their own and those of the people they substitute), for which
// units they may submit. It is true for every update as that begins.
type Access struct {
	Person Person
	// Account is the Telegram id through which the person came, 0 otherwise.
	Account int64
	// Blocked tells that the account refused messages when last written to.
	Blocked bool
	Roles   []Role
	// Units may be submitted for, in the council's order: headed ones and
	// those of the heads the person substitutes.
	Units []Unit
	// Leaders are the ids of the leadership posts held, acted for or assisted.
	Leaders []int64
	// Seats are the places in bodies that day: the person's own, those ex
	// officio, and the chair's and secretaries' whom the person substitutes. A
	// seat that is stood in for names its holder, not the person.
	Seats []Seat
}

// Known tells that the person is in the directory.
func (a Access) Known() bool { return a.Person.ID != 0 }

// Has tells that the person holds the role.
func (a Access) Has(role Role) bool { return slices.Contains(a.Roles, role) }

// Heads tells that the person may submit for the unit.
func (a Access) Heads(unitID int64) bool {
	return slices.ContainsFunc(a.Units, func(u Unit) bool { return u.ID == unitID })
}

// Action is something a person may ask Sereda to do.
type Action string

// The actions.
const (
	SubmitPlan      Action = "submit_plan"       // for one's own unit
	SubmitForOthers Action = "submit_for_others" // enter a unit's plan on its behalf
	SeeWeek         Action = "see_week"          // the consolidated week
	SeeMissing      Action = "see_missing"       // who has not submitted
	Nudge           Action = "nudge"             // remind the missing
	MoveDeadline    Action = "move_deadline"     // one week's deadline by hand
	Broadcast       Action = "broadcast"         // write to all heads
	DecideProposal  Action = "decide_proposal"   // accept a resubmission after the deadline
	SeeDirectory    Action = "see_directory"     // look people and units up
	EditDirectory   Action = "edit_directory"    // add, change, end, invite, unbind
	SeeDelivery     Action = "see_delivery"      // who was told what
	SeeAttempts     Action = "see_attempts"      // strangers' attempts to get in
	ManageWords     Action = "manage_words"      // the council's own words

	// Those of meetings are asked for a body, see bodyaccess.go.
	ManageBodies     Action = "manage_bodies"     // rules, composition, seats
	CallMeeting      Action = "call_meeting"      // enter, move, cancel on the chair's behalf
	RecordAttendance Action = "record_attendance" // roll, closing, reopening
	SeeReasons       Action = "see_reasons"       // why somebody is absent
	SeeMeetings      Action = "see_meetings"      // a body's meetings

	// GiveAssignments is to give what a meeting decided, to confirm that it is
	// done and to see how all of it stands (11.9).
	GiveAssignments Action = "give_assignments"

	// Those of the week's plan (3.17, 3.19).
	FormPlan  Action = "form_plan"  // edit, merge, strike out, send for agreement, decide changes
	AgreePlan Action = "agree_plan" // agree or return
	AskChange Action = "ask_change" // of an agreed plan
	SeeAudit  Action = "see_audit"  // who changed what
)

// permissions is the one table of who may do what. Every path asks it.
var permissions = map[Action][]Role{
	SubmitPlan:      {Head},
	SubmitForOthers: {Organiser},
	SeeWeek:         {Organiser, Secretary, LeaderRole, Assistant},
	SeeMissing:      {Organiser, Secretary},
	Nudge:           {Organiser, Secretary},
	MoveDeadline:    {Organiser},
	Broadcast:       {Organiser},
	DecideProposal:  {Organiser},
	SeeDirectory:    {Organiser, Secretary, Administrator},
	EditDirectory:   {Organiser, Administrator},
	SeeDelivery:     {Organiser, Secretary},
	SeeAttempts:     {Administrator},
	ManageWords:     {Organiser},

	ManageBodies:     {Organiser},
	CallMeeting:      {Organiser},
	RecordAttendance: {Organiser}, // where the organiser records (11.5)
	SeeMeetings:      {Organiser, Secretary, LeaderRole},
	GiveAssignments:  {Organiser},

	FormPlan:  {Organiser},
	AgreePlan: {Secretary},
	AskChange: {Head, LeaderRole, Assistant, Organiser},
	SeeAudit:  {Organiser, Secretary, Administrator},
}

// seatPermissions is what a seat allows in its own body, besides the roles.
var seatPermissions = map[Action][]SeatKind{
	ManageBodies:     {SecretarySeat},
	CallMeeting:      {ChairSeat, SecretarySeat, DeputySecretarySeat},
	RecordAttendance: {SecretarySeat, DeputySecretarySeat},
	SeeReasons:       {ChairSeat},
	SeeDelivery:      {SecretarySeat, DeputySecretarySeat},
	SeeMeetings:      {ChairSeat, SecretarySeat, DeputySecretarySeat, MemberSeat, InvitedSeat},
}

// May tells that the person's roles allow the action.
func (a Access) May(action Action) bool {
	return slices.ContainsFunc(permissions[action], a.Has)
}

// MaySubmitFor tells that the person may enter the unit's plan: as its head or
// deputy, or as the organiser on its behalf.
func (a Access) MaySubmitFor(unitID int64) bool {
	return a.May(SubmitPlan) && a.Heads(unitID) || a.May(SubmitForOthers)
}
