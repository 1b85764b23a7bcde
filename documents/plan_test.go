package documents_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestADayForTheDesk(t *testing.T) {
	t.Parallel()
	r := agreed(6)
	files := must(t)(planWriter(t).DayPlan(r, r.Week.Day(2)))
	want := `ЛИПІВСЬКА МІСЬКА РАДА
| ЗАТВЕРДЖЕНО
| Секретар міської ради
| ________________ Орест БУК
| 27 листопада 2026 року
ПЛАН ЗАХОДІВ НА ДЕНЬ
середа, 2 грудня 2026 року
№ з/п | Час | Захід | Місце проведення | Відповідальні | Участь керівництва
Середа, 2 грудня
1* | 11:00 | День пам’яті: покладання квітів до пам’ятника захисникам України | площа Соборна | Відділ культури
Протягом тижня та в кілька днів
2 | протягом тижня | Тиждень права у школах |  | Управління освіти
3 | 02.12–04.12 | Ярмарок | площа Ринок |  | Керуючий справами`
	if diff := cmp.Diff(want, plainly(docxLines(t, files[0]))); diff != "" {
		t.Error(diff)
	}
}

func TestThePlanAsPDFSaysWhatTheDOCXSays(t *testing.T) {
	t.Parallel()
	w, r := planWriter(t), agreed(3)
	for name, files := range map[string][]council.File{
		"plan": must(t)(w.Plan(r)), "leader": must(t)(w.LeaderWeek(r, 1)), "day": must(t)(w.DayPlan(r, r.Week.Day(0)))} {
		if page := pdfPages(t, files[1]); len(page) > 0 && packed(page[0]...) == "" {
			t.Errorf("%s is empty", name)
		}
		if !strings.HasSuffix(files[0].Name, ".docx") || !strings.HasSuffix(files[1].Name, ".pdf") {
			t.Errorf("%s: %s, %s", name, files[0].Name, files[1].Name)
		}
	}
}
