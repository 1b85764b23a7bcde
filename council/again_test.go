package council_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestAgain(t *testing.T) {
	t.Parallel()
	monday := entry(t, "пн", "а").From
	week := council.WeekOf(monday)
	// before is a plan of so many weeks ago; its entries are written as of the
	// planned week.
	before := func(weeks int, entries ...council.Entry) council.Submission {
		s := council.Submission{Week: council.Week{Monday: monday.AddDays(-7 * weeks)}}
		for _, e := range entries {
			e.From, e.To = e.From.AddDays(-7*weeks), e.To.AddDays(-7*weeks)
			s.Entries = append(s.Entries, e)
		}
		return s
	}
	e := func(when, title string) council.Entry { return entry(t, when, title) }
	tests := map[string]struct {
		past  []council.Submission
		taken []council.Entry
		want  []string
	}{
		"the last plan, on the same weekdays": {[]council.Submission{before(1, e("вт 10:00", "Нарада"), e("пн..ср", "Прийом"))}, nil,
			[]string{"Прийом 2026-11-30–2026-12-02 ×1", "Нарада 2026-12-01–2026-12-01 ×1"}},
		"what recurs comes first": {[]council.Submission{before(1, e("пн 9:00", "Раз"), e("пт 10:00", "Апаратна")), before(2, e("пт 10:00", "апаратна."))}, nil,
			[]string{"Апаратна 2026-12-04–2026-12-04 ×2", "Раз 2026-11-30–2026-11-30 ×1"}},
		"every other week is recurring too": {[]council.Submission{before(1), before(2, e("ср 10:00", "Комісія")), before(4, e("ср 10:00", "Комісія"))}, nil,
			[]string{"Комісія 2026-12-02–2026-12-02 ×2"}},
		"once long ago is not": {[]council.Submission{before(1), before(2, e("ср 10:00", "Ювілей"))}, nil, nil},
		"not what stands in the plan": {[]council.Submission{before(1, e("вт 10:00", "Нарада"), e("вт 12:00", "Нарада"))},
			[]council.Entry{e("вт 10:00", "Нарада")}, []string{"Нарада 2026-12-01–2026-12-01 ×1"}},
		"a holiday is pointed out, a Saturday that always was one is not": {
			[]council.Submission{before(1, e("чт 10:00", "Навчання"), e("сб 10:00", "Ярмарок"))}, nil,
			[]string{"Навчання 2026-12-03–2026-12-03 ×1 off", "Ярмарок 2026-12-05–2026-12-05 ×1"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, o := range council.Again(week, tt.past, tt.taken, council.Calendar{Holidays: []council.Date{monday.AddDays(3)}}) {
				line := fmt.Sprintf("%s %s–%s ×%d", o.Entry.Title, o.Entry.From, o.Entry.To, o.Weeks)
				if o.DayOff {
					line += " off"
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
