package council

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// ChangeKind is what a change does to the agreed plan (3.19).
type ChangeKind string

// The kinds of a change. MoveEntry is another day or hour, AlterEntry
// everything else.
const (
	AddEntry    ChangeKind = "add"
	MoveEntry   ChangeKind = "move"
	CancelEntry ChangeKind = "cancel"
	AlterEntry  ChangeKind = "alter"
)

// ChangeState is what became of a change.
type ChangeState string

// The states of a change. Draft is being written, Withdrawn was taken back by
// who asked.
const (
	ChangeDraft     ChangeState = "draft"
	ChangeWithdrawn ChangeState = "withdrawn"
	ChangeAsked     ChangeState = "asked"
	ChangeAccepted  ChangeState = "accepted"
	ChangeDeclined  ChangeState = "declined"
)

// Change (зміна) is a change of an agreed plan: what was and what is, who asked
// and who accepted. Accepted, it belongs to a revision.
type Change struct {
	ID   int64
	Week Week
	// Version counts the changes of the request: a button made for another
	// version explains itself.
	Version int
	EntryID int64
	Kind    ChangeKind
	State   ChangeState
	// Was is nil for what is added, Now for what is cancelled.
	Was, Now *RevisionEntry
	// AskedBy is who asked, for the unit or 0 when for nobody's. A meeting that
	// was moved is asked by who moved it; nobody, 0, when it followed its body's
	// schedule.
	AskedBy int64
	UnitID  int64
	AskedAt time.Time
	// Note is what the asker adds: why it is cancelled.
	Note string
	// DecidedBy is the organiser, Reason why it was declined.
	DecidedBy int64
	DecidedAt time.Time
	Reason    string
	// Number is the revision that an accepted change made.
	Number int
	// Told says that the recipients of the plan have heard of it.
	Told bool
}

// Onto is what the change makes of the entry as it stands now: what others
// changed since it was asked for stays, what it changes it changes. The second
// answer is false when nothing is left to change. An entry that is gone can
// only be missed: the caller asks for that before.
func (c Change) Onto(current RevisionEntry) (RevisionEntry, bool) {
	if c.Was == nil || c.Now == nil {
		return current, false
	}
	was, wanted, now := *c.Was, *c.Now, current
	if was.From != wanted.From || was.To != wanted.To || was.Kind != wanted.Kind || was.Hours.String() != wanted.Hours.String() {
		now.From, now.To, now.Kind, now.Hours = wanted.From, wanted.To, wanted.Kind, wanted.Hours
	}
	for _, text := range []struct{ was, wanted, now *string }{
		{&was.Title, &wanted.Title, &now.Title}, {&was.Venue, &wanted.Venue, &now.Venue}, {&was.Responsible, &wanted.Responsible, &now.Responsible},
	} {
		if *text.was != *text.wanted {
			*text.now = *text.wanted
		}
	}
	if !slices.Equal(was.Leaders, wanted.Leaders) {
		now.Leaders = withLeaders(current.Leaders, was.Leaders, wanted.Leaders)
	}
	now.Instead = withStandIns(current.Instead, was.Instead, wanted.Instead)
	now.Entry = now.tidy()
	if was.Visibility != wanted.Visibility {
		now.Visibility = wanted.Visibility
	}
	if was.CityWide != wanted.CityWide {
		now.CityWide = wanted.CityWide
	}
	return now, KindOf(&current, &now) != ""
}

// withLeaders takes out of the current leaders whom the change takes out, and
// puts in whom it puts in.
func withLeaders(current, was, wanted []int64) []int64 {
	var found []int64
	for _, post := range current {
		if !slices.Contains(was, post) || slices.Contains(wanted, post) {
			found = append(found, post)
		}
	}
	for _, post := range wanted {
		if !slices.Contains(was, post) && !slices.Contains(found, post) {
			found = append(found, post)
		}
	}
	return found
}

// Soon tells that the change concerns today or tomorrow: it is told at once.
func (c Change) Soon(today Date) bool {
	for _, e := range []*RevisionEntry{c.Was, c.Now} {
		if e != nil && (e.On(today) || e.On(today.AddDays(1))) {
			return true
		}
	}
	return false
}

// Entry is the entry as the change leaves it, or as it was before it was
// cancelled.
func (c Change) Entry() RevisionEntry {
	if c.Now != nil {
		return *c.Now
	}
	if c.Was != nil {
		return *c.Was
	}
	return RevisionEntry{}
}

// Sent are the people who go to the event for a leader, or were to go.
func (c Change) Sent() []int64 {
	var people []int64
	for _, e := range []*RevisionEntry{c.Was, c.Now} {
		if e == nil {
			continue
		}
		for _, s := range e.Instead {
			if s.PersonID != 0 && !slices.Contains(people, s.PersonID) {
				people = append(people, s.PersonID)
			}
		}
	}
	return people
}

// Concerns tells that somebody's leader takes part, or took part, or that the
// entry is their unit's.
func (c Change) Concerns(posts, units []int64) bool {
	of := func(e *RevisionEntry) bool {
		return e != nil && (shares(e.Leaders, posts) || shares(e.UnitIDs, units))
	}
	return of(c.Was) || of(c.Now)
}

// OnlyForLeaders tells that who sees only the staff's part of the plan does not
// see the change: the entry neither was nor is in that part. Made visible it is
// added there, hidden it is cancelled.
func (c Change) OnlyForLeaders() bool {
	hidden := func(e *RevisionEntry) bool { return e == nil || e.Visibility == LeadersOnly }
	return hidden(c.Was) && hidden(c.Now)
}

// For is the change as the part shows it.
func (c Change) For(part Part) Change {
	if part == WholePart {
		return c
	}
	if c.Was != nil && c.Was.Visibility == LeadersOnly {
		c.Was = nil
	}
	if c.Now != nil && c.Now.Visibility == LeadersOnly {
		c.Now = nil
	}
	if kind := KindOf(c.Was, c.Now); kind != "" {
		c.Kind = kind
	}
	return c
}

// KindOf tells what became of an entry: nil is one that is not in the plan.
// The same on both sides is no change and has no kind.
func KindOf(was, now *RevisionEntry) ChangeKind {
	switch {
	case was == nil && now == nil:
		return ""
	case was == nil:
		return AddEntry
	case now == nil:
		return CancelEntry
	case was.From != now.From || was.To != now.To || was.Kind != now.Kind || was.Hours.String() != now.Hours.String():
		return MoveEntry
	case !was.Entry.sameAs(now.Entry) || was.CityWide != now.CityWide:
		return AlterEntry
	}
	return ""
}

// The kinds of the letters about changes, in the list of who was told: about one,
// and the evening's about the day's.
const (
	ChangeLetter  = "change"
	ChangesLetter = "changes"
)

// ChangeKey is the key of the letter that tells a person of a change.
func ChangeKey(id, personID int64) string { return fmt.Sprintf("%s:%d:%d", ChangeLetter, id, personID) }

// ChangeDigestKey is that of the evening's letter about a week's plan; last is
// the latest of its changes, part the number of the message.
func ChangeDigestKey(week Week, last, personID int64, part int) string {
	return fmt.Sprintf("%s:%s:%d:%d:%d", ChangesLetter, week, last, personID, part)
}

// NamedIn are the people whose surname with initials stands in the words, once
// each; a name that two people bear names nobody.
func NamedIn(words string, people []Person) []int64 {
	bearers := map[string][]int64{}
	for _, p := range people {
		if name := FoldWord(p.Short()); strings.Contains(name, " ") {
			bearers[name] = append(bearers[name], p.ID)
		}
	}
	folded := FoldWord(words)
	var found []int64
	for name, ids := range bearers {
		if len(ids) == 1 && strings.Contains(" "+folded+" ", " "+name+" ") {
			found = append(found, ids[0])
		}
	}
	slices.Sort(found)
	return found
}
