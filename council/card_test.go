package council_test

import (
	"testing"

	"sereda/council"
)

func TestOnlyAnAdministratorManagesAdministrators(t *testing.T) {
	t.Parallel()
	plain := council.PersonCard{}
	administrator := council.PersonCard{Grants: []council.Grant{{Role: council.Administrator}}}
	tests := []struct {
		role council.Role
		card council.PersonCard
		want bool
	}{
		{council.Organiser, plain, true},
		{council.Organiser, administrator, false},
		{council.Administrator, plain, true},
		{council.Administrator, administrator, true},
		{council.Secretary, plain, false},
		{council.Head, plain, false},
	}
	for _, tt := range tests {
		access := council.Access{Roles: []council.Role{tt.role}}
		if got := access.MayManage(tt.card); got != tt.want {
			t.Errorf("%s may manage %v: %v", tt.role, tt.card.Grants, got)
		}
		if got, want := access.MayGrant(council.Administrator), tt.role == council.Administrator; got != want {
			t.Errorf("%s may grant administrator: %v", tt.role, got)
		}
	}
}
