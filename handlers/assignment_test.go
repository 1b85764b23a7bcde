package handlers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// newSitting is the town with the committee's meeting of Friday, half an hour after
// it began.
func newSitting(t *testing.T) (*town, council.Meeting) {
	t.Helper()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, friday)
	w.now = at("пт 10:30")
	return w, m
}

// gives is the secretary telling somebody to do something by a typed day.
func (w *town) gives(account int64, m council.Meeting, text, surname, due string) council.AssignmentCard {
	w.t.Helper()
	w.pressesData(account, hallPress("jm", m.ID))
	w.presses(account, "➕ Доручення")
	w.says(account, text)
	w.says(account, surname)
	w.presses(account, surname)
	w.says(account, due)
	w.presses(account, "Доручити")
	all := w.assignments(m)
	return all[slices.IndexFunc(all, func(a council.AssignmentCard) bool { return a.Text == text })]
}

// assignments are those of the meeting as they are kept.
func (w *town) assignments(m council.Meeting) (all []council.AssignmentCard) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		all, err = tx.AssignmentsAt(ctx, m.ID)
		return err
	})
	return all
}

// receives is the newest notice to the person, shown to them as their screen.
func (w *town) receives(account int64, surname string) {
	w.t.Helper()
	for _, n := range slices.Backward(w.told) {
		if n.PersonID == w.people[surname] && n.Message.Document == nil {
			w.message++
			w.chat(account).screen, w.chat(account).screenID = n.Message, w.message
			return
		}
	}
	w.t.Fatalf("%s was told nothing", surname)
}

func TestAnAssignmentFromGivingToConfirming(t *testing.T) {
	t.Parallel()
	w, m := newSitting(t)
	w.pressesData(secretary, hallPress("gm", m.ID))
	w.presses(secretary, "📌 Доручення")
	w.sees(secretary, "Доручень немає")
	w.presses(secretary, "➕ Доручення")
	w.says(secretary, "Перевірити <укриття>")
	w.sees(secretary, "Кому доручити?", "[Бондар П.І.")
	w.says(secretary, "ковал")
	w.presses(secretary, "Коваль")
	w.sees(secretary, "До якого дня?", "[пн 30.11]")
	w.says(secretary, "учора")
	w.says(secretary, "04.12")
	w.sees(secretary, "Перевірити <укриття>", "Коваль Олена Петрівна", "Строк: 4 грудня 2026 року")
	give := w.data(secretary, "Доручити")
	w.pressesData(secretary, give)
	w.sees(secretary, "✅ Доручено: Коваль О.П.", "1. ⚪ Перевірити <укриття>\n   Коваль О.П., до 04.12")
	if o := w.pressesData(secretary, give); o.Toast == "" || len(w.assignments(m)) != 1 {
		t.Errorf("a second tap: %q, %d given", o.Toast, len(w.assignments(m)))
	}

	w.receives(olena, "Коваль")
	w.sees(olena, "Вам доручено", "Перевірити <укриття>", "Виконавчий комітет, 27 листопада 2026 року", "Ще не прийнято")
	w.presses(olena, "Прийняти")
	w.sees(olena, "Виконується", "[📝 Звітувати]")
	w.presses(olena, "Звітувати")
	w.says(olena, strings.Repeat("я", 1501))
	w.sees(olena, "Задовго: символів 1501")
	w.now = at("нд 12:00")
	w.says(olena, "Перевірено 12 з 14")
	w.sees(olena, "Звіт передано", "Чекає на зарахування. Звіт: 29 листопада 2026 року")

	w.receives(secretary, "Сова")
	w.sees(secretary, "Звіт про виконання", "Звіт: Перевірено 12 з 14")
	w.presses(secretary, "Повернути")
	w.says(secretary, "Ще два")
	w.sees(secretary, "Повернуто виконавцеві")
	w.receives(olena, "Коваль")
	w.sees(olena, "просять допрацювати", "Зауваження: Ще два")
	w.presses(olena, "Звітувати")
	w.sends(olena, "BQAC", "акт.pdf", "Усі 14")
	w.receives(secretary, "Сова")
	w.sees(secretary, "Звіт: Усі 14", "До звіту додано файл")
	w.presses(secretary, "Зарахувати")
	w.sees(secretary, "✅ Виконано.", "[📎 Файл звіту]")
	o := w.presses(secretary, "Файл звіту")
	if diff := cmp.Diff(&council.Document{FileID: "BQAC", Name: "Звіт"}, o.Notices[0].Message.Document); diff != "" {
		t.Error(diff)
	}
	w.receives(olena, "Коваль")
	w.sees(olena, "зараховано. Дякуємо")

	want := []string{"assignment.given", "assignment.accepted", "assignment.reported", "assignment.returned", "assignment.reported", "assignment.confirmed"}
	if diff := cmp.Diff(want, w.audited()); diff != "" {
		t.Error(diff)
	}
	sunday := at("нд 12:00")
	kept := w.assignments(m)[0].Assignment
	if diff := cmp.Diff(council.Assignment{ID: kept.ID, MeetingID: m.ID, Text: "Перевірити <укриття>", DoerID: w.people["Коваль"],
		Due: council.NewDate(2026, 12, 4), State: council.Done, Report: "Усі 14", FileID: "BQAC", GivenBy: w.people["Сова"],
		GivenAt: at("пт 10:30"), ReportedAt: sunday, Remark: "Ще два"}, kept); diff != "" {
		t.Error(diff)
	}
}

func TestWhoMayDoWhatWithAnAssignment(t *testing.T) {
	t.Parallel()
	w, m := newSitting(t)
	a := w.gives(secretary, m, "Полагодити дах", "Коваль", "04.12")
	for name, account := range map[string]int64{"a member": petro, "an administrator": admin, "the deputy of the doer": deputy} {
		for _, data := range []string{"jc", "ja", "jr", "jf", "jk", "jb", "jw", "jwd", "jx"} {
			if o := w.pressesData(account, hallPress(data, a.ID, 1)); !strings.Contains(o.Toast, "недоступно") {
				t.Errorf("%s presses %s: %q", name, data, o.Toast)
			}
		}
		for _, data := range []string{"jm", "jg", "jq", "jd", "jt", "jy"} {
			if o := w.pressesData(account, hallPress(data, m.ID, 1)); !strings.Contains(o.Toast, "недоступно") {
				t.Errorf("%s presses %s: %q", name, data, o.Toast)
			}
		}
	}
	for name, account := range map[string]int64{"the doer": olena, "the chair": mayor} {
		for _, data := range []string{"jk", "jb", "jw", "jx"} {
			if o := w.pressesData(account, hallPress(data, a.ID, 1)); !strings.Contains(o.Toast, "недоступно") {
				t.Errorf("%s presses %s: %q", name, data, o.Toast)
			}
		}
	}
	for _, data := range []string{"jo", "jp", "js"} {
		if o := w.pressesData(secretary, hallPress(data, w.people["Коваль"], 1)); !strings.Contains(o.Toast, "недоступно") {
			t.Errorf("who records presses %s: %q", data, o.Toast)
		}
	}
	w.pressesData(mayor, hallPress("jm", m.ID))
	w.sees(mayor, "Полагодити дах")
	if screen := w.screen(mayor); strings.Contains(screen, "➕") {
		t.Errorf("the chair is offered to give:\n%s", screen)
	}
	if kept := w.assignments(m); len(kept) != 1 || kept[0].State != council.Given {
		t.Errorf("kept: %+v", kept)
	}
}

func TestAssignmentsAreGivenFromTheBeginningOn(t *testing.T) {
	t.Parallel()
	w, m := newSitting(t)
	w.now = at("пт 09:59")
	w.pressesData(secretary, hallPress("gm", m.ID))
	if screen := w.screen(secretary); strings.Contains(screen, "📌") {
		t.Errorf("offered before the meeting:\n%s", screen)
	}
	if o := w.pressesData(secretary, hallPress("jg", m.ID)); !strings.Contains(o.Toast, "від початку") {
		t.Errorf("too early: %q", o.Toast)
	}
	m.State = council.Closed
	w.tx(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateMeeting(ctx, m) })
	w.gives(organiser, m, "Після закриття", "Бондар", "28.11")
	w.sees(organiser, "Доручено: Бондар П.І.")
}

func TestAnAssignmentIsPutOffTakenBackOrDoneByPhone(t *testing.T) {
	t.Parallel()
	w, m := newSitting(t)
	a := w.gives(secretary, m, "Перше", "Коваль", "04.12")
	w.pressesData(secretary, hallPress("jc", a.ID))
	w.presses(secretary, "Інший строк", "пн 30.11")
	w.sees(secretary, "Строк: 30 листопада")
	w.receives(olena, "Коваль")
	w.sees(olena, "Строк доручення змінено", "30 листопада")
	stale := hallPress("jk", a.ID)
	if o := w.pressesData(secretary, stale); o.Toast == "" || w.assignments(m)[0].State != council.Given {
		t.Errorf("a report that is not there was confirmed: %q", o.Toast)
	}
	w.presses(secretary, "Виконано (без звіту)")
	if o := w.pressesData(olena, hallPress("jr", a.ID)); !strings.Contains(o.Toast, "вже зараховано") {
		t.Errorf("a report of what is done: %q", o.Toast)
	}

	b := w.gives(secretary, m, "Друге", "Коваль", "04.12")
	w.pressesData(secretary, hallPress("jc", b.ID))
	w.presses(secretary, "Скасувати", "Так")
	if o := w.pressesData(olena, hallPress("ja", b.ID)); o.Toast == "" || len(w.assignments(m)) != 1 {
		t.Errorf("a dropped one is accepted: %q", o.Toast)
	}
	texts := w.toldTo("Коваль")
	if !slices.Contains(texts, "🗑 Доручення скасовано: Друге") {
		t.Errorf("told: %q", texts)
	}
}

func TestMyAssignmentsAndTheOrganisersLists(t *testing.T) {
	t.Parallel()
	w, m := newSitting(t)
	w.says(olena, "/start")
	if screen := w.screen(olena); strings.Contains(screen, "Мої доручення") {
		t.Errorf("nothing was given yet:\n%s", screen)
	}
	for i := range 10 {
		w.gives(secretary, m, fmt.Sprintf("Справа %d", i), "Коваль", "01.12")
	}
	w.gives(secretary, m, "Звірити", "Бондар", "28.11")
	w.now = time.Date(2026, 12, 3, 10, 0, 0, 0, kyiv)
	w.says(olena, "/start")
	w.presses(olena, "📌 Мої доручення · 10")
	w.sees(olena, "1. 🔴 Справа 0\n   до 01.12", "[1/2]")
	w.presses(olena, "▶")
	w.sees(olena, "10. 🔴 Справа 9")
	w.presses(olena, "10")
	w.sees(olena, "Прострочено на 2 дні")
	w.says(organiser, "/assignments")
	w.presses(organiser, "Контроль")
	w.sees(organiser, "Усього: 11 · 🔴 прострочено: 11", "[Коваль О.П. · 10 · 🔴 10]", "[Бондар П.І. · 1 · 🔴 1]")
	w.presses(organiser, "За засіданнями")
	w.sees(organiser, "[27.11 Виконавчий комітет · 11 · 🔴 11]")
	w.presses(organiser, "За виконавцями", "Бондар")
	w.sees(organiser, "Бондар Петро Іванович", "+380000000002", "1. 🔴 Звірити")
	w.presses(organiser, "1", "Виконано")
	w.says(petro, "/assignments")
	w.sees(petro, "Невиконаних доручень у вас немає")
	w.presses(petro, "Виконані")
	w.sees(petro, "1. ✅ Звірити")

	w.pressesData(organiser, hallPress("js", 2026, 4))
	w.sees(organiser, "Виконання доручень: IV квартал 2026", "Дано: 11", "вчасно: 0", "із запізненням: 1", "прострочено: 10",
		"Управління культури\n• Коваль О.П.: дано 10", "[III квартал 2026]")
}

func TestAReportTakesBackTheRemindersThatWait(t *testing.T) {
	t.Parallel()
	w, m := newSitting(t)
	a := w.gives(secretary, m, "Полагодити дах", "Коваль", "04.12")
	b := w.gives(secretary, m, "Пофарбувати", "Коваль", "04.12")
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		var waiting []council.Notice
		for _, one := range []council.AssignmentCard{a, b} {
			o := council.AssignmentOccurrence{Kind: council.AssignmentDue, Assignment: one, At: w.now}
			waiting = append(waiting, council.Notice{PersonID: one.DoerID, Class: council.Bulk, About: o.About(), Key: o.Key(0, one.DoerID),
				Message: composer(t).AssignmentReminder(o, friday)})
		}
		_, err := tx.Enqueue(ctx, waiting, w.now, w.now.Add(time.Hour))
		return err
	})
	w.pressesData(olena, hallPress("jr", a.ID))
	w.says(olena, "Зроблено")
	want := map[string][]string{a.About(): {"assignment_due withdrawn", "assignment_given withdrawn"},
		b.About(): {"assignment_due waiting", "assignment_given waiting"}}
	got := map[string][]string{}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		for about := range want {
			all, err := tx.Deliveries(ctx, about, "")
			w.must(err)
			for _, d := range all {
				if d.Person.ID == a.DoerID {
					got[about] = append(got[about], fmt.Sprintf("%s %s", d.Kind, d.State))
				}
			}
			slices.Sort(got[about])
		}
		return nil
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheLongestAssignmentsFitEveryMessage(t *testing.T) {
	t.Parallel()
	c := composer(t)
	w := &town{t: t}
	long := council.AssignmentCard{Doer: council.Person{Surname: strings.Repeat("Щ", 60)}, Unit: strings.Repeat("у", 300), Body: strings.Repeat("о", 300),
		Held: friday, Assignment: council.Assignment{ID: 7, Text: strings.Repeat("д", 1000), Report: strings.Repeat("з", 1500), Remark: strings.Repeat("р", 500),
			State: council.Accepted, Due: friday, FileID: "f"}}
	o := council.AssignmentOccurrence{Kind: council.AssignmentOverdue, Assignment: long}
	w.wellFormed(c.AssignmentReminder(o, friday.AddDays(100)))
	q := council.AssignmentOccurrence{Kind: council.CollectReports, Quarter: council.QuarterOf(friday)}
	all := make([]council.AssignmentCard, 300)
	for i := range all {
		all[i] = long
		all[i].DoerID, all[i].Unit = int64(i), fmt.Sprint(i/3, long.Unit)
	}
	letters := c.AssignmentCollection(q, friday, all, friday)
	letters = append(letters, c.AssignmentSummary(council.SumUp(q.Quarter, all, friday, kyiv))...)
	for _, m := range letters {
		w.wellFormed(m)
	}
	if n := len(letters); n < 10 {
		t.Errorf("%d letters hold it all", n)
	}
}
