package council

import (
	"strconv"
	"strings"
)

// DeputyRole is a standing substitution for the head of one unit: it is
// written beside the roles in an imported directory and kept as a
// substitution, never as a granted role.
const DeputyRole Role = "deputy"

// RosterRow is one line of the directory as a spreadsheet: one person in one
// unit. A person in several units has several rows with one key. In what
// stands today a row without a key is a unit with nobody in it, a row without
// a unit a person in none, and whoever has no key stands under a RosterKey.
type RosterRow struct {
	// Row is the line in the file, counted from 1 with the headings; 0 in what
	// stands today.
	Row        int
	Key        string
	Unit       string
	Kind       UnitKind
	Duty       Duty
	Surname    string
	Given      string
	Patronymic string
	Position   string
	Roles      []RosterRole
	// Phone is "+380XXXXXXXXX" or "".
	Phone string
	Email string
	// Telegram is the account's id, 0 when not given.
	Telegram int64
}

// RosterRole is a role as written in a row. Head, LeaderRole and DeputyRole are
// of the row's unit. Scope is the title of the leader's post for an Assistant,
// "" for all others.
type RosterRole struct {
	Role  Role
	Scope string
}

// RosterUnit is a unit of a roster.
type RosterUnit struct {
	Name string
	Kind UnitKind
	Duty Duty
}

// RosterPerson is a person of a roster, without posts and roles.
type RosterPerson struct {
	Key, Surname, Given, Patronymic, Phone, Email string
	Telegram                                      int64
}

// Full is "Прізвище Ім'я По батькові".
func (p RosterPerson) Full() string {
	return Person{Surname: p.Surname, Given: p.Given, Patronymic: p.Patronymic}.Full()
}

// RosterPost is a post held by a person: Kind is Head (of the unit),
// LeaderRole, or "" for any other. Name is the person's, for printing.
type RosterPost struct {
	Key, Name   string
	Unit, Title string
	Kind        Role
}

// RosterGrant is a role that follows from no post: Organiser, Secretary,
// Administrator, Assistant (Scope is the leader's post), DeputyRole (of Unit).
type RosterGrant struct {
	Key, Name   string
	Role        Role
	Unit, Scope string
}

// RosterKey stands in for the key of a person who was added by hand and has
// none. A file's key never begins with "#".
func RosterKey(personID int64) string { return "#" + strconv.FormatInt(personID, 10) }

func isStandInKey(key string) bool { return strings.HasPrefix(key, "#") }

// roster is the rows put in order: units, people, posts and grants, each once,
// in the order of the rows.
type roster struct {
	units  rosterList[RosterUnit]
	people rosterList[RosterPerson]
	posts  rosterList[RosterPost]
	grants rosterList[RosterGrant]
}

// rosterList is things in order, found by what makes them the same thing.
type rosterList[T any] struct {
	all   []T
	index map[string]int
}

// add keeps the first of the same things.
func (l *rosterList[T]) add(identity string, thing T) {
	if l.index == nil {
		l.index = make(map[string]int)
	}
	if _, known := l.index[identity]; !known {
		l.index[identity] = len(l.all)
		l.all = append(l.all, thing)
	}
}

func (l rosterList[T]) find(identity string) (T, bool) {
	i, known := l.index[identity]
	if !known {
		var none T
		return none, false
	}
	return l.all[i], true
}

func (l rosterList[T]) has(identity string) bool {
	_, known := l.index[identity]
	return known
}

func newRoster(rows []RosterRow) roster {
	var r roster
	for _, row := range rows {
		if row.Unit != "" {
			r.units.add(Fold(row.Unit), RosterUnit{row.Unit, row.Kind, row.Duty})
		}
		if row.Key == "" {
			continue
		}
		p := row.person()
		r.people.add(p.Key, p)
		for _, post := range postsOf(row, p.Full()) {
			r.posts.add(post.identity(), post)
		}
		for _, g := range grantsOf(row, p.Full()) {
			r.grants.add(g.identity(), g)
		}
	}
	return r
}

func (row RosterRow) person() RosterPerson {
	return RosterPerson{row.Key, row.Surname, row.Given, row.Patronymic, row.Phone, row.Email, row.Telegram}
}

// postsOf are a row's posts: the headship, the leader's post, and for who has
// neither the post as titled.
func postsOf(row RosterRow, name string) []RosterPost {
	var posts []RosterPost
	for _, r := range row.Roles {
		if r.Role == Head || r.Role == LeaderRole {
			posts = append(posts, RosterPost{row.Key, name, row.Unit, row.Position, r.Role})
		}
	}
	if len(posts) == 0 && (row.Position != "" || row.Unit != "") {
		posts = append(posts, RosterPost{row.Key, name, row.Unit, row.Position, ""})
	}
	return posts
}

func grantsOf(row RosterRow, name string) []RosterGrant {
	var grants []RosterGrant
	for _, r := range row.Roles {
		switch r.Role {
		case Head, LeaderRole:
		case DeputyRole:
			grants = append(grants, RosterGrant{row.Key, name, r.Role, row.Unit, ""})
		default:
			grants = append(grants, RosterGrant{row.Key, name, r.Role, "", r.Scope})
		}
	}
	return grants
}

// identity tells one person's one post from all others, whatever its title is.
func (p RosterPost) identity() string {
	return p.Key + "\n" + string(p.Kind) + "\n" + Fold(p.Unit)
}

func (g RosterGrant) identity() string {
	return g.Key + "\n" + string(g.Role) + "\n" + Fold(g.Unit) + "\n" + Fold(g.Scope)
}

func telegramText(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}
