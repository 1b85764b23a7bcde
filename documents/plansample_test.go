package documents_test

import (
	"testing"
	"time"

	"sereda/council"
	"sereda/documents"
	"sereda/locales"
)

var kyiv = time.FixedZone("Kyiv", 2*60*60)

func planWriter(t testing.TB) documents.Writer {
	t.Helper()
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	return documents.Writer{Texts: texts, Council: "Липівська міська рада", Zone: kyiv, Style: documents.PlanStyle{
		Stamp:     documents.Stamp{Word: "ЗАТВЕРДЖЕНО", Post: "Секретар міської ради", Name: "Орест БУК"},
		PlanTitle: "ПЛАН\nосновних заходів виконавчих органів міської ради", LeaderTitle: "ТИЖНЕВИЙ ПЛАН РОБОТИ", DayTitle: "ПЛАН ЗАХОДІВ НА ДЕНЬ",
		Compiler: "Начальник організаційного відділу", CompilerName: "Ніна ГУК",
	}}
}

func must(t testing.TB) func([]council.File, error) []council.File {
	return func(files []council.File, err error) []council.File {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
}

func timeOf(text string) *council.TimeOfDay {
	clock, err := council.ParseTimeOfDay(text)
	if err != nil {
		panic(err)
	}
	return &clock
}

var samples = []council.RevisionEntry{
	{Entry: council.Entry{Title: "Апаратна нарада", Hours: council.Hours{Start: timeOf("09:00")}, Venue: "каб. 12", Responsible: "Гук Н.Ю.", Leaders: []int64{1, 2}}},
	{Entry: council.Entry{Title: "Засідання робочої групи з підготовки об’єктів житлово-комунального господарства до роботи в осінньо-зимовий період", Hours: council.Hours{Start: timeOf("10:00"), End: timeOf("11:30")}, Venue: "сесійна зала, вул. Ґонти, 1, м. Липів", Responsible: "Жук А.П., начальник управління ЖКГ", Leaders: []int64{2}}},
	{Entry: council.Entry{Title: "День пам’яті: покладання квітів до пам’ятника захисникам України", Hours: council.Hours{Start: timeOf("11:00")}, Venue: "площа Соборна", Responsible: "Відділ культури"}, CityWide: true},
	{Entry: council.Entry{Title: "Особистий прийом громадян", Hours: council.Hours{Start: timeOf("14:00"), End: timeOf("16:00")}, Venue: "каб. 3", Leaders: []int64{1}}},
	{Entry: council.Entry{Title: "Тренування дитячо-юнацької команди", Kind: council.AllDay, Venue: "стадіон «Колос»", Responsible: "ДЮСШ"}},
}

// agreed is a week's plan of n entries.
func agreed(n int) council.Revision {
	week := council.Week{Monday: council.NewDate(2026, 11, 30)}
	r := council.Revision{Week: week, Number: 1, AgreedAt: time.Date(2026, 11, 27, 8, 30, 0, 0, time.UTC),
		AgreedBy: council.Signatory{Name: "Орест БУК", Position: "Секретар міської ради"},
		Leaders: []council.Leader{{PostID: 1, Title: "Міський голова", Holder: "Верес Марія Степанівна"},
			{PostID: 2, Title: "Перший заступник міського голови", Holder: "Лис Ігор Олегович"}, {PostID: 3, Title: "Керуючий справами"}}}
	for i := range n {
		e := samples[i%len(samples)]
		e.ID, e.From, e.To = int64(i+1), week.Day(i*6/n), week.Day(i*6/n)
		if e.Kind == "" {
			e.Kind = council.Timed
		}
		r.Entries = append(r.Entries, e)
	}
	r.Entries = append(r.Entries,
		council.RevisionEntry{Entry: council.Entry{ID: 901, Title: "Тиждень права у школах", Kind: council.DuringWeek, From: week.Monday, To: week.Sunday(), Responsible: "Управління освіти"}},
		council.RevisionEntry{Entry: council.Entry{ID: 902, Title: "Ярмарок", Kind: council.AllDay, From: week.Day(2), To: week.Day(4), Venue: "площа Ринок", Leaders: []int64{3}}},
		council.RevisionEntry{Entry: council.Entry{ID: 903, Title: "Зустріч з ветеранами", Kind: council.ToBeAnnounced, Leaders: []int64{1}}})
	for i := range r.Entries {
		r.Entries[i].Visibility = council.StaffOnly
	}
	return r
}
