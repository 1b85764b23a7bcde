package council

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// answered reads answers as they are given: "1 will", "2 remotely", "3 absent",
// "4 deputy", "5 deputy agreed".
func answered(lines ...string) []Response {
	var found []Response
	for _, line := range lines {
		words := strings.Fields(line)
		r := Response{Answer: AnswerKind(words[1]), DeputyAgreed: len(words) > 2}
		fmt.Sscan(words[0], &r.PersonID)
		found = append(found, r)
	}
	return found
}

func TestForecastOfTheDay(t *testing.T) {
	t.Parallel()
	committee := Body{Quorum: QuorumRule{Kind: MoreThanHalf}, RemoteCounts: true}
	inPersonOnly := Body{Quorum: QuorumRule{Kind: MoreThanHalf}}
	withDeputies := Body{Quorum: QuorumRule{Kind: MoreThanHalf}, DeputiesMay: true, DeputiesCount: true}
	conference := Body{Quorum: QuorumRule{Kind: NoQuorum}, DeputiesMay: true}
	five := []string{"1", "2", "3", "4", "5"}
	changed := []string{"1", "2 until 09.03", "3", "4", "5", "6 from 10.03"}
	tests := []struct {
		name    string
		body    Body
		total   int
		day     string
		seats   []string
		answers []string
		want    string
	}{
		{"nobody has answered", committee, 5, "09.03", five, nil, "0 of 3, 5 silent, 3 short"},
		{"promises make a quorum", committee, 5, "09.03", five, []string{"1 will", "2 will", "3 remotely"}, "3 of 3, 2 silent, reached"},
		{"vacant seats count in the total", committee, 7, "09.03", five, []string{"1 will", "2 will", "3 will"}, "3 of 4, 2 silent, 1 short"},
		{"the silent could still save it", committee, 5, "09.03", five, []string{"1 absent", "2 absent"}, "0 of 3, 3 silent, 3 short"},
		{"not any more", committee, 5, "09.03", five, []string{"1 absent", "2 absent", "3 absent"}, "0 of 3, 2 silent, 3 short, lost"},
		{"remote where only the hall counts", inPersonOnly, 1, "09.03", []string{"1"}, []string{"1 remotely"}, "0 of 1, 0 silent, 1 short, lost"},
		{"a deputy where none counts", committee, 1, "09.03", []string{"1"}, []string{"1 deputy agreed"}, "0 of 1, 0 silent, 1 short, lost"},
		{"a deputy who has not agreed yet", withDeputies, 1, "09.03", []string{"1"}, []string{"1 deputy"}, "0 of 1, 0 silent, 1 short, lost"},
		{"a deputy who has", withDeputies, 1, "09.03", []string{"1"}, []string{"1 deputy agreed"}, "1 of 1, 0 silent, reached"},
		{"who is dismissed before the day promises nothing", committee, 5, "10.03", changed,
			[]string{"1 will", "2 will", "3 will"}, "2 of 3, 3 silent, 1 short"},
		{"who is appointed by the day is asked", committee, 5, "10.03", changed,
			[]string{"1 will", "6 will", "3 will"}, "3 of 3, 2 silent, reached"},
		{"no quorum is needed", conference, 0, "09.03", five, []string{"1 absent"}, "0 of 0, 4 silent, reached"},
		{"no members", committee, 0, "09.03", nil, nil, "0 of 1, 0 silent, 1 short, lost"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := Forecast(tt.body, tt.total, seated(t, dayOf2026(t, tt.day), tt.seats...), answered(tt.answers...))
			got := fmt.Sprintf("%d of %d, %d silent", f.Sure, f.Needed, f.Silent)
			if f.Reached() {
				got += ", reached"
			} else {
				got += fmt.Sprintf(", %d short", f.Short)
			}
			if f.Lost() {
				got += ", lost"
			}
			if got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestForecastKnowsWhoIsSilent(t *testing.T) {
	t.Parallel()
	b := Body{Quorum: QuorumRule{Kind: AtLeastHalf}, RemoteCounts: true, DeputiesMay: true}
	seats := seated(t, NewDate(2026, 3, 9), "1", "2", "3", "4", "5", "6 without vote", "7 without vote", "-")
	got := Forecast(b, 7, seats, answered("1 will", "2 remotely", "3 deputy", "4 absent", "6 absent"))
	want := ForecastResult{Total: 7, Appointed: 5, Needed: 4, Sure: 2,
		InPerson: 1, Remotely: 1, Deputies: 1, Absent: 1, Silent: 1, Short: 2,
		NotAnswered: []SeatHolder{seats[4], seats[6]}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
