package council_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestWarnings(t *testing.T) {
	t.Parallel()
	const mayor, own, other = 7, 1, 2
	with := func(e council.Entry, venue string, leaders ...int64) council.Entry {
		e.Venue, e.Leaders = venue, leaders
		return e
	}
	theirs := func(e council.Entry) council.PlanEntry {
		return council.PlanEntry{Entry: e, Unit: council.Unit{ID: other, Name: "Інші"}}
	}
	e := func(when, title string) council.Entry { return entry(t, when, title) }
	tests := map[string]struct {
		own    []council.Entry
		others []council.PlanEntry
		want   []string
	}{
		"nothing is in the way": {[]council.Entry{e("вт 10:00", "Нарада")}, []council.PlanEntry{theirs(e("вт 10:00", "Зустріч"))}, nil},
		"a leader taken by others is only taken": {[]council.Entry{with(e("вт 10:00", "Нарада"), "", mayor)},
			[]council.PlanEntry{theirs(with(e("вт 10:30", "Зустріч"), "", mayor))}, []string{"leader Нарада: taken"}},
		"a leader taken by the unit's own": {[]council.Entry{with(e("вт 10:00", "Нарада"), "", mayor), with(e("вт 10:30", "Зустріч"), "", mayor)},
			nil, []string{"leader Нарада: Зустріч", "leader Зустріч: Нарада"}},
		"by own and others: only taken": {[]council.Entry{with(e("вт 10:00", "Нарада"), "", mayor), with(e("вт 10:30", "Зустріч"), "", mayor)},
			[]council.PlanEntry{theirs(with(e("вт 10:30", "Інше"), "", mayor))}, []string{"leader Нарада: taken", "leader Зустріч: taken"}},
		"a hall": {[]council.Entry{with(e("вт 10:00", "Нарада"), "Мала зала")},
			[]council.PlanEntry{theirs(with(e("вт 10:30", "Зустріч"), "мала зала"))}, []string{"venue Нарада: taken"}},
		"the same event of another unit": {[]council.Entry{with(e("вт 10:00", "Свято міста"), "Площа")},
			[]council.PlanEntry{theirs(with(e("вт 10:00", "Свято міста"), "Площа"))}, []string{"event Свято міста: taken"}},
		"outside the working hours":   {[]council.Entry{e("вт 07:30", "Рано"), e("вт 16:30-17:30", "Довго"), e("вт 17:00", "Пізно"), e("вт 16:00-17:00", "Вчасно")}, nil, []string{"hours Рано", "hours Довго", "hours Пізно"}},
		"a day off, whatever hour":    {[]council.Entry{e("сб 20:00", "Концерт")}, nil, []string{"day_off Концерт"}},
		"several days over a day off": {[]council.Entry{e("пт..нд 10:00", "Фестиваль")}, nil, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := council.Surroundings{Week: council.WeekOf(e("вт", "а").From), UnitID: own, Hours: council.WorkHours{From: 8 * 60, To: 17 * 60},
				Leaders: []council.Leader{{PostID: mayor}}, Own: tt.own, Others: tt.others}
			for i := range s.Own {
				s.Own[i].ID = int64(i + 1)
			}
			var got []string
			for _, w := range s.Warnings(func(council.Entry) bool { return true }) {
				line := string(w.Kind) + " " + w.Entry.Title
				switch w.Kind {
				case council.LeaderBusy, council.VenueBusy, council.AlreadySent:
					if w.Own != nil {
						line += ": " + w.Own.Title
					} else {
						line += ": taken"
					}
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
