package council

import (
	"fmt"
	"slices"
)

// Channel is the way by which something reaches a person.
type Channel string

// The channels. What goes on paper is handed over against a signature.
const (
	ByTelegram Channel = "telegram"
	ByMail     Channel = "email"
	OnPaper    Channel = "print"
)

// Part is how much of the plan somebody may see.
type Part string

// The parts: all of it for the leadership, without what is for leaders only
// for the members of the executive committee and the heads (3.20, 3.21).
const (
	WholePart Part = "whole"
	StaffPart Part = "staff"
)

// Addressee is somebody to whom the agreed plan goes (3.20, 3.21), with what
// makes them one.
type Addressee struct {
	Person Person
	Reach  Reach
	// Posts are those of the leadership that are held, acted for or assisted.
	Posts []int64
	// Units are those headed, or stood in for these days.
	Units []int64
	// Member sits on the executive committee.
	Member bool
}

// Part is what the person may see of the plan.
func (a Addressee) Part() Part {
	if len(a.Posts) > 0 {
		return WholePart
	}
	return StaffPart
}

// Channels are how the person gets a copy: as they chose, otherwise Telegram
// where it reaches them, e-mail in its stead, paper when there is neither.
// Members of the executive committee who chose nothing get it by e-mail as well
// (3.21). mails tells whether letters leave by e-mail at all.
func (a Addressee) Channels(mails bool) []Channel {
	road := Road{Telegram: a.Reach == Reachable, Mail: mails && a.Person.Email != "", Wish: a.Person.Wish}
	return road.Channels(a.Member, false)
}

// Copy (примірник) is one person's copy of a revision of a week's plan, by one
// channel.
type Copy struct {
	Week     Week
	Number   int
	PersonID int64
	Channel  Channel
	Part     Part
	// Key is that of the letter that brings it, also of one that could not be
	// written to anybody: who is told on paper is on the list of who was told.
	Key string
}

// CopyKey is the key of the letter that brings a revision, "plan:2026-11-30:1:7",
// with the channel behind it unless that is Telegram.
func CopyKey(week Week, number int, personID int64, by Channel) string {
	key := fmt.Sprintf("%s:%s:%d:%d", CopyKind, week, number, personID)
	if by == ByMail {
		return MailKey(key)
	}
	return key
}

// CopyKind is the kind of the letters that bring a plan, in the list of who was
// told.
const CopyKind = "plan"

// For is what of the revision the part shows.
func (r Revision) For(part Part) Revision {
	if part == WholePart {
		return r
	}
	r.Entries = slices.DeleteFunc(slices.Clone(r.Entries), func(e RevisionEntry) bool { return e.Visibility == LeadersOnly })
	return r
}

// Own are the entries that concern the addressee: in which their leader takes
// part, to which they go for one, or which their unit has submitted.
func (r Revision) Own(a Addressee) []RevisionEntry {
	var own []RevisionEntry
	for _, e := range r.Entries {
		if shares(e.Leaders, a.Posts) || e.Sends(a.Person.ID) || shares(e.UnitIDs, a.Units) {
			own = append(own, e)
		}
	}
	return own
}

func shares(a, b []int64) bool {
	return slices.ContainsFunc(a, func(id int64) bool { return slices.Contains(b, id) })
}

// SentAgain stands in the key of a letter that is sent once more, between the first
// one's key and the number of the repetition.
const SentAgain = ":again:"
