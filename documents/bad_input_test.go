package documents_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"sereda/council"
)

// typed is what people type, or paste, or try.
var typed = []string{
	"Свято 🎉 ❤️ 👨‍👩‍👧 ✅",
	`</w:t><w:p/> & "лапки" <b>`,
	"а\x00б\x1b[31m\u202eв",
	"а\xff\xfeб",
	"Ї\u0301і\u0308 й\u0306",
	strings.Repeat("щ", 4000),
	strings.Repeat("довгий текст ", 1000),
	"漢字 עברית العربية 𝐀𝒷 𠀀",
	"🎉",
	"",
	`C:\шлях (дужки) \`,
}

// All of it ends up in the papers and must not break them: each text stands
// once in each place.
func TestWhateverPeopleTypeIsPrinted(t *testing.T) {
	t.Parallel()
	for turn := range typed {
		text := func(place int) string { return typed[(turn+place)%len(typed)] }
		t.Run(strconv.Itoa(turn), func(t *testing.T) {
			t.Parallel()
			p := committee()
			p.Council, p.Body.Name, p.Meeting.Venue, p.Meeting.Ground = text(0), text(1), text(2), text(3)
			p.Body.Signatories = append(p.Body.Signatories, text(4))
			p.Seats[3].Person.Surname, p.Seats[4].Person.Position = text(5), text(6)
			p.Attendance[7].Words, p.Guests[0].Name = text(7), text(8)
			p.Agenda[0].Title, p.Agenda[0].Speaker = text(9), text(10)
			docx, pdf := minutes(t, p)
			onPaper(t, docx, pdf)
			docx, pdf = sheet(t, p)
			onPaper(t, docx, pdf)
		})
	}
}

// A row higher than a page goes on under a head of its own.
func TestARowHigherThanAPage(t *testing.T) {
	t.Parallel()
	p := crowd(2)
	p.Seats[0].Person.Position = strings.Repeat("довгий текст ", 1000)
	_, pdf := sheet(t, p)
	pages := pdfPages(t, pdf)
	if len(pages) < 5 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, page := range pages {
		if text := packed(page...); !strings.Contains(text, "Посада") {
			t.Errorf("page %d has no head: %s", i+1, text)
		}
	}
	if got := strings.Count(packed(slices.Concat(pages...)...), "довгий"); got != 1000 {
		t.Errorf("%d of 1000 words are printed", got)
	}
}

// onPaper checks that both files can be read and end with the last name.
func onPaper(t *testing.T, docx, pdf council.File) {
	t.Helper()
	if text := packed(docxLines(t, docx)...); !strings.Contains(text, "ГаннаОСИКА") {
		t.Errorf("%s ends early", docx.Name)
	}
	pages := pdfPages(t, pdf)
	if text := packed(slices.Concat(pages...)...); !strings.Contains(text, "ГаннаОСИКА") {
		t.Errorf("%s ends early, on page %d", pdf.Name, len(pages))
	}
	for _, name := range []string{docx.Name, pdf.Name} {
		if strings.ContainsAny(name, "/\\:*?\"<>|\x00") || len([]rune(name)) > 140 {
			t.Errorf("the name %q", name)
		}
	}
}

func TestReasonsStandWhereTheBodyShowsThem(t *testing.T) {
	t.Parallel()
	p := committee()
	p.Body.ShowReasons = false
	docx, _ := minutes(t, p)
	text := strings.Join(docxLines(t, docx), "\n")
	docx, _ = sheet(t, p)
	text += strings.Join(docxLines(t, docx), "\n")
	for _, secret := range []string{"відпустка", "операція"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s is told", secret)
		}
	}
}

func TestWhoSigns(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(p *council.Proceedings)
		want   string
	}{
		"the chair and the secretary by their posts": {func(*council.Proceedings) {},
			"Міський голова | ________________ | Марія ВЕРЕС\nСекретар виконавчого комітету | ________________ | Ганна ОСИКА"},
		"who chaired in the chair's stead": {func(p *council.Proceedings) { p.ChairedBy = p.Seats[2].Person },
			"Секретар міської ради | ________________ | Орест БУК\nСекретар виконавчого комітету | ________________ | Ганна ОСИКА"},
		"nobody is named by the body": {func(p *council.Proceedings) { p.Body.Signatories = nil },
			"Головуючий | ________________ | Марія ВЕРЕС\nСекретар | ________________ | Ганна ОСИКА"},
		"a post that nobody here holds": {func(p *council.Proceedings) { p.Body.Signatories = []string{"Перший заступник"} },
			"Перший заступник | ________________"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := committee()
			c.change(&p)
			docx, _ := minutes(t, p)
			if got := strings.Join(docxLines(t, docx), "\n"); !strings.HasSuffix(got, c.want) {
				t.Errorf("it ends with %q", got[len(got)-len(c.want)-40:])
			}
		})
	}
}

func TestDeputiesAndTheUnmarked(t *testing.T) {
	t.Parallel()
	p := committee()
	p.Body.DeputiesMay = true
	p.Attendance = []council.Attendance{
		{PersonID: 1, Presence: council.PresentHere}, {PersonID: 4, Presence: council.DeputyHere, DeputyName: "Клен Юлія"}}
	docx, _ := minutes(t, p)
	got := plainly(docxLines(t, docx))
	for _, want := range []string{
		"Представлені заступниками (1):\n1. Гук Ніна Юріївна – староста Липівського старостинського округу (заступник: Клен Юлія)",
		"Участь не зазначено (6):\n1. Осика Ганна Львівна",
		"взяли участь – 1, відсутні – 1. Вакантні місця – 1. Участь не зазначено – 6. Представлені заступниками – 1.",
		"Засідання неправомочне.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestABodyOfNobody(t *testing.T) {
	t.Parallel()
	p := committee()
	p.Seats, p.Attendance, p.Guests, p.Agenda, p.Total = nil, nil, nil, nil, 0
	p.ChairedBy, p.Recorder = council.Person{}, council.Person{}
	docx, _ := minutes(t, p)
	if got := plainly(docxLines(t, docx)); !strings.Contains(got, "Загальний склад – 0, взяли участь – ______") {
		t.Error(got)
	}
	sheet(t, p)
}
