package council

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// today's directory: a mayor, two headed units, a deputy who is organiser too,
// somebody added by hand, a unit with nobody.
func currentRoster() []RosterRow {
	return []RosterRow{
		{Key: "p1", Unit: "Керівництво", Kind: LeadershipUnit, Duty: NoPlan, Surname: "Бойчук", Given: "Тарас", Patronymic: "Олексійович",
			Position: "Міський голова", Roles: []RosterRole{{Role: LeaderRole}}, Phone: "+380000000101", Telegram: 7001},
		{Key: "p2", Unit: "Відділ культури", Kind: ExecutiveBody, Duty: MustSubmit, Surname: "Ткач", Given: "Олеся",
			Position: "Начальник", Roles: []RosterRole{{Role: Head}}, Phone: "+380000000102", Telegram: 7002},
		{Key: "p3", Unit: "Відділ культури", Kind: ExecutiveBody, Duty: MustSubmit, Surname: "Соколюк", Given: "Марко",
			Position: "Заступник начальника", Roles: []RosterRole{{Role: DeputyRole}, {Role: Organiser}}, Phone: "+380000000103"},
		{Key: "p4", Unit: "КП «Парк»", Kind: Enterprise, Duty: IfNeedBe, Surname: "Лісова", Given: "Тетяна",
			Position: "Директор", Roles: []RosterRole{{Role: Head}}, Phone: "+380000000104"},
		{Key: RosterKey(12), Unit: "Відділ культури", Kind: ExecutiveBody, Duty: MustSubmit, Surname: "Голуб", Given: "Христина",
			Position: "Спеціаліст", Phone: "+380000000105"},
		{Unit: "Архів", Kind: ExecutiveBody, Duty: MustSubmit},
	}
}

// changed is today's directory with rows rewritten by edit; a row whose key
// becomes "-" is left out.
func changed(edit func(rows []RosterRow) []RosterRow) []RosterRow {
	var kept []RosterRow
	for _, row := range edit(currentRoster()) {
		if row.Key != "-" && row.Key != "" && !strings.HasPrefix(row.Key, "#") {
			kept = append(kept, row)
		}
	}
	return kept
}

func TestPlanRoster(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		edit func(rows []RosterRow) []RosterRow
		want string
	}{
		{"the same file changes nothing and lists whom it does not name",
			func(rows []RosterRow) []RosterRow { return rows }, `
Змін немає.
Немає у файлі, залишаються без змін (люди): 1
  • Голуб Христина
Немає у файлі, залишаються без змін (підрозділи): 1
  • Архів
Людей без змін: 4`},
		{"empty cells, other spaces, cases and apostrophes say nothing", func(rows []RosterRow) []RosterRow {
			rows[0].Phone, rows[0].Telegram, rows[0].Patronymic = "", 0, ""
			rows[1].Unit = "ВІДДІЛ  культури"
			return rows
		}, `
Змін немає.
Немає у файлі, залишаються без змін (люди): 1
  • Голуб Христина
Немає у файлі, залишаються без змін (підрозділи): 1
  • Архів
Людей без змін: 4`},
		{"new units, new people, changed fields", func(rows []RosterRow) []RosterRow {
			rows[1].Surname, rows[1].Phone, rows[1].Telegram, rows[1].Position = "Ткачук", "+380000000199", 7099, "Начальниця"
			rows[3].Kind, rows[3].Duty = ExecutiveBody, MustSubmit
			rows[5] = RosterRow{Key: "p6", Unit: "Архів", Kind: ExecutiveBody, Duty: MustSubmit, Surname: "Мороз", Position: "Архіваріус"}
			return append(rows, RosterRow{Key: "p7", Unit: "Служба у справах дітей", Kind: ExecutiveBody, Duty: MustSubmit,
				Surname: "Вербицька", Given: "Ірина", Position: "Начальник", Roles: []RosterRole{{Role: Head}, {Role: Administrator}}})
		}, `
Нові підрозділи: 1
  + Служба у справах дітей (виконавчий орган, план: обов’язково)
Зміни в підрозділах: 1
  ~ КП «Парк»: вид: комунальне підприємство → виконавчий орган; план: за потреби → обов’язково
Нові люди: 2
  + Мороз [p6]
  + Вербицька Ірина [p7]
Зміни в даних людей: 1
  ~ Ткачук Олеся [p2]: прізвище: Ткач → Ткачук; телефон: +380000000102 → +380000000199; Telegram: 7002 → 7099
Обіймають посади: 2
  + Мороз: Архіваріус (Архів)
  + Вербицька Ірина: Начальник, керівник (Служба у справах дітей)
Нові назви посад: 1
  ~ Ткачук Олеся: Начальник → Начальниця
Надаються ролі: 1
  + Вербицька Ірина: адміністратор
Немає у файлі, залишаються без змін (люди): 1
  • Голуб Христина
Людей без змін: 3`},
		{"a head and the mayor hand over, also when the old one is missing", func(rows []RosterRow) []RosterRow {
			rows[0].Key, rows[0].Surname, rows[0].Phone, rows[0].Telegram = "p8", "Коваль", "", 0
			rows[1].Position, rows[1].Roles = "Радник", nil
			rows[2].Position, rows[2].Roles = "Начальник", []RosterRole{{Role: Head}}
			return rows
		}, `
Нові люди: 1
  + Коваль Тарас Олексійович [p8]
Посади, що переходять: 2
  ~ Міський голова (Керівництво): Бойчук Тарас Олексійович → Коваль Тарас Олексійович
  ~ Начальник, керівник (Відділ культури): Ткач Олеся → Соколюк Марко
Обіймають посади: 1
  + Ткач Олеся: Радник (Відділ культури)
Залишають посади: 1
  − Соколюк Марко: Заступник начальника (Відділ культури)
Знімаються ролі: 2
  − Соколюк Марко: заступник керівника (Відділ культури)
  − Соколюк Марко: організатор
Немає у файлі, залишаються без змін (люди): 2
  • Бойчук Тарас Олексійович [p1]
  • Голуб Христина
Немає у файлі, залишаються без змін (підрозділи): 1
  • Архів
Людей без змін: 1`},
		{"nobody is ended by missing, nor by a file that leaves their unit out", func(rows []RosterRow) []RosterRow {
			rows[1].Key = "-"           // p2 is missing, the unit is not
			rows[3].Unit = "КП «Сквер»" // p4 is in the file, the unit is not
			rows[3].Roles = nil
			return rows
		}, `
Нові підрозділи: 1
  + КП «Сквер» (комунальне підприємство, план: за потреби)
Обіймають посади: 1
  + Лісова Тетяна: Директор (КП «Сквер»)
Немає у файлі, залишаються без змін (люди): 2
  • Ткач Олеся [p2]
  • Голуб Христина
Немає у файлі, залишаються без змін (підрозділи): 2
  • КП «Парк»
  • Архів
Людей без змін: 2`},
		{"who was added by hand gets the file's key", func(rows []RosterRow) []RosterRow {
			rows[4].Key, rows[4].Roles = "p5", []RosterRole{{Role: Assistant, Scope: "Міський голова"}}
			return rows
		}, `
Зміни в даних людей: 1
  ~ Голуб Христина [p5]: код: немає → p5
Надаються ролі: 1
  + Голуб Христина: помічник (Міський голова)
Немає у файлі, залишаються без змін (підрозділи): 1
  • Архів
Людей без змін: 4`},
		{"one phone or account for two is a conflict, an exchange is not", func(rows []RosterRow) []RosterRow {
			rows[0].Phone = "+380000000105"                             // p1 takes that of #12, who stays
			rows[2].Phone, rows[3].Phone = rows[3].Phone, rows[2].Phone // p3 and p4 exchange
			rows[3].Telegram = 7002                                     // that of p2
			rows[1].Telegram = 0
			return rows
		}, `
Суперечності, які треба виправити: 2
  ! Telegram 7002: Ткач Олеся [p2] і Лісова Тетяна [p4]
  ! телефон +380000000105: Бойчук Тарас Олексійович [p1] і Голуб Христина
Зміни в даних людей: 3
  ~ Бойчук Тарас Олексійович [p1]: телефон: +380000000101 → +380000000105
  ~ Соколюк Марко [p3]: телефон: +380000000103 → +380000000104
  ~ Лісова Тетяна [p4]: телефон: +380000000104 → +380000000103; Telegram: немає → 7002
Немає у файлі, залишаються без змін (люди): 1
  • Голуб Христина
Немає у файлі, залишаються без змін (підрозділи): 1
  • Архів
Людей без змін: 1`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			wanted := changed(tt.edit)
			got := PlanRoster(currentRoster(), wanted)
			if diff := cmp.Diff(strings.TrimSpace(tt.want), strings.Join(got.Lines(), "\n")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if again := PlanRoster(wanted, wanted); !again.Empty() {
				t.Errorf("planned again: %s", strings.Join(again.Lines(), "\n"))
			}
		})
	}
}

func TestPlanRosterTellsWhatToWrite(t *testing.T) {
	t.Parallel()
	wanted := changed(func(rows []RosterRow) []RosterRow {
		rows[4].Key, rows[4].Position, rows[4].Email, rows[4].Phone = "p5", "Начальник", "h@example.org", "+380000000105"
		rows[4].Roles = []RosterRole{{Role: Head}}
		rows[1].Key = "-"
		return rows
	})
	got := PlanRoster(currentRoster(), wanted)
	want := RosterChanges{
		PeopleChanged: []PersonChange{{
			Key:    "#12",
			Person: RosterPerson{Key: "p5", Surname: "Голуб", Given: "Христина", Phone: "+380000000105", Email: "h@example.org"},
			Fields: []FieldChange{{KeyField, "#12", "p5"}, {EmailField, "", "h@example.org"}},
		}},
		Handovers: []Handover{{
			Old: RosterPost{"p2", "Ткач Олеся", "Відділ культури", "Начальник", Head},
			New: RosterPost{"p5", "Голуб Христина", "Відділ культури", "Начальник", Head},
		}},
		PostsLeft: []RosterPost{{"p5", "Голуб Христина", "Відділ культури", "Спеціаліст", ""}},
		MissingPeople: []RosterPerson{
			{Key: "p2", Surname: "Ткач", Given: "Олеся", Phone: "+380000000102", Telegram: 7002},
		},
		MissingUnits: []RosterUnit{{"Архів", ExecutiveBody, MustSubmit}},
		Unchanged:    3,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
