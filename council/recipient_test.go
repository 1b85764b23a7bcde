package council_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestWhoIsRemindedOfAUnitsDuties(t *testing.T) {
	t.Parallel()
	head, silent := council.Recipient{PersonID: 1, Reachable: true}, council.Recipient{PersonID: 1}
	substitute, deputy := council.Recipient{PersonID: 2, Reachable: true}, council.Recipient{PersonID: 3, Reachable: true}
	tests := []struct {
		name     string
		headship council.Headship
		want     []council.Recipient
	}{
		{"the head", council.Headship{Head: head}, []council.Recipient{head}},
		{"the deputy is spared while the head can be reached",
			council.Headship{Head: head, Deputies: []council.Recipient{deputy}}, []council.Recipient{head}},
		{"a head out of reach, and the deputy instead",
			council.Headship{Head: silent, Deputies: []council.Recipient{deputy}}, []council.Recipient{silent, deputy}},
		{"whoever stands in these days, with the head",
			council.Headship{Head: head, Substitutes: []council.Recipient{substitute}, Deputies: []council.Recipient{deputy}},
			[]council.Recipient{head, substitute}},
		{"a deputy who also stands in is told once",
			council.Headship{Head: silent, Substitutes: []council.Recipient{deputy}, Deputies: []council.Recipient{deputy}},
			[]council.Recipient{silent, deputy}},
		{"a vacant post leaves the deputies",
			council.Headship{Deputies: []council.Recipient{deputy}}, []council.Recipient{deputy}},
		{"nobody at all", council.Headship{}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, tt.headship.Recipients()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
