package council_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

const culture, finance = 7, 8

var ownWords = []council.Word{
	{Kind: council.VenueWord, Written: "СЗ", Meaning: "Сесійна зала"},
	{Kind: council.VenueWord, Written: "каб. 205", Meaning: "каб. 205, вул. Соборна, 1"},
	{Kind: council.VenueWord, Written: "ВЗ", Meaning: "Виставкова зала", UnitID: culture},
	{Kind: council.VenueWord, Written: "ВЗ", Meaning: "Велика зала"},
	{Kind: council.PersonWord, Written: "Петренко", Meaning: "Петренко П.П.", RefID: 31},
	{Kind: council.UnitWord, Written: "депфін", Meaning: "Департамент фінансів", RefID: finance},
	{Kind: council.LeaderWord, Written: "заст. Петренко", Meaning: "Перший заступник", RefID: 2},
	{Kind: council.LeaderWord, Written: "мера", Meaning: "Міський голова", RefID: 1},
}

func TestWordsWriteAnEntryOut(t *testing.T) {
	t.Parallel()
	venue := func(text string) council.Entry { return council.Entry{Venue: text} }
	tests := map[string]struct {
		unit        int64
		entry, want council.Entry
	}{
		"a venue":                       {finance, venue("сз"), venue("Сесійна зала")},
		"dots and spaces do not matter": {finance, venue("Каб.205"), venue("каб. 205, вул. Соборна, 1")},
		"the unit's own word first":     {culture, venue("ВЗ"), venue("Виставкова зала")},
		"not another unit's":            {finance, venue("ВЗ"), venue("Велика зала")},
		"only a whole one":              {finance, venue("СЗ і хол"), venue("СЗ і хол")},
		"each of the responsible": {finance, council.Entry{Responsible: "Петренко, депфін, Гай М.Ю."},
			council.Entry{Responsible: "Петренко П.П., Департамент фінансів, Гай М.Ю."}},
		"leaders in a title, each once": {finance,
			council.Entry{Title: "Нарада мера, заст.Петренко та мера", Leaders: []int64{1}},
			council.Entry{Title: "Нарада мера, заст.Петренко та мера", Leaders: []int64{1, 2}}},
		"a doubt that a word answers": {finance,
			council.Entry{Title: "Нарада", Doubts: []council.Doubt{{Question: council.WhichVenue, Text: "СЗ"}, {Question: council.WhichDay, Text: "12"}}},
			council.Entry{Title: "Нарада", Venue: "Сесійна зала", Doubts: []council.Doubt{{Question: council.WhichDay, Text: "12"}}}},
		"a doubt about a leader": {finance,
			council.Entry{Doubts: []council.Doubt{{Question: council.WhichLeader, Text: "заст. Петренко"}}}, council.Entry{Leaders: []int64{2}}},
		"a doubt that none answers": {finance,
			council.Entry{Doubts: []council.Doubt{{Question: council.WhichVenue, Text: "хол"}}},
			council.Entry{Doubts: []council.Doubt{{Question: council.WhichVenue, Text: "хол"}}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, council.WordsFor(tt.unit, ownWords).Expand(tt.entry)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestShortFor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		short, full string
		want        bool
	}{
		{"СЗ", "Сесійна зала", true},
		{"каб. 205", "Каб. 205, вул. Соборна, 1", true},
		{"мала", "Мала зала засідань", true},
		{"зала", "Мала зала", true},
		{"каб. 205", "каб. 206, вул. Соборна, 1", false},
		{"Велика зала", "Мала зала", false},
		{"Сесійна зала", "СЗ", false},
		{"", "Мала зала", false},
		{"Мала зала", "Мала зала", false},
	}
	for _, tt := range tests {
		if got := council.ShortFor(tt.short, tt.full); got != tt.want {
			t.Errorf("%q for %q: got %v, want %v", tt.short, tt.full, got, tt.want)
		}
	}
}
