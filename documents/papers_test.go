package documents_test

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// plainly gives ordinary spaces for those that hold.
func plainly(lines []string) string {
	return strings.ReplaceAll(strings.Join(lines, "\n"), "\u00a0", " ")
}

func sheet(t *testing.T, p council.Proceedings) (docx, pdf council.File) {
	t.Helper()
	files, err := writer(t).AttendanceSheet(p)
	if err != nil {
		t.Fatal(err)
	}
	return files[0], files[1]
}

func minutes(t *testing.T, p council.Proceedings) (docx, pdf council.File) {
	t.Helper()
	files, err := writer(t).MinutesHeading(p)
	if err != nil {
		t.Fatal(err)
	}
	return files[0], files[1]
}

func TestTheMinutesOfACommittee(t *testing.T) {
	t.Parallel()
	docx, pdf := minutes(t, committee())
	want := `ЛИПІВСЬКА МІСЬКА РАДА
ВИКОНАВЧИЙ КОМІТЕТ
ПРОТОКОЛ
чергового засідання
27 листопада 2026 року | № 12
Місце проведення: сесійна зала, вул. Ґонти, 1
Початок: 10:00
Закінчення: ____________________
Головуючий: Марія ВЕРЕС, міський голова
Секретар: Ганна ОСИКА, секретар виконавчого комітету
Беруть участь (5):
1. Верес Марія Степанівна – міський голова
2. Осика Ганна Львівна – секретар виконавчого комітету
3. Бук Орест Іванович – секретар міської ради (дистанційно)
4. Гук Ніна Юріївна – староста Липівського старостинського округу (з 10:25)
5. Ґудзь Єва Іллівна – директорка КП «Водоканал» (до 11:40)
Відсутні (3):
1. Єрмак Їжак Якович
2. Жук Андрій Петрович – начальник фінансового управління (відпустка)
3. Лис Ігор Олегович – лікар (Термінова операція в обласній лікарні)
Запрошені (2):
1. Сом Олег Ігорович – начальник юридичного відділу
2. Рак Софія Богданівна, головний лікар
Члени виконавчого комітету з правом дорадчого голосу (1):
1. Хмара Василь Іванович
Загальний склад – 9, взяли участь – 5, відсутні – 3. Вакантні місця – 1. Дистанційно взяли участь – 1. Для правомочності потрібна участь щонайменше – 5. Засідання правомочне.
ПОРЯДОК ДЕННИЙ
1. Про внесення змін до бюджету Липівської міської територіальної громади на 2026 рік. Доповідає: Андрій ЖУК.
2. Про підготовку об’єктів житлово-комунального господарства до роботи в осінньо-зимовий період. Доповідає: Єва ҐУДЗЬ.
3. Різне.
РОЗГЛЯД ПИТАНЬ
1. СЛУХАЛИ: Про внесення змін до бюджету Липівської міської територіальної громади на 2026 рік. Доповідає: Андрій ЖУК.
ВИСТУПИЛИ: ____________________
ВИРІШИЛИ: ____________________
Голосували: за – ___, проти – ___, утримались – ___, не голосували – ___, відсутні – ___.
Рішення № ______ додається.
`
	got := plainly(docxLines(t, docx))
	if diff := cmp.Diff(want, got[:min(len(got), len(want))]); diff != "" {
		t.Error(diff)
	}
	if end := "Міський голова | ________________ | Марія ВЕРЕС\nСекретар виконавчого комітету | ________________ | Ганна ОСИКА"; !strings.HasSuffix(got, end) {
		t.Errorf("it ends with %q", got[len(got)-len(end):])
	}
	names := []string{docx.Name, pdf.Name}
	if diff := cmp.Diff([]string{"Протокол Виконавчий комітет 2026-11-27.docx", "Протокол Виконавчий комітет 2026-11-27.pdf"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestTheMinutesNameTheAssignments(t *testing.T) {
	t.Parallel()
	p := committee()
	p.Assignments = []council.AssignmentCard{
		{Assignment: council.Assignment{Text: "Перевірити\nукриття", Due: council.NewDate(2026, 12, 4)}, Doer: p.Seats[4].Person},
		{Assignment: council.Assignment{Text: "Звірити реєстр", Due: council.NewDate(2027, 1, 11)}, Doer: p.Seats[6].Person},
	}
	want := `Протокольні доручення:
1. Перевірити укриття
Виконавець: Ґудзь Єва Іллівна. Строк: до 4 грудня 2026 року.
2. Звірити реєстр
Виконавець: Жук Андрій Петрович. Строк: до 11 січня 2027 року.
Міський голова`
	for _, kind := range []council.BodyKind{council.Committee, council.Conference} {
		p.Body.Kind = kind
		docx, _ := minutes(t, p)
		if got := plainly(docxLines(t, docx)); !strings.Contains(got, want) {
			t.Errorf("%s: it ends with %q", kind, got[max(0, len(got)-600):])
		}
	}
}

func TestTheAttendanceSheetOfACommittee(t *testing.T) {
	t.Parallel()
	docx, _ := sheet(t, committee())
	want := `ЛИПІВСЬКА МІСЬКА РАДА
ВИКОНАВЧИЙ КОМІТЕТ
АРКУШ РЕЄСТРАЦІЇ
учасників чергового засідання
27 листопада 2026 року | № 12
Місце проведення: сесійна зала, вул. Ґонти, 1
Початок: 10:00
№ з/п | Прізвище, ім’я, по батькові | Посада | Участь | Підпис
1. | Верес Марія Степанівна | Міський голова | особисто
2. | Осика Ганна Львівна | Секретар виконавчого комітету | особисто
3. | Бук Орест Іванович | Секретар міської ради | дистанційно
4. | Гук Ніна Юріївна | староста Липівського старостинського округу | особисто, з 10:25
5. | Ґудзь Єва Іллівна | директорка КП «Водоканал» | особисто, до 11:40
6. | Єрмак Їжак Якович |  | відсутність
7. | Жук Андрій Петрович | начальник фінансового управління | відсутність, відпустка
8. | Лис Ігор Олегович | лікар | відсутність, Термінова операція в обласній лікарні
Запрошені та учасники без права голосу
№ з/п | Прізвище, ім’я, по батькові | Посада | Підпис
1. | Сом Олег Ігорович | начальник юридичного відділу
2. | Рак Софія Богданівна, головний лікар | запрошено
3. | Хмара Василь Іванович | дорадчий голос
Загальний склад – 9, взяли участь – 5, відсутні – 3. Вакантні місця – 1. Дистанційно взяли участь – 1. Для правомочності потрібна участь щонайменше – 5. Засідання правомочне.
Реєстрацію здійснено: | ________________ | Ганна ОСИКА`
	if diff := cmp.Diff(want, plainly(docxLines(t, docx))); diff != "" {
		t.Error(diff)
	}
}

// One layout, two writers: both papers say the same in the same order.
func TestThePDFSaysWhatTheDOCXSays(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]council.Proceedings{"committee": committee(), "remote": remote(), "few to sign": crowd(3)} {
		for kind, write := range map[string]func(*testing.T, council.Proceedings) (council.File, council.File){"sheet": sheet, "minutes": minutes} {
			t.Run(name+" "+kind, func(t *testing.T) {
				t.Parallel()
				docx, pdf := write(t, p)
				var printed []string
				for i, page := range pdfPages(t, pdf) {
					if i > 0 {
						if page[0] != strconv.Itoa(i+1) {
							t.Errorf("page %d begins with %q, want its number", i+1, page[0])
						}
						page = page[1:]
					}
					printed = append(printed, page...)
				}
				if diff := cmp.Diff(packed(docxLines(t, docx)...), packed(printed...)); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func TestSixtyOnSeveralPages(t *testing.T) {
	t.Parallel()
	_, pdf := sheet(t, crowd(60))
	pages := pdfPages(t, pdf)
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	all := ""
	for i, page := range pages {
		text := packed(page...)
		all += text
		if heads := strings.Count(text, "Посада"); heads == 0 {
			t.Errorf("page %d has no head", i+1)
		}
	}
	for _, x := range crowd(60).Members() {
		if got := strings.Count(all, packed(x.Person.Surname+x.Person.Given)); got < 1 {
			t.Errorf("%s is not in the sheet", x.Person.Full())
		}
	}
	for _, no := range []string{"1.", "59.", "60."} {
		if !strings.Contains(all, no+"Прізвище") && !strings.Contains(all, no+"Надзвичайно") {
			t.Errorf("no line %s", no)
		}
	}
}

func TestTheSameRecordGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	firstDOCX, firstPDF := minutes(t, remote())
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			docx, pdf := minutes(t, remote())
			if !bytes.Equal(docx.Data, firstDOCX.Data) || !bytes.Equal(pdf.Data, firstPDF.Data) {
				t.Error("the bytes differ")
			}
		})
	}
	all.Wait()
}
