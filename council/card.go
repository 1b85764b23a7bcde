package council

import "time"

// Binding is how a person is reached in Telegram.
type Binding struct {
	// Account is the bound Telegram id, 0 when there is none.
	Account int64
	// BlockedAt is since when the person blocks the bot, zero when not.
	BlockedAt time.Time
	// InvitedUntil is when the link that still waits expires, zero when none
	// waits. Invited counts all links ever made: a button made before the
	// last of them is stale.
	InvitedUntil time.Time
	Invited      int
}

// Reaches tells that the person can be written to in Telegram.
func (b Binding) Reaches() bool { return b.Account != 0 && b.BlockedAt.IsZero() }

// PostKind is what a post is in the council's structure.
type PostKind string

// The kinds of a post: HeadPost of a unit, LeaderPost of the leadership,
// StaffPost any other.
const (
	HeadPost   PostKind = "head"
	LeaderPost PostKind = "leader"
	StaffPost  PostKind = "staff"
)

// Post is a post that somebody holds. Unit is zero when it belongs to none.
type Post struct {
	ID    int64
	Kind  PostKind
	Title string
	Unit  Unit
}

// Grant is a role given to a person. PostID and Title name the leader whom an
// assistant serves.
type Grant struct {
	Role   Role
	PostID int64
	Title  string
}

// Replacement is a substitution as people read it. UnitID narrows it to the
// headship of that unit; 0 is every post and role of the absent one.
type Replacement struct {
	Substitution
	UnitID             int64
	Unit               string
	Absent, Substitute string
}

// PersonCard is all the directory knows of a person on a day.
type PersonCard struct {
	Person  Person
	Binding Binding
	Posts   []Post
	Grants  []Grant
	// Replacements are in force or to come, on either side.
	Replacements []Replacement
}

// Holds tells that the role was granted to the person.
func (c PersonCard) Holds(role Role, postID int64) bool {
	for _, g := range c.Grants {
		if g.Role == role && g.PostID == postID {
			return true
		}
	}
	return false
}

// Headed are the units the person heads.
func (c PersonCard) Headed() []Unit {
	var units []Unit
	for _, p := range c.Posts {
		if p.Kind == HeadPost {
			units = append(units, p.Unit)
		}
	}
	return units
}

// MayManage tells that somebody may change what lets the person in: the
// account, the phone, the roles, the substitutes. Only an administrator may do
// that to an administrator; otherwise an organiser could become one.
func (a Access) MayManage(c PersonCard) bool {
	return a.May(EditDirectory) && (!c.Holds(Administrator, 0) || a.Has(Administrator))
}

// MayGrant tells that the person may give or take the role.
func (a Access) MayGrant(role Role) bool {
	return a.May(EditDirectory) && (role != Administrator || a.Has(Administrator))
}

// UnitCard is all the directory knows of a unit on a day.
type UnitCard struct {
	Unit Unit
	// Head has no ID while the post is vacant.
	Head        Person
	HeadBinding Binding
	// Next is the head appointed for a coming day, NextFrom that day.
	Next     Person
	NextFrom Date
	// Staff are the others who hold a post in the unit, by name.
	Staff []Person
	// Deputies stand in for the head, now or later.
	Deputies []Replacement
}
