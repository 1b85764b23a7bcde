package council

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// seated reads seats as a register of the year keeps them: "1", "2 from 10.03",
// "3 until 09.03", "4 without vote"; the number is the person's. "-" is a vacant
// seat. Only those of the day are there.
func seated(t testing.TB, day Date, lines ...string) []SeatHolder {
	t.Helper()
	var found []SeatHolder
	for i, line := range lines {
		h := SeatHolder{Seat: Seat{ID: int64(i + 1), Kind: MemberSeat, Votes: true, From: NewDate(2026, 1, 1)}}
		words := strings.Fields(line)
		if words[0] != "-" {
			fmt.Sscan(words[0], &h.Person.ID)
		}
		switch {
		case len(words) == 1:
		case words[1] == "from":
			h.From = dayOf2026(t, words[2])
		case words[1] == "until":
			h.To = dayOf2026(t, words[2])
		default:
			h.Votes = false
		}
		if h.PersonID = h.Person.ID; during(h.From, h.To, day) {
			found = append(found, h)
		}
	}
	return found
}

func dayOf2026(t testing.TB, text string) Date {
	t.Helper()
	var day, month int
	if _, err := fmt.Sscanf(text, "%02d.%02d", &day, &month); err != nil {
		t.Fatalf("day %q: %v", text, err)
	}
	return Date{2026, time.Month(month), day}
}

// recorded reads a record as it is spoken: "1 present", "2 remote from 10:15",
// "3 present until 11:00", "4 deputy", "5 present claimed".
func recorded(t testing.TB, lines ...string) []Attendance {
	t.Helper()
	var found []Attendance
	for _, line := range lines {
		words := strings.Fields(line)
		a := Attendance{Presence: Presence(words[1])}
		fmt.Sscan(words[0], &a.PersonID)
		for i := 2; i < len(words); i++ {
			switch words[i] {
			case "claimed":
				a.Claimed = true
			case "from", "until":
				at, err := ParseTimeOfDay(words[i+1])
				if err != nil {
					t.Fatal(err)
				}
				if words[i] == "from" {
					a.Arrived = &at
				} else {
					a.Left = &at
				}
				i++
			}
		}
		found = append(found, a)
	}
	return found
}

func TestTallyOfTheDay(t *testing.T) {
	t.Parallel()
	committee := Body{Quorum: QuorumRule{Kind: MoreThanHalf}, RemoteCounts: true}
	appointed := Body{Quorum: QuorumRule{Kind: MoreThanHalf, OfAppointed: true}, RemoteCounts: true}
	inPersonOnly := Body{Quorum: QuorumRule{Kind: MoreThanHalf}}
	withDeputies := Body{Quorum: QuorumRule{Kind: AtLeastHalf}, DeputiesMay: true, DeputiesCount: true}
	conference := Body{Quorum: QuorumRule{Kind: NoQuorum}, DeputiesMay: true}
	five := []string{"1", "2", "3", "4", "5"}
	// The second is dismissed on 9 March, the sixth appointed on the 10th.
	changed := []string{"1", "2 until 09.03", "3", "4", "5", "6 from 10.03"}

	tests := []struct {
		name   string
		body   Body
		total  int
		day    string
		seats  []string
		record []string
		at     string
		want   string
	}{
		{"more than half of the total composition (4.16)", committee, 5, "09.03", five,
			[]string{"1 present", "2 present", "3 present", "4 absent", "5 excused"}, "", "3 of 3: quorum"},
		{"half is not more than half", committee, 6, "09.03", five,
			[]string{"1 present", "2 present", "3 present"}, "", "3 of 4: none"},
		{"vacant seats make the total no smaller", committee, 7, "09.03", []string{"1", "2", "3", "-", "-", "-", "-"},
			[]string{"1 present", "2 present", "3 present"}, "", "3 of 4: none"},
		{"but they do not count where those appointed are the measure", appointed, 7, "09.03", []string{"1", "2", "3", "-", "-", "-", "-"},
			[]string{"1 present", "2 present"}, "", "2 of 2: quorum"},
		{"a member counts on the last day", committee, 5, "09.03", changed,
			[]string{"1 present", "2 present", "3 present"}, "", "3 of 3: quorum"},
		{"not the day after, even when in the hall", committee, 5, "10.03", changed,
			[]string{"1 present", "2 present", "3 present"}, "", "2 of 3: none"},
		{"a new one counts from the first day", committee, 5, "10.03", changed,
			[]string{"1 present", "6 present", "3 present"}, "", "3 of 3: quorum"},
		{"not the day before", committee, 5, "09.03", changed,
			[]string{"1 present", "6 present", "3 present"}, "", "2 of 3: none"},
		{"one dismissed and not replaced leaves fewer appointed", appointed, 5, "10.03", []string{"1", "2 until 09.03", "3", "4"},
			[]string{"1 present", "3 present"}, "", "2 of 2: quorum"},
		{"who takes part remotely counts (4.39)", committee, 3, "09.03", []string{"1", "2", "3"},
			[]string{"1 remote", "2 remote"}, "", "2 of 2: quorum"},
		{"unless the body wants them in the hall", inPersonOnly, 3, "09.03", []string{"1", "2", "3"},
			[]string{"1 present", "2 remote"}, "", "1 of 2: none"},
		{"a committee seat is personal: a deputy counts for nothing", committee, 3, "09.03", []string{"1", "2", "3"},
			[]string{"1 present", "2 deputy"}, "", "1 of 2: none"},
		{"a deputy counts where the body says so", withDeputies, 4, "09.03", []string{"1", "2", "3", "4"},
			[]string{"1 present", "2 deputy"}, "", "2 of 2: quorum"},
		{"a нарада has no quorum to miss", conference, 0, "09.03", five, nil, "", "0 of 0: quorum"},
		{"before a late arrival", committee, 3, "09.03", []string{"1", "2", "3"},
			[]string{"1 present", "2 present from 10:15"}, "10:14", "1 of 2: none"},
		{"from the minute of the arrival", committee, 3, "09.03", []string{"1", "2", "3"},
			[]string{"1 present", "2 present from 10:15"}, "10:15", "2 of 2: quorum"},
		{"until the minute of leaving", committee, 3, "09.03", []string{"1", "2", "3"},
			[]string{"1 present", "2 remote until 11:00"}, "10:59", "2 of 2: quorum"},
		{"and not in it", committee, 3, "09.03", []string{"1", "2", "3"},
			[]string{"1 present", "2 remote until 11:00"}, "11:00", "1 of 2: none"},
		{"as it stands, who came late is there and who left is gone", committee, 4, "09.03", []string{"1", "2", "3", "4"},
			[]string{"1 present", "2 present from 10:15", "3 present until 11:00"}, "", "2 of 3: none"},
		{"who does not vote makes no quorum", committee, 2, "09.03", []string{"1", "2", "3 without vote"},
			[]string{"1 present", "3 present"}, "", "1 of 2: none"},
		{"with two seats one is still one", committee, 3, "09.03", []string{"1", "1", "2"},
			[]string{"1 present"}, "", "1 of 2: none"},
		{"a seat with a vote and one without are one with a vote", committee, 1, "09.03", []string{"1 without vote", "1"},
			[]string{"1 present"}, "", "1 of 1: quorum"},
		{"who is of no such body counts for nothing", committee, 1, "09.03", []string{"1"},
			[]string{"9 present"}, "", "0 of 1: none"},
		{"a claim counts until it is struck", committee, 1, "09.03", []string{"1"},
			[]string{"1 present claimed"}, "", "1 of 1: quorum, 1 claimed"},
		{"one member", committee, 1, "09.03", []string{"1"}, []string{"1 present"}, "", "1 of 1: quorum"},
		{"one member, not there", committee, 1, "09.03", []string{"1"}, []string{"1 absent"}, "", "0 of 1: none"},
		{"no members", committee, 0, "09.03", nil, nil, "", "0 of 1: none"},
		{"no members appointed", appointed, 5, "09.03", []string{"-"}, nil, "", "0 of 1: none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var at *TimeOfDay
			if tt.at != "" {
				clock, err := ParseTimeOfDay(tt.at)
				if err != nil {
					t.Fatal(err)
				}
				at = &clock
			}
			got := Tally(tt.body, tt.total, seated(t, dayOf2026(t, tt.day), tt.seats...), recorded(t, tt.record...), at)
			text := fmt.Sprintf("%d of %d: none", got.Counted, got.Needed)
			if got.HasQuorum {
				text = strings.Replace(text, "none", "quorum", 1)
			}
			if got.Claimed > 0 {
				text += fmt.Sprintf(", %d claimed", got.Claimed)
			}
			if text != tt.want {
				t.Errorf("%s, want %s", text, tt.want)
			}
			if got.HasQuorum != (got.Short() == 0) {
				t.Errorf("short of %d", got.Short())
			}
		})
	}
}

func TestTallySortsEverybodyOnce(t *testing.T) {
	t.Parallel()
	b := Body{Quorum: QuorumRule{Kind: TwoThirds}, RemoteCounts: true, DeputiesMay: true}
	seats := seated(t, NewDate(2026, 3, 9), "1", "2", "3", "4", "5", "6", "7", "8 without vote", "-")
	record := recorded(t, "1 present claimed", "2 remote", "3 deputy", "4 absent", "5 excused", "6 present until 10:30", "8 present")
	want := TallyResult{Total: 8, Appointed: 7, Needed: 6, Counted: 2,
		Present: 1, Remote: 1, Deputies: 1, Absent: 2, Excused: 1, Unmarked: 1, Claimed: 1}
	if diff := cmp.Diff(want, Tally(b, 8, seats, record, nil)); diff != "" {
		t.Error(diff)
	}
}
