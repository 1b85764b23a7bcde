package council_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestEditOf(t *testing.T) {
	t.Parallel()
	line := func(when, title string) council.Entry {
		e := entry(t, when, title)
		e.Source = council.Source{ChatID: 1, MessageID: 2, Line: 1, Text: title, Read: e.Reading()}
		return e
	}
	edited := func(e council.Entry, title string) council.Entry {
		e.Title, e.Source.Edited = title, true
		return e
	}
	settled := func(e council.Entry, venue string) council.Entry {
		e.Venue = venue
		return e
	}
	a, b, c := line("вт 10:00", "А"), line("ср 10:00", "Б"), line("чт 10:00", "В")
	tests := map[string]struct {
		now     []council.Entry
		removed []council.Source
		read    []council.Entry
		want    council.Edit
	}{
		"nothing":                      {[]council.Entry{a, b}, nil, []council.Entry{b, a}, council.Edit{}},
		"a line more":                  {[]council.Entry{a}, nil, []council.Entry{a, b}, council.Edit{Added: []council.Entry{b}}},
		"a line less":                  {[]council.Entry{a, b}, nil, []council.Entry{a}, council.Edit{Removed: []council.Entry{b}}},
		"a line reworded":              {[]council.Entry{a, b}, nil, []council.Entry{a, c}, council.Edit{Added: []council.Entry{c}, Removed: []council.Entry{b}}},
		"the same line twice":          {[]council.Entry{a}, nil, []council.Entry{a, a}, council.Edit{Added: []council.Entry{a}}},
		"a settled doubt stays":        {[]council.Entry{settled(a, "зала")}, nil, []council.Entry{a}, council.Edit{}},
		"changed by hand stays":        {[]council.Entry{edited(a, "Моє")}, nil, []council.Entry{a}, council.Edit{}},
		"changed by hand and reworded": {[]council.Entry{edited(a, "Моє")}, nil, []council.Entry{c}, council.Edit{Added: []council.Entry{c}, Kept: []council.Entry{edited(a, "Моє")}}},
		"taken out stays out":          {[]council.Entry{a}, []council.Source{b.Source}, []council.Entry{a, b}, council.Edit{}},
		"all of it undone comes back":  {nil, []council.Source{a.Source}, []council.Entry{a, b}, council.Edit{Added: []council.Entry{a, b}}},
		"the heading above is another day": {[]council.Entry{a}, nil, []council.Entry{line("пт 10:00", "А")},
			council.Edit{Added: []council.Entry{line("пт 10:00", "А")}, Removed: []council.Entry{a}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, council.EditOf(tt.now, tt.removed, tt.read)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
