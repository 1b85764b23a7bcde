package documents_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/documents"
)

func TestADayForTheDesk(t *testing.T) {
	t.Parallel()
	r := agreed(6)
	files := must(t)(planWriter(t).DayPlan(r, r.Week.Day(2)))
	want := `ЛИПІВСЬКА МІСЬКА РАДА
ПЛАН ЗАХОДІВ НА ДЕНЬ
середа, 2 грудня 2026 року
№ з/п | Час | Захід | Місце проведення | Відповідальні | Участь керівництва
Середа, 2 грудня
1* | 11:00 | День пам’яті: покладання квітів до пам’ятника захисникам України | площа Соборна | Відділ культури
Протягом тижня та в кілька днів
2 | протягом тижня | Тиждень права у школах |  | Управління освіти
3 | 02.12–04.12 | Ярмарок | площа Ринок |  | Керуючий справами
* Основні загальноміські заходи.`
	if diff := cmp.Diff(want, plainly(docxLines(t, files[0]))); diff != "" {
		t.Error(diff)
	}
}

// Who goes for a leader stands in the leader's place; the leader's own week has
// the event no more.
func TestWhoGoesForALeaderIsPrintedInTheLeadersPlace(t *testing.T) {
	t.Parallel()
	r := agreed(6)
	at := slices.IndexFunc(r.Entries, func(e council.RevisionEntry) bool { return slices.Contains(e.Leaders, r.Leaders[0].PostID) })
	e := &r.Entries[at]
	e.Title = "Відкриття виставки"
	e.Entry = e.With(r.Leaders[0].PostID, false, &council.StandIn{Post: r.Leaders[0].PostID, PersonID: 9, Name: "Коваль О.П."})
	w := planWriter(t)
	printed := func(files []council.File) bool {
		return slices.ContainsFunc(strings.Split(plainly(docxLines(t, files[0])), "\n"), func(line string) bool {
			return strings.Contains(line, e.Title) && strings.HasSuffix(line, "Коваль О.П.")
		})
	}
	if !printed(must(t)(w.Plan(r))) {
		t.Error("who goes instead is not in the plan")
	}
	own := plainly(docxLines(t, must(t)(w.LeaderWeek(r, r.Leaders[0].PostID))[0]))
	if strings.Contains(own, e.Title) {
		t.Errorf("the leader's week has it still:\n%s", own)
	}
}

// all are the papers of the week as DOCX and PDF, by name.
func all(t testing.TB, r council.Revision) map[string][]council.File {
	t.Helper()
	w := planWriter(t)
	return map[string][]council.File{
		"plan": must(t)(w.Plan(r)), "leader": must(t)(w.LeaderWeek(r, 1)), "day": must(t)(w.DayPlan(r, r.Week.Day(0)))}
}

// printedPages are a PDF's pages without their numbers, and without the head
// that a page repeats.
func printedPages(t *testing.T, f council.File) []string {
	t.Helper()
	head := packed("№ з/п Час Захід Місце проведення Відповідальні Участь керівництва")
	var pages []string
	for i, page := range pdfPages(t, f) {
		text := packed(page...)
		if i > 0 {
			rest, numbered := strings.CutPrefix(text, strconv.Itoa(i+1))
			if !numbered {
				t.Errorf("page %d begins %.20q, want its number", i+1, text)
			}
			text = strings.Replace(rest, head, "", 1)
		}
		pages = append(pages, text)
	}
	return pages
}

func TestThePlanAsPDFSaysWhatTheDOCXSays(t *testing.T) {
	t.Parallel()
	for name, files := range all(t, agreed(60)) {
		got := strings.Join(printedPages(t, files[1]), "")
		if diff := cmp.Diff(packed(docxLines(t, files[0])...), got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// The signature and a day's heading do not stand apart from what they belong
// to, wherever the page ends.
func TestNothingStandsAloneOnAPage(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 16; n++ {
		pages := printedPages(t, must(t)(planWriter(t).Plan(agreed(n)))[1])
		last := pages[len(pages)-1]
		if strings.HasPrefix(last, "*Основні") || strings.HasPrefix(last, "Начальник") {
			t.Errorf("%d entries: the last page is %q", n, last)
		}
		for i, page := range pages {
			for _, heading := range []string{"листопада", "грудня", packed("у кілька днів"), packed("Дату буде повідомлено додатково")} {
				if strings.HasSuffix(page, heading) {
					t.Errorf("%d entries: page %d ends with a heading: %q", n, i+1, page)
				}
			}
		}
	}
}

func TestTheStamp(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(r *council.Revision, w *documents.Writer)
		want   []string
	}{
		"agreed": {func(*council.Revision, *documents.Writer) {},
			[]string{"| ЗАТВЕРДЖЕНО", "| Секретар міської ради", "| ________________ Орест БУК", "| 27 листопада 2026 року"}},
		"a draft": {func(r *council.Revision, _ *documents.Writer) {
			r.Number, r.AgreedAt, r.AgreedBy = 0, time.Time{}, council.Signatory{}
		},
			[]string{"ПРОЄКТ | ЗАТВЕРДЖЕНО", "| Секретар міської ради", "| ________________ Орест БУК", "| «____» ______________ 20___ року"}},
		"a draft as it stood at an hour": {func(r *council.Revision, _ *documents.Writer) {
			r.Number, r.AgreedAt, r.AgreedBy = 0, time.Time{}, council.Signatory{}
			r.AsOf = time.Date(2026, 11, 24, 22, 5, 0, 0, time.UTC)
		},
			[]string{"ПРОЄКТ станом на 25 листопада 2026 року, 00:05 | ЗАТВЕРДЖЕНО", "| Секретар міської ради", "| ________________ Орест БУК", "| «____» ______________ 20___ року"}},
		"agreed before, a draft again": {func(r *council.Revision, _ *documents.Writer) {
			r.Number, r.AgreedAt, r.AgreedBy = 2, time.Time{}, council.Signatory{}
		},
			[]string{"ПРОЄКТ | ЗАТВЕРДЖЕНО", "| Секретар міської ради", "| ________________ Орест БУК", "| «____» ______________ 20___ року"}},
		"a later revision, agreed late in the evening by a substitute, changed on Monday": {func(r *council.Revision, _ *documents.Writer) {
			r.Number, r.AgreedAt = 3, time.Date(2026, 11, 27, 22, 30, 0, 0, time.UTC)
			r.ChangedAt = time.Date(2026, 11, 29, 22, 30, 0, 0, time.UTC)
			r.AgreedBy = council.Signatory{Name: "Ганна ОСИКА", Position: "Керуюча справами", InPlaceOf: "Орест БУК"}
		}, []string{"Редакція № 3 від 30 листопада 2026 року | ЗАТВЕРДЖЕНО", "| Керуюча справами", "| ________________ Ганна ОСИКА", "| 28 листопада 2026 року", "| (за відсутності: Орест БУК)"}},
		"at the left": {func(r *council.Revision, w *documents.Writer) {
			r.Number, w.Style.Stamp.Word, w.Style.Stamp.AtLeft = 2, "ПОГОДЖЕНО", true
		}, []string{"ПОГОДЖЕНО | Редакція № 2 від 27 листопада 2026 року", "Секретар міської ради", "________________ Орест БУК", "27 листопада 2026 року"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, r := planWriter(t), agreed(1)
			c.change(&r, &w)
			lines := strings.Split(plainly(docxLines(t, must(t)(w.LeaderWeek(r, 1))[0])), "\n")
			if diff := cmp.Diff(c.want, lines[1:1+len(c.want)]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheSamePlanGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	first := all(t, agreed(20))
	for name, files := range all(t, agreed(20)) {
		for i, f := range files {
			if !bytes.Equal(f.Data, first[name][i].Data) {
				t.Errorf("%s: %s differs", name, f.Name)
			}
		}
	}
}

// Whatever people type into an entry is printed, or left out where a typeface
// has no such letters, and the rest of the paper stands.
func TestWhateverAnEntryHoldsIsPrinted(t *testing.T) {
	t.Parallel()
	for turn := range typed {
		t.Run(strconv.Itoa(turn), func(t *testing.T) {
			t.Parallel()
			text := func(place int) string { return typed[(turn+place)%len(typed)] }
			r := agreed(10)
			e := &r.Entries[3]
			e.Title, e.Venue, e.Responsible, e.Units = text(0), text(1), text(2), []string{text(3)}
			r.AgreedBy.Name, r.AgreedBy.Position, r.AgreedBy.InPlaceOf, r.Leaders[0].Holder = text(4), text(5), text(6), text(7)
			for name, files := range all(t, r) {
				if diff := cmp.Diff(packed(docxLines(t, files[0])...)[:20], packed(pdfPages(t, files[1])[0]...)[:20]); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
			}
			plan := must(t)(planWriter(t).Plan(r))
			onPaperEndsWith(t, plan[1], "НінаГУК")
			if f, err := planWriter(t).PlanSpreadsheet(r); err != nil || len(f.Data) == 0 {
				t.Errorf("spreadsheet: %v", err)
			}
		})
	}
}

func onPaperEndsWith(t *testing.T, pdf council.File, end string) {
	t.Helper()
	pages := pdfPages(t, pdf)
	if last := packed(pages[len(pages)-1]...); !strings.HasSuffix(last, end) {
		t.Errorf("the paper ends with %q", last)
	}
}
