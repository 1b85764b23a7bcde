package council

import (
	"slices"
	"time"
)

// CalendarScope is what a calendar that a person subscribes to holds.
type CalendarScope string

// The scopes: what concerns the person, and the whole plan for those who may
// see it.
const (
	OwnCalendar   CalendarScope = "own"
	WholeCalendar CalendarScope = "whole"
)

// Subscription (підписка) lets a calendar of the person read events by a secret
// address, of which only the hash is kept. A person has one of each scope at
// most; the older ones are revoked.
type Subscription struct {
	SecretHash []byte
	PersonID   int64
	Scope      CalendarScope
	MadeAt     time.Time
	// RevokedAt is zero while the address works.
	RevokedAt time.Time
}

// CalendarScopes are what the person may subscribe to.
func (a Access) CalendarScopes() []CalendarScope {
	if a.May(SeeWeek) {
		return []CalendarScope{OwnCalendar, WholeCalendar}
	}
	return []CalendarScope{OwnCalendar}
}

// Reads is what the subscription gives to a person with these rights: who may
// see the whole plan no more reads what concerns them.
func (s Subscription) Reads(a Access) CalendarScope {
	if slices.Contains(a.CalendarScopes(), s.Scope) {
		return s.Scope
	}
	return OwnCalendar
}

// Personal is what concerns a person besides their roles.
type Personal struct {
	// Alone tells that nobody else of the directory has the person's surname
	// and initials, so that these in a plan name the person.
	Alone bool
	// Deputises are the meetings to which somebody sends the person instead.
	Deputises []int64
}

// Names tells that the entry names the person as the responsible. What is for
// leaders only is not shown to who is merely named, and a meeting has seats.
func (p Personal) Names(who Person, e RevisionEntry) bool {
	return p.Alone && e.MeetingID == 0 && e.Visibility != LeadersOnly && len(NamedIn(e.Responsible, []Person{who})) > 0
}

// Concerns tells that the entry is the person's own business: a leader whose
// post takes part, who goes for one, or the head of a unit that submitted it.
func (a Access) Concerns(e RevisionEntry) bool {
	leads := slices.ContainsFunc(a.Leaders, func(post int64) bool { return slices.Contains(e.Leaders, post) })
	return leads || e.Sends(a.Person.ID) || slices.ContainsFunc(e.UnitIDs, a.Heads)
}

// SitsIn tells that the person has a place in the body, or stands in on one.
func (a Access) SitsIn(bodyID int64) bool {
	return slices.ContainsFunc(a.Seats, func(s Seat) bool { return s.BodyID == bodyID })
}
