package handlers_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// files are the documents that the outcome brings: their first letters, their
// names and what stands under them.
func (w *town) files(o council.Outcome) []string {
	w.t.Helper()
	var got []string
	for _, n := range o.Notices {
		if n.Message.Document != nil {
			f := w.file(n)
			got = append(got, string(f.Data[:2])+" | "+f.Name+" | "+plain(n.Message.HTML))
		}
	}
	return got
}

func TestThePlanIsPrintedAsADraftAndAsItWasAgreed(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))

	w.says(mayor, "/week")
	w.presses(mayor, "Документи")
	w.sees(mayor, "ПРОЄКТ: план ще не погоджено", "[🗓 вт 01.12]", "[👤 Дуб Т.І.]")
	const days, week = "30 листопада – 6 грудня", "2026-11-30"
	for _, tt := range []struct {
		press string
		want  []string
	}{
		{"Зведений план", []string{"PK | План заходів " + week + ".docx | 📄 Зведений план на " + days + ", проєкт",
			"%P | План заходів " + week + ".pdf | 📄 Зведений план на " + days + ", проєкт, для друку"}},
		{"Таблиця", []string{"PK | План заходів " + week + ".xlsx | 📄 Зведений план на " + days + ", проєкт"}},
		{"Дуб", []string{"PK | Тижневий план Дуб Т.І. " + week + ".docx | 📄 Дуб Т.І. · тиждень " + days + ", проєкт",
			"%P | Тижневий план Дуб Т.І. " + week + ".pdf | 📄 Дуб Т.І. · тиждень " + days + ", проєкт, для друку"}},
		{"01.12", []string{"PK | План на день 2026-12-01.docx | 📄 План на вівторок, 1 грудня, проєкт",
			"%P | План на день 2026-12-01.pdf | 📄 План на вівторок, 1 грудня, проєкт, для друку"}},
	} {
		w.says(mayor, "/week")
		w.presses(mayor, "Документи")
		if diff := cmp.Diff(tt.want, w.files(w.presses(mayor, tt.press))); diff != "" {
			t.Errorf("%s: %s", tt.press, diff)
		}
	}

	w.agreed()
	w.presses(secretary, "Документи")
	w.sees(secretary, "Редакція № 1, погоджено вт 24.11 о 10:00")
	first := w.files(w.presses(secretary, "Зведений план"))
	if len(first) != 2 || !strings.HasSuffix(first[0], "редакція № 1") {
		t.Errorf("the agreed plan came as %q", first)
	}
	again := w.pressesData(secretary, hallPress("kpp", weekOf, 1))
	now := w.pressesData(secretary, hallPress("kpp", weekOf, 0))
	if len(again.Notices) != 2 || len(now.Notices) != 2 {
		t.Fatalf("%d and %d files", len(again.Notices), len(now.Notices))
	}
	for i := range again.Notices {
		if !bytes.Equal(w.file(again.Notices[i]).Data, w.file(now.Notices[i]).Data) {
			t.Errorf("file %d of the revision is another when printed again", i)
		}
	}
}

func TestThePlansPapersAreForWhoSeesTheWeek(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	for _, data := range []string{hallPress("kp", weekOf, 0), hallPress("kpp", weekOf, 0), hallPress("kpx", weekOf, 0),
		hallPress("kpl", weekOf, 0, w.mayor), hallPress("kpd", weekOf, 0, 1)} {
		if o := w.pressesData(olena, data); o.Toast != w.app.Texts.Label("error.forbidden") || len(w.files(o)) != 0 {
			t.Errorf("%s by a head: %+v", data, o)
		}
	}
	for _, data := range []string{hallPress("kp", weekOf, 7), hallPress("kpp", weekOf, 7), hallPress("kpx", weekOf, -1),
		hallPress("kpd", weekOf, 0, 7), hallPress("kpd", weekOf, 0, -1)} {
		if o := w.pressesData(mayor, data); o.Toast != w.app.Texts.Label("error.gone") || len(o.Notices) != 0 {
			t.Errorf("%s, which there is not: %+v", data, o)
		}
	}
	o := w.pressesData(mayor, hallPress("kpl", weekOf, 0, w.mayor+1))
	if len(o.Notices) != 1 || o.Notices[0].Message.HTML != w.app.Texts.Text("document.gone") {
		t.Errorf("the week of a leader there is not: %+v", o)
	}
}
