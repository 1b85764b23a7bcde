package simulator

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPace(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)
	for name, tc := range map[string]struct {
		pace  Pace
		calls []int64 // chats, 100 ms apart
		want  []bool
	}{
		"no limits": {Pace{}, []int64{7, 7, 7}, []bool{true, true, true}},
		"per chat":  {Pace{PerChat: 2}, []int64{7, 8, 7, 7, 8, 8}, []bool{true, true, true, false, true, false}},
		"overall":   {Pace{Overall: 3}, []int64{1, 2, 3, 4}, []bool{true, true, true, false}},
		"a second":  {Pace{PerChat: 1}, []int64{7, 7, 1, 2, 3, 4, 5, 6, 8, 9, 7}, []bool{true, false, true, true, true, true, true, true, true, true, true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := New(Options{Pace: tc.pace})
			var got []bool
			for i, chat := range tc.calls {
				c := &call{method: s.facts.methods["sendmessage"], params: map[string]any{"chat_id": float64(chat)}}
				got = append(got, s.tooMany(c, start.Add(time.Duration(i)*100*time.Millisecond)) == nil)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
