package council

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlanBodies(t *testing.T) {
	t.Parallel()
	chair := BodyRow{Body: "Виконком", Total: 30, Seat: ChairSeat, Post: "Міський голова", Votes: true}
	member := BodyRow{Body: "Виконком", Seat: MemberSeat, Key: "p2", Votes: true}
	other := BodyRow{Body: "Комісія", Total: 5, Seat: MemberSeat, Key: "p9", Votes: true}
	changed := func(r BodyRow, set func(*BodyRow)) BodyRow { set(&r); return r }
	more := changed(chair, func(r *BodyRow) { r.Total = 31 })
	voiceless := changed(member, func(r *BodyRow) { r.Votes = false })
	tests := []struct {
		name            string
		current, wanted []BodyRow
		want            BodyChanges
	}{
		{"a new body with its seats", nil, []BodyRow{chair, member},
			BodyChanges{New: []BodyRow{chair}, Totals: []BodyRow{chair}, SeatsAdded: []BodyRow{chair, member}}},
		{"the same again, in other letters", []BodyRow{chair, member},
			[]BodyRow{member, changed(chair, func(r *BodyRow) { r.Body, r.Post = "ВИКОНКОМ", "міський голова" })}, BodyChanges{}},
		{"a line twice is one", []BodyRow{chair}, []BodyRow{chair, member, member}, BodyChanges{SeatsAdded: []BodyRow{member}}},
		{"another composition", []BodyRow{chair}, []BodyRow{more}, BodyChanges{Totals: []BodyRow{more}}},
		{"a seat that is not in the file ends", []BodyRow{chair, member}, []BodyRow{chair}, BodyChanges{SeatsEnded: []BodyRow{member}}},
		{"a seat that loses its vote is another", []BodyRow{chair, member}, []BodyRow{chair, voiceless},
			BodyChanges{SeatsAdded: []BodyRow{voiceless}, SeatsEnded: []BodyRow{member}}},
		{"a body that is not in the file stays", []BodyRow{chair, other}, []BodyRow{chair}, BodyChanges{}},
		{"a body without seats gets some", []BodyRow{{Body: "Виконком", Total: 30}}, []BodyRow{member}, BodyChanges{SeatsAdded: []BodyRow{member}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := PlanBodies(tt.current, tt.wanted)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBodyChangesInWords(t *testing.T) {
	t.Parallel()
	chair := BodyRow{Body: "Виконком", Total: 30, Seat: ChairSeat, Post: "Міський голова", Votes: true}
	for want, c := range map[string]BodyChanges{
		"Змін немає.": {},
		"+ Виконком: голова — Міський голова": {SeatsAdded: []BodyRow{chair}},
		"~ Виконком: 30": {Totals: []BodyRow{chair}},
	} {
		lines := c.Lines()
		if got := strings.TrimSpace(lines[len(lines)-1]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
