package council

import (
	"fmt"
	"testing"
)

// A body of nine places through a year: seven members stay, the eighth is
// dismissed on 31 March, the ninth appointed on 1 September; one place is
// vacant in winter and autumn, two in summer. For every rule and each season:
// how many are needed, and what the last of them makes.
func TestEveryQuorumThroughAYear(t *testing.T) {
	t.Parallel()
	year := []string{"1", "2", "3", "4", "5", "6", "7", "8 until 31.03", "9 from 01.09", "-", "-"}
	rule := func(kind QuorumKind, appointed bool) QuorumRule {
		return QuorumRule{Kind: kind, OfAppointed: appointed, Number: 3}
	}
	tests := []struct {
		name string
		rule QuorumRule
		// needed on 31 March, 1 April, 31 August and 1 September
		needed [4]int
	}{
		{"more than half of the total composition (4.16)", rule(MoreThanHalf, false), [4]int{5, 5, 5, 5}},
		{"more than half of those appointed (12.9)", rule(MoreThanHalf, true), [4]int{5, 4, 4, 5}},
		{"at least half of the total composition", rule(AtLeastHalf, false), [4]int{5, 5, 5, 5}},
		{"at least half of those appointed", rule(AtLeastHalf, true), [4]int{4, 4, 4, 4}},
		{"two thirds of the total composition", rule(TwoThirds, false), [4]int{6, 6, 6, 6}},
		{"two thirds of those appointed", rule(TwoThirds, true), [4]int{6, 5, 5, 6}},
		{"three", rule(QuorumNumber, false), [4]int{3, 3, 3, 3}},
		{"none (a нарада)", rule(NoQuorum, false), [4]int{0, 0, 0, 0}},
	}
	for _, tt := range tests {
		for season, day := range []string{"31.03", "01.04", "31.08", "01.09"} {
			t.Run(tt.name+", "+day, func(t *testing.T) {
				t.Parallel()
				checkQuorumOn(t, tt.rule, seated(t, dayOf2026(t, day), year...), tt.needed[season])
			})
		}
	}
}

// checkQuorumOn has all that are needed but one in the hall, and looks what
// the last one makes of it.
func checkQuorumOn(t *testing.T, rule QuorumRule, seats []SeatHolder, needed int) {
	t.Helper()
	const total = 9
	body := Body{Quorum: rule}
	var present []string
	for n := 1; n < needed; n++ {
		present = append(present, fmt.Sprint(n, " present"))
	}
	with := func(line string) []Attendance { return recorded(t, append(present, fmt.Sprint(needed, " ", line))...) }
	remote, deputies := body, body
	remote.RemoteCounts, deputies.DeputiesMay, deputies.DeputiesCount = true, true, true
	cases := []struct {
		name   string
		body   Body
		record []Attendance
		at     string
		quorum bool
	}{
		{"one is missing", body, recorded(t, present...), "", false},
		{"the last is there", body, with("present"), "", true},
		{"remotely, where only the hall counts", body, with("remote"), "", false},
		{"remotely, where that counts", remote, with("remote"), "", true},
		{"by a deputy, where none counts", body, with("deputy"), "", false},
		{"by a deputy, where one counts", deputies, with("deputy"), "", true},
		{"not yet there", body, with("present from 10:15"), "10:14", false},
		{"just there", body, with("present from 10:15"), "10:15", true},
		{"gone early", body, with("present until 11:00"), "", false},
		{"who is not of the body", body, append(recorded(t, present...), recorded(t, "99 present")...), "", false},
		{"who has no seat yet, or no more", body, append(recorded(t, present...), absentee(t, seats)), "", false},
	}
	for _, c := range cases {
		var at *TimeOfDay
		if c.at != "" {
			clock, err := ParseTimeOfDay(c.at)
			if err != nil {
				t.Fatal(err)
			}
			at = &clock
		}
		got := Tally(c.body, total, seats, c.record, at)
		if want := c.quorum || needed == 0; got.Needed != needed || got.HasQuorum != want {
			t.Errorf("%s: %d of %d, quorum %v; want %d needed, quorum %v", c.name, got.Counted, got.Needed, got.HasQuorum, needed, want)
		}
	}
}

// absentee is a line of one of those two who have no seat that day.
func absentee(t *testing.T, seats []SeatHolder) Attendance {
	t.Helper()
	for _, s := range seats {
		if s.Person.ID == 8 {
			return recorded(t, "9 present")[0]
		}
	}
	return recorded(t, "8 present")[0]
}
