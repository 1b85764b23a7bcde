package council

import "testing"

func TestAMeetingAnswersByItsRecord(t *testing.T) {
	t.Parallel()
	thursday := NewDate(2026, 11, 26)
	e := RevisionEntry{Entry: Entry{ID: 1, From: thursday, To: thursday}, MeetingID: 7}
	for _, tt := range []struct {
		name    string
		meeting Meeting
		want    OutcomeKind
	}{
		{"closed", Meeting{ID: 7, State: Closed, Day: thursday}, Held},
		{"its roll is open", Meeting{ID: 7, State: Open, Day: thursday}, Unanswered},
		{"nobody opened it", Meeting{ID: 7, State: Planned, Day: thursday}, Unanswered},
		{"cancelled", Meeting{ID: 7, State: Cancelled, Day: thursday}, NotHeld},
		{"on another day", Meeting{ID: 7, State: Closed, Day: thursday.AddDays(1)}, MovedAway},
		{"another one", Meeting{ID: 8, State: Closed, Day: thursday}, Unanswered},
	} {
		if got := (EventRecords{}).Outcome(e, []Meeting{tt.meeting}); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
