package council

import "testing"

func TestHowManyMustTakePart(t *testing.T) {
	t.Parallel()
	of := func(kind QuorumKind, appointed bool) QuorumRule {
		return QuorumRule{Kind: kind, OfAppointed: appointed, Number: 7}
	}
	tests := []struct {
		rule             QuorumRule
		total, appointed int
		want             int
	}{
		// 4.16: more than half of the total composition.
		{of(MoreThanHalf, false), 30, 28, 16},
		{of(MoreThanHalf, false), 31, 20, 16},
		{of(MoreThanHalf, false), 2, 1, 2},
		{of(MoreThanHalf, false), 1, 1, 1},
		{of(MoreThanHalf, false), 1, 0, 1},
		{of(MoreThanHalf, false), 0, 0, 1},
		{of(MoreThanHalf, true), 30, 28, 15},
		{of(MoreThanHalf, true), 30, 0, 1},
		{of(AtLeastHalf, false), 30, 28, 15},
		{of(AtLeastHalf, false), 31, 31, 16},
		{of(AtLeastHalf, true), 31, 27, 14},
		{of(AtLeastHalf, false), 1, 1, 1},
		{of(AtLeastHalf, true), 5, 0, 1},
		{of(TwoThirds, false), 30, 28, 20},
		{of(TwoThirds, false), 31, 31, 21},
		{of(TwoThirds, false), 32, 32, 22},
		{of(TwoThirds, true), 32, 4, 3},
		{of(TwoThirds, true), 32, 1, 1},
		{of(TwoThirds, false), 0, 0, 1},
		{of(QuorumNumber, false), 30, 28, 7},
		{of(QuorumNumber, true), 30, 3, 7},
		{QuorumRule{Kind: QuorumNumber}, 30, 28, 1},
		{of(NoQuorum, false), 30, 28, 0},
		{of(NoQuorum, true), 0, 0, 0},
		// The total was never set, or not raised with the members.
		{of(MoreThanHalf, false), 0, 9, 5},
		{of(TwoThirds, false), 5, 9, 6},
	}
	for _, tt := range tests {
		if got := tt.rule.Needed(tt.total, tt.appointed); got != tt.want {
			t.Errorf("%s (of appointed: %v) of %d with %d appointed: %d, want %d",
				tt.rule.Kind, tt.rule.OfAppointed, tt.total, tt.appointed, got, tt.want)
		}
	}
}
