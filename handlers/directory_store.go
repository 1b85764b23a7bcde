package handlers

import (
	"context"
	"time"

	"sereda/council"
)

// DirectoryStore is what the directory's screens ask of storage.
type DirectoryStore interface {
	Audit
	UnitKeeper
	PersonKeeper
	Appointments
	Invitations
}

// UnitKeeper finds and changes units.
type UnitKeeper interface {
	UnitsOn(ctx context.Context, day council.Date) ([]council.Unit, error)
	UnitCardOn(ctx context.Context, id int64, day council.Date) (council.UnitCard, error)
	AddUnit(ctx context.Context, u council.Unit) (int64, error)
	RenameUnit(ctx context.Context, id int64, name string) error
	SetDuty(ctx context.Context, id int64, duty council.Duty) error
	EndUnit(ctx context.Context, id int64, last council.Date) error
}

// PersonKeeper finds and changes people.
type PersonKeeper interface {
	PeopleOn(ctx context.Context, day council.Date) ([]council.Person, error)
	PeopleWithoutAccount(ctx context.Context, day council.Date) ([]council.Person, error)
	PersonByID(ctx context.Context, id int64, day council.Date) (council.Person, error)
	PersonCardOn(ctx context.Context, id int64, day council.Date) (council.PersonCard, error)
	AddPerson(ctx context.Context, p council.Person) (int64, error)
	UpdatePerson(ctx context.Context, p council.Person) error
	EndPerson(ctx context.Context, id int64, last, today council.Date, at time.Time) error
}

// Appointments keeps who holds which post and role, and who stands in.
type Appointments interface {
	AppointHead(ctx context.Context, unitID, personID int64, title string, from council.Date) error
	AddPost(ctx context.Context, p council.Post, personID int64, from council.Date) error
	RetitlePost(ctx context.Context, id int64, title string) error
	GrantRole(ctx context.Context, personID int64, role council.Role, postID int64, from council.Date) error
	RevokeRole(ctx context.Context, personID int64, role council.Role, postID int64, last council.Date) error
	AddSubstitution(ctx context.Context, r council.Replacement) (bool, error)
	EndSubstitution(ctx context.Context, id int64, last council.Date) error
}

// Invitations lets people in and out.
type Invitations interface {
	Invite(ctx context.Context, hash []byte, i council.Invitation, at time.Time) error
	RevokeInvitations(ctx context.Context, personID int64, at time.Time) error
	BindingOf(ctx context.Context, personID int64) (council.Binding, error)
	Unbind(ctx context.Context, personID int64, at time.Time) (int64, error)
	Attempts(ctx context.Context, since time.Time) ([]council.Attempt, error)
}

// DoorStore is what letting somebody in asks of storage.
type DoorStore interface {
	AccessOf(ctx context.Context, accounts []int64, today council.Date) (map[int64]council.Access, error)
	InvitationByHash(ctx context.Context, hash []byte) (council.Invitation, error)
	UseInvitation(ctx context.Context, hash []byte, at time.Time) error
	PersonByPhone(ctx context.Context, phone string, day council.Date) (council.Person, error)
	WasUnbound(ctx context.Context, account, personID int64) (bool, error)
	Bind(ctx context.Context, account, personID int64, at time.Time) (former int64, err error)
	TriesOf(ctx context.Context, account int64, since time.Time) (council.Tries, error)
	RecordAttempt(ctx context.Context, account int64, at time.Time, way council.Way) error
	SetBlocked(ctx context.Context, account int64, at time.Time) error
	SetReachable(ctx context.Context, account int64) error
}
