package handlers

import (
	"context"

	"sereda/council"
)

// HallStore keeps what is said and recorded about a meeting: answers, the
// roll, guests, and the messages that show them.
type HallStore interface {
	Responses
	Roll
	Boards
	// StandInsFor finds who these days substitutes any of the people.
	StandInsFor(ctx context.Context, people []int64, day council.Date) ([]int64, error)
}

// Responses keeps the answers to invitations.
type Responses interface {
	ResponsesOf(ctx context.Context, m council.Meeting) ([]council.Response, error)
	Respond(ctx context.Context, r council.Response) error
	TakeBackResponse(ctx context.Context, m council.Meeting, personID int64) error
	WithdrawReminders(ctx context.Context, about string, personID int64, kinds ...string) error
}

// Roll keeps who is there. Mark is a conflict while the record is not open.
type Roll interface {
	AttendanceOf(ctx context.Context, meetingID int64) ([]council.Attendance, error)
	Mark(ctx context.Context, a council.Attendance) error
	GuestsOf(ctx context.Context, meetingID int64) ([]council.Guest, error)
	AddGuest(ctx context.Context, g council.Guest) (int64, error)
	RemoveGuest(ctx context.Context, meetingID, id int64) error
	NextNumber(ctx context.Context, bodyID int64, year int) (int, error)
}

// Boards keeps which messages show a meeting and are brought up to date.
type Boards interface {
	BoardsOf(ctx context.Context, meetingID int64) ([]council.Board, error)
	KeepBoard(ctx context.Context, meetingID int64, b council.Board) error
}
