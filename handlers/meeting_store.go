package handlers

import (
	"context"
	"time"

	"sereda/council"
)

// BodyStore keeps bodies, their composition and seats.
type BodyStore interface {
	BodyKeeper
	Seats
}

// BodyKeeper finds and changes bodies.
type BodyKeeper interface {
	BodiesOn(ctx context.Context, day council.Date) ([]council.Body, error)
	BodyByID(ctx context.Context, id int64) (council.Body, error)
	AddBody(ctx context.Context, b council.Body) (int64, error)
	UpdateBody(ctx context.Context, b council.Body) error
	EndBody(ctx context.Context, id int64, last council.Date) error
	SetComposition(ctx context.Context, bodyID int64, c council.Composition) error
	CompositionOn(ctx context.Context, bodyID int64, day council.Date) (int, error)
}

// Seats keeps who sits in a body.
type Seats interface {
	SeatsOn(ctx context.Context, bodyID int64, day council.Date) ([]council.SeatHolder, error)
	AddSeat(ctx context.Context, s council.Seat) (int64, error)
	EndSeat(ctx context.Context, id int64, last council.Date) error
}

// MeetingStore keeps meetings with their agenda.
type MeetingStore interface {
	MeetingKeeper
	AgendaKeeper
}

// MeetingKeeper finds and changes meetings.
type MeetingKeeper interface {
	MeetingByID(ctx context.Context, id int64) (council.Meeting, error)
	LockMeeting(ctx context.Context, id int64) (council.Meeting, error)
	MeetingsBetween(ctx context.Context, from, to council.Date) ([]council.Meeting, error)
	AddMeeting(ctx context.Context, m council.Meeting) (int64, error)
	UpdateMeeting(ctx context.Context, m council.Meeting) error
	ResponsesOf(ctx context.Context, m council.Meeting) ([]council.Response, error)
}

// AgendaKeeper keeps the questions of a meeting and what is attached.
type AgendaKeeper interface {
	AgendaOf(ctx context.Context, meetingID int64) ([]council.AgendaItem, []council.Material, error)
	SetAgendaItem(ctx context.Context, meetingID int64, item council.AgendaItem) (int64, error)
	RemoveAgendaItem(ctx context.Context, meetingID, itemID int64) error
	MoveAgendaItem(ctx context.Context, meetingID, itemID int64, position int) error
	AddMaterial(ctx context.Context, meetingID int64, m council.Material, personID int64, at time.Time) (int64, error)
	RemoveMaterial(ctx context.Context, meetingID, materialID int64) error
}
