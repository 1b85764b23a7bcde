package main

import (
	"slices"
	"strings"

	"sereda/simulator"
)

// reply is how the answer to one update is recognised.
type reply struct {
	// edit is the message that must change; 0 asks for a new one.
	edit int
	// do is what a button of the answer does, text stands in it, without does
	// not.
	do, text, without string
}

func (r reply) fits(m simulator.Message) bool {
	placed := m.EditDate == 0
	if r.edit != 0 {
		placed = m.ID == r.edit && m.EditDate != 0
	}
	return placed && (r.do == "" || len(buttons(m, r.do)) > 0) &&
		strings.Contains(m.Text, r.text) && (r.without == "" || !strings.Contains(m.Text, r.without))
}

// buttons are the data of the buttons that do what is asked for, of all when
// do is empty.
func buttons(m simulator.Message, do string) []string {
	if m.Keyboard == nil {
		return nil
	}
	var found []string
	for _, row := range m.Keyboard.Rows {
		for _, b := range row {
			if action, _, _ := strings.Cut(b.Data, ":"); do == "" || action == do {
				found = append(found, b.Data)
			}
		}
	}
	return found
}

// repeats tells that a message is another copy of the earlier one.
func repeats(m, earlier simulator.Message) bool {
	return m.ID != earlier.ID && m.Text == earlier.Text && slices.Equal(buttons(m, ""), buttons(earlier, ""))
}
