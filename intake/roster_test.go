package intake

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"sereda/council"
)

const smallRoster = `код,підрозділ,вид,подання,прізвище,ім'я,по батькові,посада,ролі,телефон,e-mail,telegram
p1,Керівництво,керівництво,не подає,Бойчук,Тарас,Олексійович,Міський голова,керівництво,0671234567,b@example.org,7001
p2,"Управління охорони здоров'я",виконавчий орган,обов'язково,Знам'янська,Мар’яна,,Начальник,"керівник, адміністратор",(067) 123-45-68,,
p3,Керівництво,керівництво,не подає,Яроцька,Катерина,Ігорівна,Помічник,помічник: міський голова,,,
p4,КП «Парк»,комунальне підприємство,за потреби,Лісова,Тетяна,,Директор,керівник; організатор,380671234569,,7004
p4,Округ,Старостинський  округ,обовʼязково,Лісова,Тетяна,,Староста,керівник,+380 67 123 45 69,,7004
`

func smallRosterRows() []council.RosterRow {
	return []council.RosterRow{
		{Row: 2, Key: "p1", Unit: "Керівництво", Kind: council.LeadershipUnit, Duty: council.NoPlan, Surname: "Бойчук", Given: "Тарас",
			Patronymic: "Олексійович", Position: "Міський голова", Roles: []council.RosterRole{{Role: council.LeaderRole}},
			Phone: "+380671234567", Email: "b@example.org", Telegram: 7001},
		{Row: 3, Key: "p2", Unit: "Управління охорони здоров’я", Kind: council.ExecutiveBody, Duty: council.MustSubmit,
			Surname: "Знам’янська", Given: "Мар’яна", Position: "Начальник",
			Roles: []council.RosterRole{{Role: council.Head}, {Role: council.Administrator}}, Phone: "+380671234568"},
		{Row: 4, Key: "p3", Unit: "Керівництво", Kind: council.LeadershipUnit, Duty: council.NoPlan, Surname: "Яроцька", Given: "Катерина",
			Patronymic: "Ігорівна", Position: "Помічник", Roles: []council.RosterRole{{Role: council.Assistant, Scope: "міський голова"}}},
		{Row: 5, Key: "p4", Unit: "КП «Парк»", Kind: council.Enterprise, Duty: council.IfNeedBe, Surname: "Лісова", Given: "Тетяна",
			Position: "Директор", Roles: []council.RosterRole{{Role: council.Head}, {Role: council.Organiser}}, Phone: "+380671234569", Telegram: 7004},
		{Row: 6, Key: "p4", Unit: "Округ", Kind: council.StarostaArea, Duty: council.MustSubmit, Surname: "Лісова", Given: "Тетяна",
			Position: "Староста", Roles: []council.RosterRole{{Role: council.Head}}, Phone: "+380671234569", Telegram: 7004},
	}
}

func TestRosterReadsAnyWayToSaveIt(t *testing.T) {
	t.Parallel()
	tabbed := strings.NewReplacer(`"керівник, адміністратор"`, "керівник, адміністратор", `"`, "", ",", "\t").Replace(
		strings.ReplaceAll(smallRoster, `"керівник, адміністратор"`, "керівник; адміністратор"))
	semicolons := strings.NewReplacer("керівник; організатор", `"керівник; організатор"`, `"керівник, адміністратор"`, `"керівник, адміністратор"`).Replace(smallRoster)
	semicolons = strings.ReplaceAll(strings.ReplaceAll(semicolons, ",", ";"), "керівник; адміністратор", "керівник, адміністратор")
	// Windows-1251 has no modifier apostrophe.
	cyrillic, err := charmap.Windows1251.NewEncoder().String(strings.ReplaceAll(semicolons, "ʼ", "’"))
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(tabbed)
	if err != nil {
		t.Fatal(err)
	}
	english := strings.Replace(smallRoster, strings.SplitN(smallRoster, "\n", 2)[0],
		"Key,Unit,Kind,Must submit,Surname,Given name,Patronymic,Position,Roles,Phone,E-Mail,Telegram ID", 1)
	tests := []struct{ name, filename, content string }{
		{"UTF-8", "council.csv", smallRoster},
		{"UTF-8 with a mark", "COUNCIL.CSV", "\ufeff" + smallRoster},
		{"Windows line ends", "council.csv", strings.ReplaceAll(smallRoster, "\n", "\r\n")},
		{"Windows-1251 with semicolons", "council.csv", cyrillic},
		{"UTF-16 with tabs", "council.txt", wide},
		{"English headings", "council.csv", english},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rows, problems := Roster(strings.NewReader(tt.content), tt.filename)
			if diff := cmp.Diff(smallRosterRows(), rows); diff != "" || len(problems) > 0 {
				t.Errorf("%v (-want +got):\n%s", problems, diff)
			}
		})
	}
}

func TestRosterReadsXLSX(t *testing.T) {
	t.Parallel()
	file := excelize.NewFile()
	t.Cleanup(func() { file.Close() })
	lines := [][]any{
		{"Telegram", "E-mail", "Телефон", "Ролі", "Посада", "По батькові", "Імʼя", "ПРІЗВИЩЕ", "Подання", "Вид", "Підрозділ", "№", "Код"},
		{7001, "b@example.org", 380671234567, "керівництво", "Міський голова", "Олексійович", "Тарас", "Бойчук", "не подає", "керівництво", "Керівництво", 1, "p1"},
		{},
		{nil, nil, "067\u00a0123 45 68", "керівник; адміністратор", "Начальник", nil, "Мар'яна", "Знам`янська", "так", "виконавчий орган", "Управління  охорони здоров'я", 2, "p2"},
	}
	for i, line := range lines {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := file.SetSheetRow("Sheet1", cell, &line); err != nil {
			t.Fatal(err)
		}
	}
	var content bytes.Buffer
	if err := file.Write(&content); err != nil {
		t.Fatal(err)
	}
	want := smallRosterRows()[:2]
	want[1].Row = 4
	rows, problems := Roster(&content, "council.xlsx")
	if diff := cmp.Diff(want, rows); diff != "" || len(problems) > 0 {
		t.Errorf("%v (-want +got):\n%s", problems, diff)
	}
}

func TestRosterRefusesNonsense(t *testing.T) {
	t.Parallel()
	const head = "код,підрозділ,вид,подання,прізвище,ім'я,посада,ролі,телефон,e-mail,telegram\n"
	const good = "p1,Відділ,виконавчий орган,обов'язково,Ткач,Олеся,Начальник,керівник,0671234567,,7001\n"
	tests := []struct{ name, content, want string }{
		{"missing columns", "код,підрозділ,вид,код\n" + good, `
рядок 1, стовпець «код»: Такий стовпець уже є.
стовпець «подання»: Немає такого стовпця.
стовпець «прізвище»: Немає такого стовпця.
стовпець «ім’я»: Немає такого стовпця.
стовпець «посада»: Немає такого стовпця.
стовпець «ролі»: Немає такого стовпця.`},
		{"headings alone", head, `У файлі немає жодної людини.`},
		{"nothing", " \n,,\n", `Файл порожній.`},
		{"empty cells", head + ",,,,,,,,,,\n,Відділ,,,,,,керівник,,,\n", `
рядок 3, стовпець «код»: Порожня клітинка.
рядок 3, стовпець «прізвище»: Порожня клітинка.
рядок 3, стовпець «ім’я»: Порожня клітинка.
рядок 3, стовпець «вид»: Порожня клітинка. Можливі значення: виконавчий орган, старостинський округ, комунальне підприємство, керівництво.
рядок 3, стовпець «подання»: Порожня клітинка. Можливі значення: обов’язково, за потреби, не подає.
рядок 3, стовпець «посада»: Для керівника потрібна назва посади.`},
		{"unknown words", head + "#1,Відділ,гурток,іноді,Ткач2,Олеся,Начальник,директор; керівник: Відділ,12,пошта,@tkach\n", `
рядок 2, стовпець «код»: Код не може починатися з «#».
рядок 2, стовпець «прізвище»: «Ткач2» не схоже на ім’я.
рядок 2, стовпець «ролі»: Невідома роль «директор». Можливі: керівник, заступник, організатор, секретар, керівництво, помічник, адміністратор.
рядок 2, стовпець «ролі»: Уточнення після двокрапки має лише помічник: «помічник: Міський голова».
рядок 2, стовпець «вид»: Невідоме значення «гурток». Можливі: виконавчий орган, старостинський округ, комунальне підприємство, керівництво.
рядок 2, стовпець «подання»: Невідоме значення «іноді». Можливі: обов’язково, за потреби, не подає.
рядок 2, стовпець «телефон»: «12» не схоже на номер телефону. Приклад: +380671234567.
рядок 2, стовпець «e-mail»: «пошта» не схоже на адресу електронної пошти.
рядок 2, стовпець «telegram»: «@tkach» не є числовим ідентифікатором Telegram.`},
		{"rows against each other", head + good +
			"p1,ВІДДІЛ,виконавчий орган,обов'язково,Ткач,Олеся,Начальник,,0671234567,,7001\n" +
			"p2,Відділ,комунальне підприємство,за потреби,Мороз,Леся,Начальник,керівник,067 123 45 67,,7001\n" +
			"p1,Інший відділ,виконавчий орган,обов'язково,Ткачук,Олеся,Заступник,заступник,0671234567,,7002\n", `
рядок 3, стовпець «код»: Ця людина в цьому підрозділі вже є в рядку 2.
рядок 5, стовпець «прізвище»: Код p1 має інше значення в рядку 2.
рядок 5, стовпець «telegram»: Код p1 має інше значення в рядку 2.
рядок 4, стовпець «вид»: Цей підрозділ має інший вид у рядку 2.
рядок 4, стовпець «подання»: Цей підрозділ має інше значення в рядку 2.
рядок 4, стовпець «ролі»: Підрозділ уже має керівника в рядку 2.
рядок 5, стовпець «ролі»: Заступник є, а керівника цього підрозділу у файлі немає.
рядок 4, стовпець «телефон»: Цей номер уже має інша людина в рядку 3.
рядок 4, стовпець «telegram»: Цей обліковий запис уже має інша людина в рядку 3.`},
		{"head and deputy, no unit", head +
			"p1,,,,Ткач,Олеся,Начальник,заступник,,,\n" +
			"p2,Відділ,виконавчий орган,обов'язково,Мороз,Леся,Начальник,\"керівник, заступник\",,,\n", `
рядок 2, стовпець «підрозділ»: Для керівника й заступника потрібен підрозділ.
рядок 3, стовпець «ролі»: Одна людина не може бути і керівником, і заступником того самого підрозділу.`},
		{"an assistant of nobody", head +
			"p1,Рада,керівництво,не подає,Ткач,Олеся,Міський голова,керівництво,,,\n" +
			"p2,Рада,керівництво,не подає,Мороз,Леся,Помічник,помічник: голова ОДА,,,\n", `
рядок 3, стовпець «ролі»: Серед керівництва немає посади «голова ОДА». Є: Міський голова.`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, problems := Roster(strings.NewReader(tt.content), "council.csv")
			var got []string
			for _, p := range problems {
				got = append(got, p.String())
			}
			if diff := cmp.Diff(strings.TrimSpace(tt.want), strings.Join(got, "\n")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestRosterRefusesFilesThatAreNoTable(t *testing.T) {
	t.Parallel()
	const unread = "Файл не прочитано. Збережіть його як XLSX (без пароля) або CSV і спробуйте ще раз."
	const tooLarge = "Файл завеликий: найбільше 5000 рядків і 16 МБ."
	last := excelize.NewFile()
	t.Cleanup(func() { last.Close() })
	if err := last.SetCellValue("Sheet1", "A1048576", "x"); err != nil {
		t.Fatal(err)
	}
	sparse, err := last.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, filename, content, want string }{
		{"a picture", "council.png", "\x89PNG", unread},
		{"an old or locked workbook", "council.xls", "\xD0\xCF\x11\xE0", unread},
		{"a broken workbook", "council.xlsx", "PK\x03\x04 and no more", unread},
		{"too many rows", "council.csv", strings.Repeat("x\n", maxRosterRows+1), tooLarge},
		{"too many bytes", "council.csv", strings.Repeat("x", maxRosterBytes+1), tooLarge},
		{"one row at the very end", "council.xlsx", sparse.String(), "стовпець «код»: Немає такого стовпця."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rows, problems := Roster(strings.NewReader(tt.content), tt.filename)
			if len(problems) == 0 || len(rows) > 0 {
				t.Fatalf("%d rows, problems %v", len(rows), problems)
			}
			if diff := cmp.Diff(tt.want, problems[0].String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheDemonstrationCouncilIsAGoodRoster(t *testing.T) {
	t.Parallel()
	file, err := os.Open("../demo/data/council.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, problems := Roster(file, "council.csv")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	first := council.PlanRoster(nil, rows)
	if len(rows) < 60 || len(first.UnitsAdded) < 50 || len(first.Conflicts) > 0 || first.Empty() {
		t.Errorf("%d rows, %d units, conflicts %v", len(rows), len(first.UnitsAdded), first.Conflicts)
	}
	again := council.PlanRoster(rows, rows)
	if !again.Empty() || len(again.MissingPeople)+len(again.MissingUnits) > 0 {
		t.Errorf("imported again: %s", strings.Join(again.Lines(), "\n"))
	}
}
