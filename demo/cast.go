package demo

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sereda/simulator"
)

// person is somebody of the demonstration council.
type person struct {
	key   string
	short string
	// name in full.
	surname, given, patronymic string
	// units they head or act for.
	units []string
	post  string
	roles string
	phone string
	// unit is the first one they are listed under, kind what it is.
	unit, kind string
	// user is their Telegram; nil for those who have none.
	user *simulator.User
}

func (p *person) heads(unit string) bool { return slices.Contains(p.units, unit) }

// The columns of the directory that the story needs.
const (
	columnKey = iota
	columnUnit
	columnKind
	_
	columnSurname
	columnGiven
	columnPatronymic
	columnPost
	columnRoles
	columnPhone
	_
	columnTelegram
)

// cast gives everybody in the directory their phone.
func cast(telegram *simulator.Server) (map[string]*person, error) {
	rows, err := csv.NewReader(bytes.NewReader(Directory())).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("directory of the demonstration: %w", err)
	}
	people := map[string]*person{}
	for _, row := range rows[1:] {
		p, known := people[row[columnKey]]
		if !known {
			p = newPerson(row)
			people[p.key] = p
			if id, err := strconv.ParseInt(row[columnTelegram], 10, 64); err == nil {
				p.user = telegram.User(id, p.spec())
			}
		}
		roles := row[columnRoles]
		p.roles += roles + ";"
		if strings.Contains(roles, "керівник") || strings.Contains(roles, "заступник") {
			p.units = append(p.units, row[columnUnit])
		}
	}
	return people, nil
}

func newPerson(row []string) *person {
	surname, given, patronymic := row[columnSurname], row[columnGiven], row[columnPatronymic]
	return &person{key: row[columnKey], short: surname + " " + prefix(given, 1) + "." + prefix(patronymic, 1) + ".",
		surname: surname, given: given, patronymic: patronymic,
		post: row[columnPost], phone: row[columnPhone], unit: row[columnUnit], kind: row[columnKind]}
}

// spec is what the person's Telegram knows of them.
func (p *person) spec() simulator.UserSpec {
	return simulator.UserSpec{FirstName: p.given, LastName: p.surname, Language: "uk", Phone: p.phone}
}

func (s *story) inOrder() []*person { return inOrder(s.people) }

func inOrder(all map[string]*person) []*person {
	people := make([]*person, 0, len(all))
	for _, p := range all {
		people = append(people, p)
	}
	slices.SortFunc(people, func(a, b *person) int { return cmp.Compare(a.key, b.key) })
	return people
}

func (s *story) onTelegram() int {
	n := 0
	for _, p := range s.people {
		if p.user != nil {
			n++
		}
	}
	return n
}

// secretary is the secretary of the executive committee.
func (s *story) secretary() *person {
	for _, p := range s.people {
		if strings.Contains(p.roles, "секретар") {
			return p
		}
	}
	panic("the demonstration council has no secretary")
}
