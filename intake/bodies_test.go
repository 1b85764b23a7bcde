package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestBodies(t *testing.T) {
	t.Parallel()
	const file = `орган,вид,склад,де,форма,місце,код,посада,голос
Виконком,виконком,30,"Зала засідань, 2 поверх",Очно й дистанційно,голова,,Міський голова,
Виконком,,,,,Секретар,p5,,так
Виконком,,,,,член,p6,,
Нарада,Оперативна нарада,,,дистанційно,запрошений,p7,,
`
	want := []council.BodyRow{
		{Row: 2, Body: "Виконком", Preset: council.CommitteePreset, Total: 30,
			Venue: "Зала засідань, 2 поверх", Mode: council.Mixed, Seat: council.ChairSeat, Post: "Міський голова", Votes: true},
		{Row: 3, Body: "Виконком", Preset: council.WorkingPreset, Seat: council.SecretarySeat, Key: "p5", Votes: true},
		{Row: 4, Body: "Виконком", Preset: council.WorkingPreset, Seat: council.MemberSeat, Key: "p6", Votes: true},
		{Row: 5, Body: "Нарада", Preset: council.OperationalPreset, Mode: council.Remotely, Seat: council.InvitedSeat, Key: "p7"},
	}
	got, problems := Bodies(strings.NewReader(file), "органи.csv")
	if diff := cmp.Diff(want, got); diff != "" || len(problems) != 0 {
		t.Errorf("%v\n%s", problems, diff)
	}
}

func TestNonsenseInBodies(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, file, want string }{
		{"no column", "орган,код\nВиконком,p1\n", "стовпець «місце»: Немає такого стовпця."},
		{"no rows", "орган,місце\n", "У файлі немає жодного місця."},
		{"an unknown seat", "орган,місце,код\nВиконком,король,p1\n",
			"рядок 2, стовпець «місце»: Невідоме значення «король». Можливі: голова, секретар, заступник секретаря, член, запрошений."},
		{"neither person nor post", "орган,місце,код\nВиконком,член,\n", "рядок 2, стовпець «код»: Потрібен або код людини, або посада."},
		{"held somehow", "орган,місце,код,форма\nВиконком,член,p1,стоячи\n",
			"рядок 2, стовпець «форма»: Невідоме значення «стоячи». Можливі: очно, дистанційно, очно й дистанційно."},
		{"a composition of nobody", "орган,місце,код,склад\nВиконком,член,p1,0\n", "рядок 2, стовпець «склад»: «0» не схоже на кількість членів."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, problems := Bodies(strings.NewReader(tt.file), "органи.csv")
			if len(problems) != 1 || problems[0].String() != tt.want {
				t.Errorf("%v, want %s", problems, tt.want)
			}
		})
	}
}
