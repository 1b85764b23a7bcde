package handlers_test

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/handlers"
	"sereda/locales"
)

func composer(t *testing.T) handlers.Composer {
	t.Helper()
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	return handlers.Composer{Texts: texts, Zone: kyiv}
}

func hour(h, m int) *council.TimeOfDay {
	t := council.TimeOfDay(h*60 + m)
	return &t
}

func TestDigest(t *testing.T) {
	t.Parallel()
	due := at("ср 12:00")
	mayor := council.Leader{PostID: 7, Title: "Міський голова", Holder: "Бойчук Т.О."}
	tuesday := planned.Day(1)
	culture := council.Unit{ID: 1, Name: "Управління <культури>", Duty: council.MustSubmit}
	schools := council.Unit{ID: 2, Name: "Управління освіти", Duty: council.MustSubmit}
	sport := council.Unit{ID: 3, Name: "Відділ спорту", Duty: council.MustSubmit}
	standings := []council.Standing{
		{Unit: culture, SubmittedAt: due.Add(time.Hour), InForceSince: due.Add(time.Hour)},
		{Unit: schools, SubmittedAt: due, InForceSince: due, NothingPlanned: true},
		{Unit: sport, Head: council.Person{ID: 5, Surname: "Кіт", Given: "Юрій", Phone: "+380000000007"}, HeadReach: council.NoAccount, Draft: 2},
		{Unit: council.Unit{ID: 4, Name: "КП «Парк»", Duty: council.IfNeedBe}},
	}
	w := council.Consolidate(planned, standings, council.Gather(planned, standings, []council.Submission{{UnitID: 1, State: council.Submitted, Entries: []council.Entry{
		{From: tuesday, To: tuesday, Kind: council.Timed, Hours: council.Hours{Start: hour(10, 0), End: hour(11, 30)},
			Title: "Рада & директори", Venue: "каб. 205", Responsible: "Коваль О.П.", Leaders: []int64{7}, SubmittedAt: due.Add(time.Hour)},
		{From: tuesday, To: tuesday, Kind: council.Timed, Hours: council.Hours{Start: hour(11, 0)}, Title: "Виїзд", Leaders: []int64{7}, Visibility: council.LeadersOnly},
		{From: planned.Day(2), To: planned.Day(4), Kind: council.AllDay, Title: "Ярмарок"},
		{Kind: council.ToBeAnnounced, Title: "Прийом"},
	}}}), due, []council.Leader{mayor})

	messages := composer(t).Digest(w)
	if len(messages) != 1 {
		t.Fatalf("%d messages, want 1", len(messages))
	}
	want := `📅 Зведений план на 30 листопада – 6 грудня
Подали 2 з 3 підрозділів, що мають подавати
У плані 4 заходи
⏳ Не подав 1 підрозділ
🕓 Із запізненням — 1 план
🚫 Нічого не планує 1 підрозділ
⚠️ 1 накладка

⏳ Не подали
• Відділ спорту — Кіт Ю., +380000000007, 📵 не в Telegram; у чернетці 2 заходи

🕓 Подали із запізненням
• Управління <культури> — ср 25.11 о 13:00

🚫 Нічого не заплановано
• Управління освіти

⚠️ Накладки
• вт 01.12 одночасно в різних місцях: Бойчук Т.О.
   – 10:00–11:30 Рада & директори (Управління <культури>)
   – 11:00 Виїзд (Управління <культури>)

➖ Подають за потреби, відповіді немає
• КП «Парк»

Вівторок, 1 грудня
• 10:00–11:30 Рада & директори 🕓
каб. 205 · відп. Коваль О.П. · 👤 Бойчук Т.О. · Управління <культури>
• 11:00 Виїзд 🔒
👤 Бойчук Т.О. · Управління <культури>

Протягом тижня або кількох днів
• 2–4 грудня Ярмарок
Управління <культури>

День уточнюється
• Прийом
Управління <культури>

👤 Міський голова Бойчук Т.О.
• вт 01.12 10:00–11:30 Рада & директори 🕓
каб. 205 · відп. Коваль О.П. · Управління <культури>
• вт 01.12 11:00 Виїзд 🔒
Управління <культури>`
	if diff := cmp.Diff(want, plain(messages[0].HTML)); diff != "" {
		t.Error(diff)
	}
	buttons := []string{"[вт 01.12 · 2] [Без дня · 2]", "[🏢 За підрозділами] [👤 За керівниками]", "[⏳ Не подали · 1]"}
	if diff := cmp.Diff(buttons, labels(messages[0])); diff != "" {
		t.Error(diff)
	}
}

// However long the week, each message is one that Telegram takes, nothing is
// lost, and every entry stands under a heading of its own message.
func TestDigestFitsTelegramWhateverTheData(t *testing.T) {
	t.Parallel()
	for name, week := range map[string]council.Consolidated{
		"long titles in a thousand units":   thousand(strings.Repeat("Дуже <довга> & «назва» 'з' \"усім\" 🎉 ", 13), 3),
		"a thousand units with one word":    thousand("Нарада", 4),
		"a thousand units, all are missing": thousand("", 0),
		"characters that count twice":       thousand(strings.Repeat("🎉", 500), 1),
		"nobody and nothing":                council.Consolidate(planned, nil, nil, at("ср 12:00"), nil),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			messages := composer(t).Digest(week)
			all := ""
			for i, m := range messages {
				sendable(t, m)
				all += m.HTML
				if last := i == len(messages)-1; last != (len(m.Buttons) > 0) || m.Silent != (i > 0) {
					t.Errorf("message %d of %d: %d rows of buttons, silent %t", i+1, len(messages), len(m.Buttons), m.Silent)
				}
				if first, _, _ := strings.Cut(m.HTML, "\n"); !strings.Contains(first, "<b>") {
					t.Errorf("message %d begins without a heading: %s", i+1, first)
				}
			}
			want := 0
			for _, e := range week.Entries() {
				want += 1 + len(e.Leaders)
			}
			if got := strings.Count(all, "захід №"); got != want {
				t.Errorf("%d entries are told, want %d", got, want)
			}
		})
	}
}

// thousand units, each with some entries over the week and its own venue.
func thousand(title string, each int) council.Consolidated {
	leader := council.Leader{PostID: 7, Title: "Міський голова"}
	var standings []council.Standing
	var submissions []council.Submission
	for n := range 1000 {
		u := council.Unit{ID: int64(n + 1), Name: fmt.Sprintf("Підрозділ %d %s", n, title), Duty: council.MustSubmit}
		s := council.Standing{Unit: u, Head: council.Person{ID: 1, Surname: "Кіт", Phone: "+380000000007"}}
		if each > 0 {
			s.SubmittedAt = at("ср 12:00")
		}
		standings = append(standings, s)
		plan := council.Submission{UnitID: u.ID, State: council.Submitted}
		for i := range each {
			text := []rune(fmt.Sprintf("захід №%d-%d %s", n, i, title))
			day := planned.Day((n + i) % 7)
			e := council.Entry{From: day, To: day, Kind: council.Timed, Hours: council.Hours{Start: hour(n%24, 0)},
				Title: string(text[:min(len(text), council.MaxTitle)]), Venue: fmt.Sprintf("зала %d", n%5), Responsible: strings.Repeat("Щ", council.MaxResponsible)}
			if n%10 == 0 {
				e.Leaders = []int64{7}
			}
			plan.Entries = append(plan.Entries, e)
		}
		submissions = append(submissions, plan)
	}
	w := council.Consolidate(planned, standings, council.Gather(planned, standings, submissions), at("ср 12:00"), []council.Leader{leader})
	for i := range w.Clashes {
		for k := range w.Clashes[i].Entries { // their titles are counted elsewhere
			w.Clashes[i].Entries[k].Title = "накладка"
		}
	}
	return w
}

var tag = regexp.MustCompile(`<(/?)([a-z]+)>`)

// sendable fails unless Telegram takes the message.
func sendable(t *testing.T, m council.Message) {
	t.Helper()
	text := html.UnescapeString(tag.ReplaceAllString(m.HTML, ""))
	if n := len(utf16.Encode([]rune(text))); n == 0 || n > 4096 {
		t.Errorf("a message of %d characters", n)
	}
	if n := len(m.HTML); n > 32768 {
		t.Errorf("a message of %d bytes", n)
	}
	var open []string
	for _, found := range tag.FindAllStringSubmatch(m.HTML, -1) {
		switch last := len(open) - 1; {
		case found[1] == "":
			open = append(open, found[2])
		case last >= 0 && open[last] == found[2]:
			open = open[:last]
		default:
			t.Errorf("</%s> closes nothing in %s", found[2], m.HTML)
		}
	}
	if len(open) > 0 {
		t.Errorf("%v is left open in %s", open, m.HTML)
	}
	if n := len(slices.Concat(m.Buttons...)); n > 100 {
		t.Errorf("%d buttons", n)
	}
}
