package council

import (
	"strings"
	"testing"
)

func TestWhoMayDoWhatForABody(t *testing.T) {
	t.Parallel()
	const own, others = 1, 2
	body := Body{ID: own}
	sits := func(kind SeatKind) Access {
		return Access{Person: Person{ID: 7}, Seats: []Seat{{BodyID: own, Kind: kind, PersonID: 7}}}
	}
	has := func(role Role) Access { return Access{Person: Person{ID: 7}, Roles: []Role{role}} }
	tests := []struct {
		name       string
		access     Access
		want       string
		conference string // where the organiser records
	}{
		{"a stranger", Access{}, "", ""},
		{"a head with no seat", has(Head), "", ""},
		{"the chair", sits(ChairSeat), "call reasons see control", "call reasons see control"},
		{"the body's secretary", sits(SecretarySeat), "manage call record reasons see assign control told", "manage call see"},
		{"the deputy secretary", sits(DeputySecretarySeat), "call record reasons see assign control told", "call see"},
		{"a member", sits(MemberSeat), "see", "see"},
		{"an invited regular", sits(InvitedSeat), "see", "see"},
		{"who stands in for the secretary",
			Access{Person: Person{ID: 7}, Seats: []Seat{{BodyID: own, Kind: SecretarySeat, PersonID: 8}}},
			"manage call record reasons see assign control told", "manage call see"},
		{"the secretary of another body",
			Access{Person: Person{ID: 7}, Seats: []Seat{{BodyID: others, Kind: SecretarySeat, PersonID: 7}}}, "", ""},
		{"the organiser", has(Organiser), "manage call see assign control told", "manage call record reasons see assign control told"},
		{"the secretary of the committee's staff", has(Secretary), "see", "see"},
		{"a leader", has(LeaderRole), "see", "see"},
		{"an assistant", has(Assistant), "", ""},
		{"an administrator", has(Administrator), "", ""},
	}
	may := func(a Access, b Body) string {
		var words []string
		for _, question := range []struct {
			word string
			yes  bool
		}{
			{"manage", a.ManagesBody(b)}, {"call", a.ConvenesFor(b)}, {"record", a.Records(b)},
			{"reasons", a.SeesReasons(b)}, {"see", a.SeesMeetings(b)},
			{"assign", a.Assigns(b)}, {"control", a.SeesAssignments(b)},
			{"told", a.SeesToldOfAssignments(b)},
		} {
			if question.yes {
				words = append(words, question.word)
			}
		}
		return strings.Join(words, " ")
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := may(tt.access, body); got != tt.want {
				t.Errorf("may %q, want %q", got, tt.want)
			}
			if got := may(tt.access, Body{ID: own, RecordedByOrganiser: true}); got != tt.conference {
				t.Errorf("where the organiser records: may %q, want %q", got, tt.conference)
			}
		})
	}
}
