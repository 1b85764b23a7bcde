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
	// units they head or act for.
	units []string
	post  string
	roles string
	// user is their Telegram; nil for those who have none.
	user *simulator.User
}

func (p *person) heads(unit string) bool { return slices.Contains(p.units, unit) }

// The columns of the directory that the story needs.
const (
	columnKey = iota
	columnUnit
	_
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
func (s *story) cast() error {
	rows, err := csv.NewReader(bytes.NewReader(Directory())).ReadAll()
	if err != nil {
		return fmt.Errorf("directory of the demonstration: %w", err)
	}
	s.people = map[string]*person{}
	for _, row := range rows[1:] {
		p, known := s.people[row[columnKey]]
		if !known {
			p = &person{key: row[columnKey],
				short: row[columnSurname] + " " + prefix(row[columnGiven], 1) + "." + prefix(row[columnPatronymic], 1) + ".", post: row[columnPost]}
			s.people[p.key] = p
			if id, err := strconv.ParseInt(row[columnTelegram], 10, 64); err == nil {
				p.user = s.servers.telegram.User(id, simulator.UserSpec{
					FirstName: row[columnGiven], LastName: row[columnSurname], Language: "uk", Phone: row[columnPhone]})
			}
		}
		roles := row[columnRoles]
		p.roles += roles + ";"
		if strings.Contains(roles, "керівник") || strings.Contains(roles, "заступник") {
			p.units = append(p.units, row[columnUnit])
		}
	}
	return nil
}

func (s *story) inOrder() []*person {
	people := make([]*person, 0, len(s.people))
	for _, p := range s.people {
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
