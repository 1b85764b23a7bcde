package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// body is a body as it is kept.
func (w *town) body(id int64) council.Body {
	w.t.Helper()
	var b council.Body
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		b, err = tx.BodyByID(ctx, id)
		return err
	})
	return b
}

// seats are the body's seats of the day: "kind surname".
func (w *town) seats(id int64, day council.Date) []string {
	w.t.Helper()
	var seats []string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		holders, err := tx.SeatsOn(ctx, id, day)
		for _, h := range holders {
			seats = append(seats, fmt.Sprintf("%s %s", h.Kind, h.Person.Surname))
		}
		return err
	})
	return seats
}

func TestABodyIsFoundedFromAPreset(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/start")
	w.presses(organiser, "🏛 Засідання", "Органи")
	w.sees(organiser, "Жодного органу ще немає")
	w.presses(organiser, "Новий орган", "Виконавчий комітет")
	w.says(organiser, "ВК")
	w.sees(organiser, "від 3 до 120 символів")
	w.says(organiser, "  Виконавчий   комітет <ради> ")
	w.sees(organiser, "Виконавчий комітет <ради>", "📅 Щотижня, п’ятниця, початок о 10:00", "Загальний склад: не вказано, призначено: 0",
		"Кворум: більше половини", "Кворум рахується: від загального складу", "Заступник замість члена: ні, участь особиста",
		"Відповісти про участь: за добу", "Строк протоколу: 10 робочих днів", "Нагадування: за добу та за годину")

	want := council.Body{ID: 1, Name: "Виконавчий комітет <ради>", Kind: council.Committee, Mode: council.InPerson, Start: 600, From: council.NewDate(2026, 11, 24),
		Cadence: council.Cadence{Kind: council.EveryWeek, Weekday: time.Friday, DayOff: council.SkipDayOff},
		Quorum:  council.QuorumRule{Kind: council.MoreThanHalf}, RemoteCounts: true, OpenToPublic: true,
		AnswerAhead: 24 * time.Hour, Reminders: []time.Duration{24 * time.Hour, time.Hour}, MinutesDays: 10, Publish: true, Signatories: []string{}}
	if diff := cmp.Diff(want, w.body(1)); diff != "" {
		t.Error(diff)
	}

	w.pressesData(organiser, "bon:1")
	w.says(organiser, "виконавчий комітет <РАДИ>")
	w.sees(organiser, "Орган із такою назвою вже є")
	w.pressesData(organiser, "boz:2")
	w.sees(organiser, "Розширена оперативна нарада", "початок о 16:30", "Кворум: не потрібен", "Заступник замість члена: може, без кворуму",
		"Попередити про перенесення: до попередньої п’ятниці", "Облік присутніх веде: організатор")
	w.pressesData(organiser, "boz:2")
	w.pressesData(organiser, "boz:9")
	if diff := cmp.Diff([]string{"body.added", "body.added"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}

func TestEveryRuleIsSetByAButton(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	w.pressesData(organiser, fmt.Sprintf("bor:%d", w.committee.ID))
	for _, choose := range []struct{ rule, option string }{
		{"Періодичність", "Раз на місяць: останній"}, {"День тижня", "четвер"}, {"Початок", "11:00"}, {"Якщо вихідний", "наступного робочого дня"},
		{"Кворум: більше", "дві третини"}, {"Кворум рахується", "від призначених"}, {"Заступник замість", "може, рахується"},
		{"Дистанційна участь", "не рахується"}, {"Відповісти про участь", "за 2 год."}, {"Нагадування", "за дві доби"},
		{"Попередити", "за три доби"}, {"Облік присутніх", "організатор"}, {"Засідання", "закриті"}, {"Причини", "зазначати"},
		{"Строк протоколу", "5 робочих днів"}, {"Оприлюднення", "не потрібне"}, {"Форма засідань", "очно й дистанційно"},
	} {
		w.presses(organiser, choose.rule)
		w.presses(organiser, choose.option)
	}
	want := w.committee
	want.Cadence = council.Cadence{Kind: council.NthWeekday, Weekday: time.Thursday, Nth: -1, DayOff: council.AfterDayOff}
	want.Start, want.Quorum = 11*60, council.QuorumRule{Kind: council.TwoThirds, OfAppointed: true}
	want.DeputiesMay, want.DeputiesCount, want.RemoteCounts, want.RecordedByOrganiser = true, true, false, true
	want.AnswerAhead, want.Reminders = 2*time.Hour, []time.Duration{48 * time.Hour, 24 * time.Hour, time.Hour}
	want.Notice, want.OpenToPublic, want.ShowReasons = council.NoticeRule{Lead: 72 * time.Hour}, false, true
	want.MinutesDays, want.Publish, want.Signatories, want.Mode = 5, false, []string{}, council.Mixed
	if diff := cmp.Diff(want, w.body(w.committee.ID)); diff != "" {
		t.Error(diff)
	}
	if got := len(w.audited()); got != 17 {
		t.Errorf("%d changes audited", got)
	}

	w.presses(organiser, "Періодичність", "з наступного")
	w.sees(organiser, "Періодичність: Раз на два тижні, четвер")
	if got := w.body(w.committee.ID).Cadence.Anchor; got != council.NewDate(2026, 12, 1) {
		t.Errorf("anchored at %s", got)
	}
	w.presses(organiser, "Кворум: дві")
	w.says(organiser, "багато")
	w.sees(organiser, "число від 1 до 500")
	w.says(organiser, "3")
	w.sees(organiser, "Кворум: не менше 3")
	w.presses(organiser, "Правила", "Кворум рахується", "від загального")
	w.pressesData(organiser, fmt.Sprintf("bow:%d:6", w.committee.ID))
	w.says(organiser, "3")
	w.presses(organiser, "Назад")
	w.sees(organiser, "⚠️ Призначено більше")
}

func TestWordsOfABodyAreTyped(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	w.pressesData(secretary, fmt.Sprintf("bob:%d", w.committee.ID))
	w.presses(secretary, "Підписанти")
	w.says(secretary, "Міський голова Тарас ДУБ\nСекретар Надія СОВА")
	w.sees(secretary, "Підписують: Міський голова Тарас ДУБ; Секретар Надія СОВА")
	w.presses(secretary, "Місце засідань")
	w.says(secretary, strings.Repeat("м", 201))
	w.sees(secretary, "до 200 символів")
	w.says(secretary, "-")
	w.presses(secretary, "Назва")
	w.says(secretary, "Оперативна нарада")
	w.sees(secretary, "вже є")
	w.says(secretary, "Виконком")
	w.presses(secretary, "Склад", "Загальний склад")
	w.says(secretary, "двадцять")
	w.sees(secretary, "Не вдалося прочитати")
	w.says(secretary, "7 з 01.12")
	w.sees(secretary, "Загальний склад: 7. Перший день: вівторок, 1 грудня")
	w.pressesData(secretary, fmt.Sprintf("bop:%d", w.committee.ID))
	if screen := w.screen(secretary); strings.Contains(screen, "⚠️") {
		t.Errorf("four of five seats are too many:\n%s", screen)
	}
	w.pressesData(organiser, fmt.Sprintf("bop:%d", w.heads.ID))
	if screen := w.screen(organiser); strings.Contains(screen, "⚠️") {
		t.Errorf("a body without a quorum needs no total:\n%s", screen)
	}
	want := w.committee
	want.Name, want.Venue, want.Signatories = "Виконком", "", []string{"Міський голова Тарас ДУБ", "Секретар Надія СОВА"}
	if diff := cmp.Diff(want, w.body(w.committee.ID)); diff != "" {
		t.Error(diff)
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		for day, want := range map[council.Date]int{council.NewDate(2026, 11, 30): 5, council.NewDate(2026, 12, 1): 7} {
			if got, err := tx.CompositionOn(ctx, w.committee.ID, day); got != want || err != nil {
				t.Errorf("%s: %d, %v", day, got, err)
			}
		}
		return nil
	})
}

func TestSeatsAreGivenAndTaken(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	id, today := w.committee.ID, council.NewDate(2026, 11, 24)
	w.pressesData(secretary, fmt.Sprintf("bop:%d", id))
	w.sees(secretary, "Загальний склад: 5, призначено: 4", "Дуб Т.І. (Міський голова) · голова", "Гай М.Ю. · запрошений")
	w.presses(secretary, "Додати", "Член")
	w.says(secretary, "нікого")
	w.sees(secretary, "нічого не знайдено")
	w.says(secretary, "ков")
	w.presses(secretary, "Коваль")
	if o := w.pressesData(secretary, w.data(secretary, "Сьогодні")); !o.Alert || !strings.Contains(o.Toast, "вже має місце") {
		t.Errorf("a second seat: %q", o.Toast)
	}
	w.says(secretary, "коли-небудь")
	w.presses(secretary, "Назад", "Додати", "Секретар")
	w.says(secretary, "кіт")
	w.presses(secretary, "Кіт")
	w.says(secretary, "01.12")
	if diff := cmp.Diff([]string{"chair Дуб", "secretary Сова", "member Бондар", "member Коваль", "invited Гай"}, w.seats(id, today)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"chair Дуб", "secretary Кіт", "member Бондар", "member Коваль", "invited Гай"}, w.seats(id, council.NewDate(2026, 12, 1))); diff != "" {
		t.Error(diff)
	}

	w.presses(secretary, "Бондар")
	w.sees(secretary, "Член: Бондар П.І.", "З 1 січня 2026 року")
	w.presses(secretary, "Учора")
	w.sees(secretary, "призначено: 3")
	w.pressesData(secretary, fmt.Sprintf("bop:%d", id))
	w.presses(secretary, "Гай")
	w.says(secretary, "30.11")
	if diff := cmp.Diff([]string{"chair Дуб", "secretary Сова", "member Коваль", "invited Гай"}, w.seats(id, today)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"chair Дуб", "secretary Кіт", "member Коваль"}, w.seats(id, council.NewDate(2026, 12, 1))); diff != "" {
		t.Error(diff)
	}
}

func TestASeatExOfficioPassesToTheNextHolder(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	w.pressesData(organiser, fmt.Sprintf("boa:%d", w.heads.ID))
	w.presses(organiser, "Запрошений", "За посадою", "Міський голова")
	if o := w.pressesData(organiser, w.data(organiser, "Сьогодні")); !strings.Contains(o.Toast, "вже має місце") {
		t.Errorf("the mayor's second seat: %q", o.Toast)
	}
}

func TestWhoManagesABody(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	managing := []string{"bob", "bor", "bos", "bow", "bop", "boa", "bok", "boq", "bol", "boc", "bod", "box", "boy", "boe"}
	for _, do := range managing {
		for _, account := range []int64{olena, petro, deputy, mayor, admin} {
			if o := w.pressesData(account, fmt.Sprintf("%s:%d:1:1:1:1", do, w.committee.ID)); len(o.Notices) != 0 || !strings.Contains(o.Toast, "недоступно") {
				t.Errorf("%d presses %s: %q", account, do, o.Toast)
			}
		}
		if o := w.pressesData(secretary, fmt.Sprintf("%s:%d:1:1:1:1", do, w.heads.ID)); len(o.Notices) != 0 || !strings.Contains(o.Toast, "недоступно") {
			t.Errorf("the committee's secretary presses %s of the other body: %q", do, o.Toast)
		}
	}
	for _, data := range []string{"bon", "bon:1", "boz:1", fmt.Sprintf("boe:%d:1", w.committee.ID)} {
		if o := w.pressesData(secretary, data); len(o.Notices) != 0 || !strings.Contains(o.Toast, "недоступно") {
			t.Errorf("the secretary presses %s: %q", data, o.Toast)
		}
	}
	if got := w.audited(); len(got) != 0 {
		t.Errorf("changed: %v", got)
	}
}

func TestAnEndedBodyMeetsNoMore(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	held, coming := w.meets(w.heads, friday.AddDays(-7)), w.meets(w.heads, friday)
	w.meets(w.committee, friday)
	w.pressesData(organiser, fmt.Sprintf("boe:%d", w.heads.ID))
	w.presses(organiser, "Так, припинити")
	w.sees(organiser, "Діяльність цього органу припинено", "Скасовано 1 призначене засідання")
	if w.meeting(held.ID).State != council.Planned || w.meeting(coming.ID).State != council.Cancelled {
		t.Errorf("held: %s, coming: %s", w.meeting(held.ID).State, w.meeting(coming.ID).State)
	}
	if texts := w.toldTo("Коваль"); len(texts) != 1 || !strings.Contains(texts[0], "не відбудеться") {
		t.Errorf("a member is told %q", texts)
	}
	w.presses(organiser, "Назад")
	if screen := w.screen(organiser); strings.Contains(screen, "Оперативна") {
		t.Errorf("the ended body is listed:\n%s", screen)
	}
	w.pressesData(organiser, fmt.Sprintf("bor:%d", w.heads.ID))
	w.sees(organiser, "Діяльність цього органу припинено")
}

// Meetings nobody was told of follow the schedule by themselves; of the others
// whoever changes it hears at once.
func TestMeetingsThatDoNotFollowAChangedScheduleArePointedOut(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	add := func(day int, invited int) {
		on := council.NewDate(2026, 12, day)
		w.tx(func(ctx context.Context, tx *storage.Tx) error {
			_, err := tx.AddMeeting(ctx, council.Meeting{BodyID: w.committee.ID, State: council.Planned, Day: on, Start: 600, Invited: invited,
				Venue: w.committee.Venue, Mode: council.InPerson, OpenToPublic: true, Regular: true, RegularOn: on})
			return err
		})
	}
	add(4, 1)
	add(11, 0)
	w.pressesData(secretary, fmt.Sprintf("bor:%d", w.committee.ID))
	w.presses(secretary, "Дистанційна участь", "не рахується")
	if screen := w.screen(secretary); strings.Contains(screen, "⚠️") {
		t.Errorf("a rule for the quorum moves no meeting:\n%s", screen)
	}
	w.presses(secretary, "День тижня", "четвер")
	w.sees(secretary, "Про 1 засідання вже повідомлено", "П’ятниця, 4 грудня, 10:00")
	if screen := w.screen(secretary); strings.Contains(screen, "11 грудня") {
		t.Errorf("one nobody was told of follows by itself:\n%s", screen)
	}
	w.presses(secretary, "П’ятниця, 4 грудня")
	w.sees(secretary, "Виконавчий комітет", "П’ятниця, 4 грудня, 10:00", "Перенести", "Скасувати")
	w.pressesData(secretary, fmt.Sprintf("bow:%d:2", w.committee.ID))
	w.says(secretary, "Мала зала")
	w.sees(secretary, "Про 1 засідання вже повідомлено")
}
