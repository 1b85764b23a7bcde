package documents_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sereda/council"
)

func TestTheListToSignHasEverybodyOnce(t *testing.T) {
	t.Parallel()
	rows := []council.Receipt{
		{Person: council.Person{Surname: "Бондар", Given: "Петро", Patronymic: "Іванович", Phone: "+380000000002"}, Units: []string{"Управління освіти", "КП «Водоканал»"}},
		{Person: council.Person{Surname: "Дуб", Given: "Тарас", Position: "Міський голова"}},
	}
	files, err := planWriter(t).Handover(council.Receipts{What: "План, редакція № 1", On: council.NewDate(2026, 11, 26), Rows: rows})
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(pdftotext(t, files[1])), " ")
	for _, want := range []string{"СПИСОК НА ВРУЧЕННЯ ПІД ПІДПИС", "План, редакція № 1", "26 листопада 2026 року", "Бондар Петро Іванович", "+380000000002", "Підпис"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
	book, err := excelize.OpenReader(strings.NewReader(string(files[0].Data)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	got, err := book.GetRows("Вручення")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"№ з/п", "Прізвище, ім’я, по батькові", "Підрозділ (посада)", "Телефон", "Дата отримання", "Підпис"},
		{"1", "Бондар Петро Іванович", "Управління освіти; КП «Водоканал»", "+380000000002"},
		{"2", "Дуб Тарас", "Міський голова"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
