package handlers

import (
	"context"
	"time"

	"sereda/council"
)

// Store is what the dialogues ask of storage, within the update's transaction.
type Store interface {
	Plans
	PlanStore
	ChangeStore
	HistoryStore
	DistributionStore
	Entries
	WordStore
	Surroundings
	Made
	WeekStore
	UnitStore
	DirectoryStore
	DoorStore
	DeliveryStore
	BodyStore
	MeetingStore
	HallStore
	DocumentStore
	MinutesStore
	AssignmentStore
	CalendarStore
	ChannelStore
	DayStore
	EventStore
}

// Plans keeps units' submissions.
type Plans interface {
	UnitWeek(ctx context.Context, unitID int64, week council.Week) (moved time.Time, submissions []council.Submission, err error)
	SubmissionByID(ctx context.Context, id int64) (council.Submission, error)
	PlansBefore(ctx context.Context, unitID int64, week council.Week, limit int) ([]council.Submission, error)
	DraftOf(ctx context.Context, unitID int64, week council.Week) (council.Submission, error)
	DropDraft(ctx context.Context, unitID int64, week council.Week) error
	EndDraft(ctx context.Context, id int64) error
	Submit(ctx context.Context, draft council.Submission) error
	Withdraw(ctx context.Context, unitID int64, week council.Week) error
	Decide(ctx context.Context, proposal council.Submission, accept bool) error
}

// Entries keeps the entries of drafts.
type Entries interface {
	AddEntries(ctx context.Context, submissionID int64, entries []council.Entry) ([]int64, error)
	UpdateEntry(ctx context.Context, submissionID int64, e council.Entry) error
	UpdateEntries(ctx context.Context, submissionID int64, entries []council.Entry) error
	RemoveEntries(ctx context.Context, submissionID int64, ids []int64) (int, error)
	RestoreEntry(ctx context.Context, submissionID, id int64) error
	RecentVenues(ctx context.Context, unitID int64, limit int) ([]council.Entry, error)
	RecentResponsibles(ctx context.Context, unitID int64, limit int) ([]council.Entry, error)
}

// WeekStore keeps what is special about a week.
type WeekStore interface {
	MovedDeadline(ctx context.Context, week council.Week) (time.Time, error)
	MoveDeadline(ctx context.Context, week council.Week, at time.Time) error
}

// UnitStore knows the units, the leaders and who holds a role on a day.
type UnitStore interface {
	UnitByID(ctx context.Context, id int64) (council.Unit, error)
	LeadersOn(ctx context.Context, day council.Date) ([]council.Leader, error)
	PeopleWith(ctx context.Context, role council.Role, day council.Date) ([]int64, error)
}

// Audit keeps who changed what, when (E6).
type Audit interface {
	Audit(ctx context.Context, at time.Time, personID int64, action, subject string, details map[string]any) error
}
