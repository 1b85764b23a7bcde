package council

import (
	"strings"
	"unicode/utf8"
)

// UnitKind is what a unit is.
type UnitKind string

// The kinds of a unit.
const (
	ExecutiveBody  UnitKind = "executive"
	StarostaArea   UnitKind = "starosta"
	Enterprise     UnitKind = "enterprise"
	LeadershipUnit UnitKind = "leadership"
)

// Duty is whether a unit owes a weekly plan (3.16).
type Duty string

// MustSubmit units are reminded and listed when missing; IfNeedBe units are
// asked once a week, never chased; NoPlan units are not asked.
const (
	MustSubmit Duty = "must"
	IfNeedBe   Duty = "if_need"
	NoPlan     Duty = "none"
)

// Unit (підрозділ) is an executive body, a starosta district or a communal
// enterprise. To is the last day of its existence, zero while it lasts.
type Unit struct {
	ID       int64
	Name     string
	Kind     UnitKind
	Duty     Duty
	From, To Date
}

// ExistsOn tells that the unit exists on the day.
func (u Unit) ExistsOn(d Date) bool { return during(u.From, u.To, d) }

// Person is somebody in the directory. Key is stable across imports.
type Person struct {
	ID         int64
	Key        string
	Surname    string
	Given      string
	Patronymic string
	// Position is the post's title as printed ("начальник відділу культури").
	Position string
	Phone    string
	Email    string
	// Wish is how the person wants what is distributed.
	Wish Wish
	// To is the last day in service, zero while it lasts.
	To Date
}

// Official is "Ім'я ПРІЗВИЩЕ", the manner of official papers.
func (p Person) Official() string {
	return strings.TrimSpace(p.Given + " " + strings.ToUpper(p.Surname))
}

// Short is "Прізвище І.П.", the manner of plans.
func (p Person) Short() string {
	initials := initial(p.Given) + initial(p.Patronymic)
	return strings.TrimSpace(p.Surname + " " + initials)
}

// Address is "Ім'я По батькові", the manner of speaking to somebody.
func (p Person) Address() string { return strings.TrimSpace(p.Given + " " + p.Patronymic) }

// Full is "Прізвище Ім'я По батькові", the manner of lists.
func (p Person) Full() string {
	return strings.Join(strings.Fields(p.Surname+" "+p.Given+" "+p.Patronymic), " ")
}

func initial(name string) string {
	r, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return ""
	}
	return strings.ToUpper(string(r)) + "."
}

// Leader is a dated post of the leadership whose holder plans refer to: the
// mayor, the council's secretary, deputies. Title is the post's ("Міський
// голова"); Holder is who holds it that day, acting holders included.
type Leader struct {
	PostID   int64
	Title    string
	HolderID int64
	Holder   string
}

// Substitution is one dated row that puts one person in another's place: a
// deputy for a head, an acting mayor (2.8), a substitute for the secretary.
// To is the last day, zero for a standing deputy.
type Substitution struct {
	ID           int64
	AbsentID     int64
	SubstituteID int64
	From, To     Date
}

// InForce tells that the substitution holds on the day.
func (s Substitution) InForce(d Date) bool { return during(s.From, s.To, d) }

// during tells that d lies in from..to, both inclusive; a zero end is open.
func during(from, to, d Date) bool {
	return !d.Before(from) && (to.IsZero() || !d.After(to))
}
