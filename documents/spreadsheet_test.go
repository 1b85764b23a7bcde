package documents_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sereda/council"
)

func TestTheSpreadsheetHasDatesAndHours(t *testing.T) {
	t.Parallel()
	r := agreed(2)
	r.Entries = append(r.Entries[:2], r.Entries[3:]...)
	r.Entries[1].Units, r.Entries[1].Late, r.Entries[1].CityWide, r.Entries[1].Visibility = []string{"ЖКГ", "Освіта"}, true, true, council.Public
	r.Entries[1].Outcome = council.MovedAway
	f, err := planWriter(t).PlanSpreadsheet(r)
	if err != nil {
		t.Fatal(err)
	}
	if f.Name != "План заходів 2026-11-30.xlsx" {
		t.Error(f.Name)
	}
	book, err := excelize.OpenReader(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	got, err := book.GetRows("План")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"№ з/п", "Дата", "До дати", "День", "Початок", "Кінець", "Вид", "Захід", "Місце проведення", "Відповідальні", "Участь керівництва", "Підрозділ", "Загально-міський", "Доступ", "Подано після строку", "Виконання"},
		{"1", "30.11.2026", "30.11.2026", "понеділок", "09:00", "", "у визначений час", "Апаратна нарада", "каб. 12", "Гук Н.Ю.", "Верес М.С., Лис І.О.", "", "", "працівники"},
		{"2", "03.12.2026", "03.12.2026", "четвер", "10:00", "11:30", "у визначений час", samples[1].Title, samples[1].Venue, samples[1].Responsible, "Лис І.О.", "ЖКГ, Освіта", "так", "для всіх", "так", "перенесено"},
		{"3", "02.12.2026", "04.12.2026", "", "", "", "протягом дня", "Ярмарок", "площа Ринок", "", "Керуючий справами", "", "", "працівники"},
		{"4", "", "", "", "", "", "буде повідомлено", "Зустріч з ветеранами", "", "", "Верес М.С.", "", "", "працівники"},
	}
	for i := range got {
		for j := range got[i] {
			got[i][j] = plainly([]string{got[i][j]})
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for cell, raw := range map[string]string{"B2": "46356", "E2": "0.375", "F3": "0.479166666666666"} {
		if got, err := book.GetCellValue("План", cell, excelize.Options{RawCellValue: true}); err != nil || got != raw {
			t.Errorf("%s is %q, want the number %s: %v", cell, got, raw, err)
		}
	}
}

func TestTheSameSpreadsheetIsTheSameBytes(t *testing.T) {
	t.Parallel()
	w := planWriter(t)
	first, err := w.PlanSpreadsheet(agreed(300))
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := w.PlanSpreadsheet(agreed(300))
		if err != nil || !bytes.Equal(first.Data, again.Data) {
			t.Fatalf("the bytes differ (%v)", err)
		}
	}
}
