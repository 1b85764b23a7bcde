package council

import (
	"cmp"
	"slices"
)

// RosterChanges is what an import would do to the directory. Nothing in it
// ends a person or a unit: those the file does not name are only listed. Keys in
// it are those that hold once PeopleAdded and PeopleChanged are applied.
type RosterChanges struct {
	UnitsAdded    []RosterUnit
	UnitsChanged  []UnitChange
	PeopleAdded   []RosterPerson
	PeopleChanged []PersonChange
	// Handovers are heads' and leaders' posts that pass to somebody else. A
	// unit's standing deputies then stand in for the new head.
	Handovers []Handover
	// PostsTaken begin, PostsLeft end; PostsRenamed get another title.
	PostsTaken   []RosterPost
	PostsLeft    []RosterPost
	PostsRenamed []PostRename
	Granted      []RosterGrant
	Revoked      []RosterGrant
	// MissingPeople and MissingUnits stand today and are not in the file.
	MissingPeople []RosterPerson
	MissingUnits  []RosterUnit
	// Conflicts must be mended in the file or the directory before the changes
	// can be applied.
	Conflicts []RosterConflict
	// Unchanged counts the file's people for whom nothing changes.
	Unchanged int
}

// FieldChange is one field's old and new value, as kept.
type FieldChange struct {
	Field    RosterField
	Old, New string
}

// RosterField names a field of a unit or a person.
type RosterField string

// The fields of a roster that may change.
const (
	KeyField        RosterField = "key"
	KindField       RosterField = "kind"
	DutyField       RosterField = "duty"
	SurnameField    RosterField = "surname"
	GivenField      RosterField = "given"
	PatronymicField RosterField = "patronymic"
	PhoneField      RosterField = "phone"
	EmailField      RosterField = "email"
	TelegramField   RosterField = "telegram"
)

// UnitChange is a unit as it will be and what changes in it.
type UnitChange struct {
	Unit   RosterUnit
	Fields []FieldChange
}

// PersonChange is a person as they will be and what changes about them. Key is
// the one they stand under today.
type PersonChange struct {
	Key    string
	Person RosterPerson
	Fields []FieldChange
}

// Handover is a post that passes from Old's holder to New's. New.Title is the
// post's title from now on.
type Handover struct{ Old, New RosterPost }

// PostRename is a post with its new title.
type PostRename struct {
	Post     RosterPost
	OldTitle string
}

// RosterConflict is two people who would have one phone or one account.
type RosterConflict struct {
	Field RosterField
	Value string
	A, B  RosterPerson
}

// PlanRoster compares the directory as it stands with the one wanted. An empty
// cell says nothing: it changes no field and unbinds no account. Posts and
// roles end only for people who are in the file and only in units that are in
// it, or because the file gives the post to somebody else. Who was added by
// hand is recognised by surname and phone and gets the file's key. Planned
// again after it was applied, nothing changes.
func PlanRoster(current, wanted []RosterRow) RosterChanges {
	current, formerKeys := adoptKeys(current, wanted)
	now, next := newRoster(current), newRoster(wanted)
	var c RosterChanges
	c.compareUnits(now, next)
	c.comparePeople(now, next, formerKeys)
	c.comparePosts(now, next)
	c.compareGrants(now, next)
	c.findConflicts(now, next)
	c.Unchanged = c.untouched(next)
	return c
}

// Empty tells that applying the changes would do nothing.
func (c RosterChanges) Empty() bool {
	return len(c.UnitsAdded)+len(c.UnitsChanged)+len(c.PeopleAdded)+len(c.PeopleChanged)+len(c.Handovers)+
		len(c.PostsTaken)+len(c.PostsLeft)+len(c.PostsRenamed)+len(c.Granted)+len(c.Revoked) == 0
}

// adoptKeys gives people without a key of their own the file's key for them,
// and tells under which keys they stood.
func adoptKeys(current, wanted []RosterRow) (adopted []RosterRow, formerKeys map[string]string) {
	byPhone := make(map[string]RosterRow, len(wanted))
	for _, row := range wanted {
		if row.Phone != "" {
			byPhone[row.Phone] = row
		}
	}
	taken := make(map[string]bool, len(current))
	for _, row := range current {
		taken[row.Key] = true
	}
	formerKeys = make(map[string]string)
	adopted = slices.Clone(current)
	for i, row := range adopted {
		match, ok := byPhone[row.Phone]
		if !ok || !isStandInKey(row.Key) || taken[match.Key] || Fold(match.Surname) != Fold(row.Surname) {
			continue
		}
		formerKeys[match.Key] = row.Key
		adopted[i].Key = match.Key
	}
	return adopted, formerKeys
}

func (c *RosterChanges) compareUnits(now, next roster) {
	for _, u := range next.units.all {
		old, known := now.units.find(Fold(u.Name))
		if !known {
			c.UnitsAdded = append(c.UnitsAdded, u)
			continue
		}
		var fields []FieldChange
		fields = appendChange(fields, KindField, string(old.Kind), string(u.Kind))
		fields = appendChange(fields, DutyField, string(old.Duty), string(u.Duty))
		if len(fields) > 0 {
			u.Name = old.Name
			c.UnitsChanged = append(c.UnitsChanged, UnitChange{u, fields})
		}
	}
	for _, u := range now.units.all {
		if !next.units.has(Fold(u.Name)) {
			c.MissingUnits = append(c.MissingUnits, u)
		}
	}
}

func (c *RosterChanges) comparePeople(now, next roster, formerKeys map[string]string) {
	for _, p := range next.people.all {
		old, known := now.people.find(p.Key)
		if !known {
			c.PeopleAdded = append(c.PeopleAdded, p)
			continue
		}
		key := p.Key
		if former, adopted := formerKeys[p.Key]; adopted {
			key = former
		}
		var fields []FieldChange
		fields = appendChange(fields, KeyField, key, p.Key)
		fields = appendChange(fields, SurnameField, old.Surname, p.Surname)
		fields = appendChange(fields, GivenField, old.Given, p.Given)
		fields = appendChange(fields, PatronymicField, old.Patronymic, p.Patronymic)
		fields = appendChange(fields, PhoneField, old.Phone, p.Phone)
		fields = appendChange(fields, EmailField, old.Email, p.Email)
		fields = appendChange(fields, TelegramField, telegramText(old.Telegram), telegramText(p.Telegram))
		if len(fields) > 0 {
			c.PeopleChanged = append(c.PeopleChanged, PersonChange{key, p.over(old), fields})
		}
	}
	for _, p := range now.people.all {
		if !next.people.has(p.Key) {
			c.MissingPeople = append(c.MissingPeople, p)
		}
	}
}

// over is the person with what was left empty taken from old.
func (p RosterPerson) over(old RosterPerson) RosterPerson {
	p.Surname = cmp.Or(p.Surname, old.Surname)
	p.Given = cmp.Or(p.Given, old.Given)
	p.Patronymic = cmp.Or(p.Patronymic, old.Patronymic)
	p.Phone = cmp.Or(p.Phone, old.Phone)
	p.Email = cmp.Or(p.Email, old.Email)
	p.Telegram = cmp.Or(p.Telegram, old.Telegram)
	return p
}

// findConflicts looks at the people as they would be afterwards, those the file
// does not name included.
func (c *RosterChanges) findConflicts(now, next roster) {
	var after []RosterPerson
	for _, p := range next.people.all {
		old, _ := now.people.find(p.Key)
		after = append(after, p.over(old))
	}
	after = append(after, c.MissingPeople...)
	owners := make(map[FieldChange]RosterPerson)
	for _, p := range after {
		for _, f := range []FieldChange{
			{Field: PhoneField, New: p.Phone}, {Field: TelegramField, New: telegramText(p.Telegram)},
		} {
			owner, owned := owners[f]
			switch {
			case f.New == "":
			case owned:
				c.Conflicts = append(c.Conflicts, RosterConflict{f.Field, f.New, owner, p})
			default:
				owners[f] = p
			}
		}
	}
}

// untouched counts the people of the file for whom nothing changes.
func (c RosterChanges) untouched(next roster) int {
	touched := make(map[string]bool)
	for _, p := range c.PeopleAdded {
		touched[p.Key] = true
	}
	for _, p := range c.PeopleChanged {
		touched[p.Person.Key] = true
	}
	for _, h := range c.Handovers {
		touched[h.Old.Key], touched[h.New.Key] = true, true
	}
	for _, p := range slices.Concat(c.PostsTaken, c.PostsLeft) {
		touched[p.Key] = true
	}
	for _, r := range c.PostsRenamed {
		touched[r.Post.Key] = true
	}
	for _, g := range slices.Concat(c.Granted, c.Revoked) {
		touched[g.Key] = true
	}
	count := 0
	for _, p := range next.people.all {
		if !touched[p.Key] {
			count++
		}
	}
	return count
}

// appendChange adds a change unless the new value says nothing or nothing new.
func appendChange(fields []FieldChange, field RosterField, old, new string) []FieldChange {
	if new == "" || new == old {
		return fields
	}
	return append(fields, FieldChange{field, old, new})
}
