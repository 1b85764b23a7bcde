package handlers

import (
	"context"

	"sereda/council"
)

// AssignmentStore keeps what meetings told people to do.
type AssignmentStore interface {
	AddAssignment(ctx context.Context, a council.Assignment) (int64, error)
	UpdateAssignment(ctx context.Context, a council.Assignment) error
	LockAssignment(ctx context.Context, id int64) (council.AssignmentCard, error)
	AssignmentsOf(ctx context.Context, doerID int64) ([]council.AssignmentCard, error)
	AssignmentsAt(ctx context.Context, meetingID int64) ([]council.AssignmentCard, error)
	AssignmentsOpen(ctx context.Context) ([]council.AssignmentCard, error)
	AssignmentsBetween(ctx context.Context, from, to council.Date) ([]council.AssignmentCard, error)
}
