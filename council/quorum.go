package council

// QuorumKind is the comparison of a quorum rule.
type QuorumKind string

// The quorum rules: more than half (4.16, 12.9), at least half, two thirds, a
// number, none (a нарада).
const (
	MoreThanHalf QuorumKind = "more_than_half"
	AtLeastHalf  QuorumKind = "at_least_half"
	TwoThirds    QuorumKind = "two_thirds"
	QuorumNumber QuorumKind = "number"
	NoQuorum     QuorumKind = "none"
)

// QuorumRule tells how many must take part. OfAppointed counts the seats that
// are filled that day, otherwise the total composition counts.
type QuorumRule struct {
	Kind        QuorumKind
	OfAppointed bool
	Number      int
}

// Needed is how many must take part, of a total composition of which appointed
// are filled; 0 when the body has no quorum. Where there is a rule nobody is
// never enough, even of nobody. More appointed than the total says that the
// total was not set: they are then the total.
func (r QuorumRule) Needed(total, appointed int) int {
	base := max(total, appointed)
	if r.OfAppointed {
		base = appointed
	}
	switch r.Kind {
	case MoreThanHalf:
		return base/2 + 1
	case AtLeastHalf:
		return max(1, (base+1)/2)
	case TwoThirds:
		return max(1, (2*base+2)/3)
	case QuorumNumber:
		return max(1, r.Number)
	}
	return 0
}
