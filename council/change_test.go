package council_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestAChangeIsLaidOverWhatOthersChangedMeanwhile(t *testing.T) {
	t.Parallel()
	day := council.NewDate(2026, 12, 1)
	hour := func(h int) council.Hours {
		at := council.TimeOfDay(60 * h)
		return council.Hours{Start: &at}
	}
	entry := func(edit func(e *council.RevisionEntry)) council.RevisionEntry {
		e := council.RevisionEntry{Entry: council.Entry{ID: 1, From: day, To: day, Kind: council.Timed, Hours: hour(10),
			Title: "Концерт", Venue: "парк", Leaders: []int64{7, 8}, Visibility: council.StaffOnly}}
		edit(&e)
		return e
	}
	was := entry(func(*council.RevisionEntry) {})
	for _, tt := range []struct {
		name             string
		asked, meanwhile func(e *council.RevisionEntry)
		want             func(e *council.RevisionEntry)
		changes          bool
	}{
		{"the hour, while another moved the place",
			func(e *council.RevisionEntry) { e.Hours = hour(15) }, func(e *council.RevisionEntry) { e.Venue = "палац" },
			func(e *council.RevisionEntry) { e.Hours, e.Venue = hour(15), "палац" }, true},
		{"one leader goes, while another leader went",
			func(e *council.RevisionEntry) { e.Leaders = []int64{8, 9} }, func(e *council.RevisionEntry) { e.Leaders = []int64{7} },
			func(e *council.RevisionEntry) { e.Leaders = []int64{9} }, true},
		{"what is so already",
			func(e *council.RevisionEntry) { e.Venue = "палац" }, func(e *council.RevisionEntry) { e.Venue = "палац" },
			func(e *council.RevisionEntry) { e.Venue = "палац" }, false},
		{"what is open to all and of the city",
			func(e *council.RevisionEntry) { e.Visibility, e.CityWide = council.Public, true }, func(e *council.RevisionEntry) { e.Title = "Хор" },
			func(e *council.RevisionEntry) { e.Visibility, e.CityWide, e.Title = council.Public, true, "Хор" }, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			asked, current := entry(tt.asked), entry(tt.meanwhile)
			got, changes := council.Change{Was: &was, Now: &asked}.Onto(current)
			if diff := cmp.Diff(entry(tt.want), got); diff != "" || changes != tt.changes {
				t.Errorf("changes %t, want %t\n%s", changes, tt.changes, diff)
			}
		})
	}
}

func TestWhatIsForLeadersOnlyIsNoNewsForTheStaff(t *testing.T) {
	t.Parallel()
	open := council.RevisionEntry{Entry: council.Entry{Title: "а", Visibility: council.StaffOnly}}
	closed := council.RevisionEntry{Entry: council.Entry{Title: "а", Visibility: council.LeadersOnly}}
	for _, tt := range []struct {
		was, now *council.RevisionEntry
		hidden   bool
		kind     council.ChangeKind
	}{
		{&closed, &closed, true, council.AlterEntry},
		{&open, &closed, false, council.CancelEntry},
		{&closed, &open, false, council.AddEntry},
		{nil, &closed, true, council.AlterEntry},
	} {
		c := council.Change{Kind: council.AlterEntry, Was: tt.was, Now: tt.now}
		if c.OnlyForLeaders() != tt.hidden || c.For(council.StaffPart).Kind != tt.kind {
			t.Errorf("%+v: hidden %t, %s", c, c.OnlyForLeaders(), c.For(council.StaffPart).Kind)
		}
	}
}

func TestTheResponsibleIsFoundByName(t *testing.T) {
	t.Parallel()
	person := func(id int64, surname, given, patronymic string) council.Person {
		return council.Person{ID: id, Surname: surname, Given: given, Patronymic: patronymic}
	}
	people := []council.Person{person(1, "Коваль", "Олена", "Петрівна"), person(2, "Бондар", "Ігор", "Ілліч"),
		person(3, "Бондар", "Іван", "Ілліч"), person(4, "Коваленко", "Олег", "Петрович"), person(5, "Гай", "Юрій", "")}
	got := council.NamedIn("начальник Коваль О. П., Бондар І.І. та гай", people)
	if diff := cmp.Diff([]int64{1}, got); diff != "" {
		t.Error(diff)
	}
}
