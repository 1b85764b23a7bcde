package council_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestFindClashes(t *testing.T) {
	t.Parallel()
	type sent struct {
		unit  int64
		entry council.Entry
	}
	const mayor, deputy = 7, 8
	leaders := []council.Leader{{PostID: mayor, Title: "голова"}, {PostID: deputy, Title: "заступник"}}
	with := func(posts ...int64) func(*council.Entry) { return func(e *council.Entry) { e.Leaders = posts } }
	at := func(venue string) func(*council.Entry) { return func(e *council.Entry) { e.Venue = venue } }
	e := func(when, title string, more ...func(*council.Entry)) council.Entry {
		return entry(t, when, title, more...)
	}

	for name, test := range map[string]struct {
		sent []sent
		want []string
	}{
		"a leader in two places at the same hour": {
			[]sent{{1, e("вт 10:00-12:00", "А", with(mayor))}, {2, e("вт 11:30-13:00", "Б", with(mayor, deputy))}},
			[]string{"leader голова 2026-12-01: А, Б"},
		},
		"an end that touches a start is no clash": {
			[]sent{{1, e("вт 10:00-12:00", "А", with(mayor))}, {2, e("вт 12:00-13:00", "Б", with(mayor))}},
			nil,
		},
		"an entry without an end lasts an hour": {
			[]sent{{1, e("вт 10:00", "А", with(mayor))}, {2, e("вт 10:59", "Б", with(mayor))}, {2, e("вт 12:00", "В", with(mayor))}},
			[]string{"leader голова 2026-12-01: А, Б"},
		},
		"entries of the whole day meet nobody": {
			[]sent{{1, e("вт", "А", with(mayor))}, {2, e("вт 10:00", "Б", with(mayor))}},
			nil,
		},
		"an entry of several days clashes on the day": {
			[]sent{{1, e("пн..ср 10:00-11:00", "А", with(mayor))}, {2, e("ср 10:30", "Б", with(mayor))}},
			[]string{"leader голова 2026-12-02: А, Б"},
		},
		"a night runs into the next day": {
			[]sent{{1, e("вт 23:00-02:00", "А", with(mayor))}, {2, e("ср 01:00", "Б", with(mayor))}},
			[]string{"leader голова 2026-12-01: А, Б"},
		},
		"a hall taken twice, however it is written": {
			[]sent{{1, e("вт 10:00", "А", at("Зелена зала"))}, {2, e("вт 10:30", "Б", at(" зелена  зала. "))}},
			[]string{"venue 2026-12-01: А, Б"},
		},
		"no venue and no hall can be taken any number of times": {
			[]sent{{1, e("вт 10:00", "А")}, {2, e("вт 10:00", "Б")}, {1, e("вт 10:00", "В", at("Онлайн"))}, {2, e("вт 10:00", "Г", at("онлайн"))}, {1, e("вт 10:00", "Ґ", at("за окремим графіком"))}, {2, e("вт 10:00", "Д", at("За окремим графіком"))}},
			nil,
		},
		"the same event from two units is only that": {
			[]sent{{1, e("сб 11:00", "Ярмарок «Осінь»", with(mayor), at("Площа"))}, {2, e("сб 11:00", "ярмарок \"Осінь\"", with(mayor), at("площа"))}},
			[]string{"event 2026-12-05: Ярмарок «Осінь», ярмарок \"Осінь\""},
		},
		"the same event, one without a venue": {
			[]sent{{1, e("сб 11:00", "Ярмарок", at("Площа"))}, {2, e("сб 11:00", "Ярмарок")}},
			[]string{"event 2026-12-05: Ярмарок, Ярмарок"},
		},
		"the same words in different places are different events": {
			[]sent{{1, e("пн 08:00", "Нарада", at("каб. 1"))}, {2, e("пн 08:00", "Нарада", at("каб. 2"))}, {3, e("пн 08:00", "Нарада")}},
			nil,
		},
		"one unit repeating itself is not two units": {
			[]sent{{1, e("сб 11:00", "Ярмарок")}, {1, e("сб 11:00", "Ярмарок")}},
			nil,
		},
		"the same event in other words, at one place": {
			[]sent{{1, e("пт 14:00", "Відкриття майданчика за участю голови", with(mayor), at("вул. Лісова, 21"))},
				{2, e("пт 14:00", "Відкриття майданчика на Лісовій за участю голови", with(mayor), at("вул.Лісова, 21"))}},
			[]string{"event 2026-12-04: Відкриття майданчика за участю голови, Відкриття майданчика на Лісовій за участю голови"},
		},
		"two events at one place, a word in common": {
			[]sent{{1, e("пт 14:00", "Засідання комісії з питань освіти", at("каб. 1"))}, {2, e("пт 14:00", "Засідання земельної ради", at("каб. 1"))}},
			[]string{"venue 2026-12-04: Засідання комісії з питань освіти, Засідання земельної ради"},
		},
		"three in a row, each meeting the next, are one clash": {
			[]sent{{1, e("вт 10:00-11:00", "А", with(mayor))}, {2, e("вт 10:30-12:00", "Б", with(mayor))}, {3, e("вт 11:30", "В", with(mayor))}},
			[]string{"leader голова 2026-12-01: А, Б, В"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var entries []council.PlanEntry
			for _, s := range test.sent {
				entries = append(entries, council.PlanEntry{Entry: s.entry, Unit: council.Unit{ID: s.unit}})
			}
			if diff := cmp.Diff(test.want, clashTexts(council.FindClashes(plannedWeek, entries, leaders))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// clashTexts are the clashes as "leader голова 2026-12-01: А, Б".
func clashTexts(clashes []council.Clash) []string {
	var texts []string
	for _, c := range clashes {
		var titles []string
		for _, e := range c.Entries {
			titles = append(titles, e.Title)
		}
		words := strings.Fields(fmt.Sprintf("%s %s %s", c.Kind, c.Leader.Title, c.Day))
		texts = append(texts, strings.Join(words, " ")+": "+strings.Join(titles, ", "))
	}
	return texts
}
