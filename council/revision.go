package council

import (
	"slices"
	"time"
)

// Revision (редакція) is a week's plan as it was agreed (3.17): a snapshot with
// the names of that day, so that it can be printed again as it was.
type Revision struct {
	Week Week `json:"week"`
	// Number counts the revisions of the week's plan from 1; 0 is a plan that
	// is not agreed yet.
	Number int `json:"number"`
	// AgreedAt is the instant of the agreement, zero before it.
	AgreedAt time.Time `json:"agreed_at,omitzero"`
	AgreedBy Signatory `json:"agreed_by,omitzero"`
	// ChangedAt and ChangedBy are of a later revision: who accepted its change.
	// The agreement stands as it was given.
	ChangedAt time.Time `json:"changed_at,omitzero"`
	ChangedBy Signatory `json:"changed_by,omitzero"`
	// AsOf is when a plan that is not agreed was read to be printed; it is no part
	// of what was agreed.
	AsOf time.Time `json:"-"`
	// Leaders are the posts of the leadership that week, in the order of
	// precedence, also those with nothing planned.
	Leaders []Leader `json:"leaders,omitempty"`
	// Entries are in the plan's order: by day and hour, then periods, then
	// those to be announced.
	Entries []RevisionEntry `json:"entries,omitempty"`
}

// Signatory is who agreed, as printed in the stamp. InPlaceOf names the absent
// one when a substitute agreed (2.8).
type Signatory struct {
	PersonID  int64  `json:"person_id,omitempty"`
	Name      string `json:"name"`
	Position  string `json:"position,omitempty"`
	InPlaceOf string `json:"in_place_of,omitempty"`
}

// RevisionEntry is one event of an agreed plan. Its Entry.ID is that of the
// plan's entry and stays the same in later revisions; calendars know it by that.
type RevisionEntry struct {
	Entry
	// Sequence counts the entry's changes, for calendars.
	Sequence int `json:"sequence,omitempty"`
	// Units are those who submitted it, as named then: several when doubles
	// were merged, the body for a meeting.
	Units   []string `json:"units,omitempty"`
	UnitIDs []int64  `json:"unit_ids,omitempty"`
	// CityWide marks the main events of the city (3.19).
	CityWide bool `json:"city_wide,omitempty"`
	// Public marks what goes to the council's site (3.21, P10); it follows
	// from the entry's Visibility.
	Public    bool  `json:"public,omitempty"`
	Late      bool  `json:"late,omitempty"`
	MeetingID int64 `json:"meeting_id,omitempty"`
	// Outcome is what became of the event, as far as it was asked for: it is no
	// part of what was agreed.
	Outcome OutcomeKind `json:"-"`
}

// MadeAt is the instant from which the revision is the plan.
func (r Revision) MadeAt() time.Time {
	if r.ChangedAt.IsZero() {
		return r.AgreedAt
	}
	return r.ChangedAt
}

// Busy tells that something of the plan is on the day, or lasts over it.
func (r Revision) Busy(day Date) bool {
	return slices.ContainsFunc(r.Entries, func(e RevisionEntry) bool { return e.On(day) })
}

// Entry finds an event of the plan.
func (r Revision) Entry(id int64) (RevisionEntry, bool) {
	at := slices.IndexFunc(r.Entries, func(e RevisionEntry) bool { return e.ID == id })
	if at < 0 {
		return RevisionEntry{}, false
	}
	return r.Entries[at], true
}
