package handlers_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// friday is the day of the committee's regular meeting in the town's week.
var friday = council.NewDate(2026, 11, 27)

func TestAnExtraordinaryMeetingIsCalledInFourTaps(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	w.says(secretary, "/meetings")
	w.sees(secretary, "Найближчим часом засідань немає", "[📣 Скликати]")
	w.presses(secretary, "Скликати")
	w.sees(secretary, "Виконавчий комітет", "На який день?")
	w.presses(secretary, "Сьогодні")
	w.sees(secretary, "вівторок, 24 листопада", "[11:00]")
	w.presses(secretary, "14:00")
	w.sees(secretary, "З якої підстави?")
	ground := w.data(secretary, "Надзвичайна")
	w.pressesData(secretary, ground)
	w.sees(secretary, "✅ Засідання скликано", "Повідомляю 5 осіб", "Вівторок, 24 листопада, 14:00", "зал засідань",
		"Позачергове, відкрите", "Підстава: Надзвичайна ситуація")

	want := []council.Meeting{{ID: 1, BodyID: w.committee.ID, Version: 1, Invited: 1, State: council.Planned, Day: council.NewDate(2026, 11, 24),
		Start: 14 * 60, Venue: "зал засідань", Mode: council.InPerson, OpenToPublic: true, Ground: "Надзвичайна ситуація",
		EnteredBy: w.people["Сова"]}}
	if diff := cmp.Diff(want, w.meetingsOn(council.NewDate(2026, 11, 24))); diff != "" {
		t.Error(diff)
	}
	for _, surname := range []string{"Коваль", "Бондар", "Дуб", "Гай"} {
		if texts := w.toldTo(surname); len(texts) != 1 || !strings.Contains(texts[0], "14:00") || !strings.Contains(texts[0], "Надзвичайна") {
			t.Errorf("%s is told %q", surname, texts)
		}
	}
	for _, n := range w.told {
		if n.Class != council.Urgent || n.About != "meeting:1" {
			t.Errorf("%d is told in class %d about %s", n.PersonID, n.Class, n.About)
		}
	}

	w.told = nil
	if o := w.pressesData(secretary, ground); !strings.Contains(o.Toast, "вже скликано") || len(w.meetingsOn(council.NewDate(2026, 11, 24))) != 1 {
		t.Errorf("a second tap: %q", o.Toast)
	}
	if len(w.told) != 0 {
		t.Errorf("a second tap tells %d", len(w.told))
	}
	if diff := cmp.Diff([]string{"meeting.called"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}

// data is what the button of the person's screen carries.
func (w *town) data(account int64, words string) string {
	w.t.Helper()
	for _, row := range w.chat(account).screen.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, words) {
				return b.Data
			}
		}
	}
	w.t.Fatalf("no button %q under:\n%s", words, w.screen(account))
	return ""
}

func TestAMeetingIsCalledInWords(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	w.says(organiser, "/meetings")
	w.presses(organiser, "Скликати")
	w.sees(organiser, "Чиє позачергове", "[🏛 Виконавчий комітет]", "[🏛 Оперативна нарада]")
	w.presses(organiser, "Оперативна")
	w.says(organiser, "коли зручно")
	w.sees(organiser, "Не вдалося прочитати дату")
	w.says(organiser, "20.11")
	w.sees(organiser, "Цей день уже минув")
	w.says(organiser, "28.11")
	w.sees(organiser, "субота, 28 листопада")
	w.says(organiser, "о двадцятій")
	w.sees(organiser, "Не вдалося прочитати годину")
	w.says(organiser, "9:45")
	w.sees(organiser, "09:45", "вихідний день")
	w.says(organiser, strings.Repeat("ш", 301))
	w.sees(organiser, "до 300 символів")
	w.says(organiser, "Підготовка до <зими>")
	w.sees(organiser, "✅ Засідання скликано", "Підстава: Підготовка до <зими>", "Повідомляю 3 особи")
	for _, n := range w.told {
		if n.Class != council.Bulk {
			t.Errorf("a meeting in four days ignores the quiet hours")
		}
	}
}

// Of those out of Telegram whom an e-mail reaches is told, and not to be phoned;
// without a mail server everybody is.
func TestWhoIsReachedByNothingIsToBePhoned(t *testing.T) {
	t.Parallel()
	for mails, want := range map[bool]string{
		true:  "Повідомляю 4 особи.\n📵 Повідомлення не дійде, зателефонуйте: Бондар П.І. +380000000002",
		false: "Повідомляю 3 особи.\n📵 Повідомлення не дійде, зателефонуйте: Бондар П.І. +380000000002; Коваль О.П. +380000000001",
	} {
		w := newTownWithBodies(t)
		w.mails, w.db.Mails, w.app.Mails = mails, mails, mails
		w.unbind("Коваль")
		w.hasMail("Коваль", "koval@rada.example.org")
		w.becomes(petro, models.ChatMemberTypeBanned)
		w.says(secretary, "/meetings")
		w.presses(secretary, "Скликати", "Завтра", "10:00", "Невідкладні")
		lines := strings.Split(plain(w.chat(secretary).screen.HTML), "\n")
		if diff := cmp.Diff(want, strings.Join(lines[1:3], "\n")); diff != "" {
			t.Errorf("e-mail %t: %s", mails, diff)
		}
		if reached := len(w.mailed()) == 1; reached != mails {
			t.Errorf("e-mail %t: Коваль is reached: %t", mails, reached)
		}
	}
}

func TestAnHourThatHasPassedIsNotCalled(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	w.says(secretary, "/meetings")
	w.presses(secretary, "Скликати")
	w.presses(secretary, "Сьогодні")
	if screen := w.screen(secretary); strings.Contains(screen, "[10:00]") {
		t.Errorf("an hour that has passed is offered:\n%s", screen)
	}
	w.presses(secretary, "11:00")
	ground := w.data(secretary, "Невідкладні")
	w.now = at("вт 11:30")
	if o := w.pressesData(secretary, ground); !o.Alert || !strings.Contains(o.Toast, "година вже минула") {
		t.Errorf("a stale tap: %q", o.Toast)
	}
	if o := w.pressesData(secretary, fmt.Sprintf("gct:%d:zzzzzz:zzzzzzz", w.committee.ID)); !o.Alert {
		t.Errorf("a forged moment: %q", o.Toast)
	}
	if got := w.audited(); len(got) != 0 {
		t.Errorf("changed: %v", got)
	}
}

func TestWhoSeesMeetingsAndWhoCallsThem(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, friday)
	for account, want := range map[int64]bool{olena: true, petro: true, deputy: true, organiser: true, secretary: true, mayor: true, admin: false} {
		o := w.pressesData(account, fmt.Sprintf("gm:%d", m.ID))
		if got := strings.Contains(w.screen(account), "П’ятниця, 27 листопада, 10:00"); got != want || want == (o.Toast != "") {
			t.Errorf("%d sees the meeting: %v, %q", account, got, o.Toast)
		}
	}
	changing := []string{"gv", "gvd", "gvt", "gvy", "gp", "gpb", "gpy", "gf", "gfy", "go", "gx", "gaa", "gam", "gar", "gal", "gai", "gat", "gau", "gax"}
	for _, do := range changing {
		for _, account := range []int64{olena, deputy, admin} {
			if o := w.pressesData(account, fmt.Sprintf("%s:%d:1:1", do, m.ID)); len(o.Notices) != 0 || !strings.Contains(o.Toast, "недоступно") {
				t.Errorf("%d presses %s: %q", account, do, o.Toast)
			}
		}
	}
	for _, do := range []string{"gc", "gcb", "gcd", "gct", "gcg"} {
		if o := w.pressesData(olena, fmt.Sprintf("%s:%d:ut:e0:1", do, w.committee.ID)); len(o.Notices) != 0 || !strings.Contains(o.Toast, "недоступно") {
			t.Errorf("a member presses %s: %q", do, o.Toast)
		}
	}
	if diff := cmp.Diff(m, w.meeting(m.ID)); diff != "" {
		t.Errorf("changed: %s", diff)
	}
}

func TestAMoveIsToldOnceAndAnswersAreAskedAnew(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.heads, friday)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		w.must(tx.Respond(ctx, council.Response{MeetingID: m.ID, Version: 1, PersonID: w.people["Коваль"], Answer: council.SendsDeputy,
			DeputyID: w.people["Гай"], DeputyAgreed: true, At: w.now}))
		_, err := tx.Enqueue(ctx, []council.Notice{{PersonID: w.people["Коваль"], Class: council.Bulk, About: council.AboutMeeting(m.ID),
			Key: council.MeetingKey("invited", m, "", w.people["Коваль"]), Message: council.Message{HTML: "давнє"}}}, w.now, w.now)
		return err
	})
	w.says(organiser, "/meetings")
	w.presses(organiser, "пт 27.11")
	w.presses(organiser, "Перенести")
	w.presses(organiser, "чт 26.11")
	w.presses(organiser, "16:30")
	w.sees(organiser, "Було: п’ятниця, 27 листопада, 16:30", "Буде: четвер, 26 листопада, 16:30", "п. 11.3", "відповіді про участь скинуто")
	move := w.data(organiser, "Перенести")
	w.pressesData(organiser, move)
	w.sees(organiser, "✅ Засідання перенесено", "Повідомляю 3 особи", "Четвер, 26 листопада, 16:30")

	moved := m
	moved.Version, moved.Invited, moved.Day = 2, 2, council.NewDate(2026, 11, 26)
	if diff := cmp.Diff(moved, w.meeting(m.ID)); diff != "" {
		t.Error(diff)
	}
	for _, surname := range []string{"Коваль", "Бондар", "Дуб", "Гай"} {
		if texts := w.toldTo(surname); len(texts) != 1 || !strings.Contains(texts[0], "Було: п’ятниця, 27 листопада, 16:30") {
			t.Errorf("%s is told %q", surname, texts)
		}
	}
	if waits := w.waiting(m.ID, "invited:"); len(waits) != 1 || waits[0] != "withdrawn" {
		t.Errorf("the old invitation: %v", waits)
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		responses, err := tx.ResponsesOf(ctx, moved)
		if len(responses) != 0 {
			t.Errorf("answers to the moved meeting: %+v", responses)
		}
		return err
	})

	w.told = nil
	if o := w.pressesData(organiser, move); !strings.Contains(o.Toast, "змінилося") || len(w.told) != 0 {
		t.Errorf("a second tap: %q, tells %d", o.Toast, len(w.told))
	}
}

// waiting are the states of the notices about the meeting with the prefix.
func (w *town) waiting(meeting int64, prefix string) []string {
	w.t.Helper()
	var states []string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		all, err := tx.Deliveries(ctx, council.AboutMeeting(meeting), prefix)
		for _, d := range all {
			states = append(states, string(d.State))
		}
		return err
	})
	return states
}

func TestAMoveInGoodTimeIsNotPointedOut(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.heads, friday.AddDays(14))
	w.pressesData(organiser, fmt.Sprintf("gm:%d", m.ID))
	w.presses(organiser, "Перенести")
	w.says(organiser, "10.12")
	w.says(organiser, "15:00")
	if screen := w.screen(organiser); strings.Contains(screen, "⚠️") || !strings.Contains(screen, "Буде: четвер, 10 грудня, 15:00") {
		t.Errorf("%s", screen)
	}
}

func TestACancelledMeetingIsNotHeardOfAgain(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, friday)
	w.pressesData(secretary, fmt.Sprintf("gm:%d", m.ID))
	w.presses(secretary, "Скасувати")
	w.sees(secretary, "Скасувати засідання? Усіх запрошених буде повідомлено")
	w.presses(secretary, "Так, скасувати")
	w.sees(secretary, "✖️ Засідання скасовано")
	if screen := w.screen(secretary); strings.Contains(screen, "Перенести") {
		t.Errorf("a cancelled meeting can be moved:\n%s", screen)
	}
	if got := w.meeting(m.ID); got.State != council.Cancelled || got.Version != 2 {
		t.Errorf("%+v", got)
	}
	for _, surname := range []string{"Коваль", "Бондар", "Дуб", "Гай"} {
		texts := w.toldTo(surname)
		if len(texts) != 1 || !strings.Contains(texts[0], "не відбудеться") {
			t.Errorf("%s is told %q", surname, texts)
		}
	}
	for _, do := range []string{"gv", "gx", "gp", "gaa"} {
		if o := w.pressesData(secretary, fmt.Sprintf("%s:%d:2:1", do, m.ID)); o.Toast == "" {
			t.Errorf("%s of a cancelled meeting is silent", do)
		}
	}
	w.says(olena, "/meetings")
	w.sees(olena, "✖️ пт 27.11 10:00 · Виконавчий комітет")
}

func TestPlaceAndFormAreChanged(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, friday)
	w.pressesData(secretary, fmt.Sprintf("gm:%d", m.ID))
	w.presses(secretary, "Змінити місце")
	w.says(secretary, "каб. 205")
	w.sees(secretary, "Нове місце: каб. 205")
	w.presses(secretary, "Змінити й повідомити")
	w.sees(secretary, "✅ Місце змінено", "📍 каб. 205")
	w.presses(secretary, "Форма")
	w.sees(secretary, "[✅ очно]")
	w.presses(secretary, "очно й дистанційно")
	w.says(secretary, "скоро буде")
	w.sees(secretary, "не схоже на посилання")
	w.says(secretary, "meet.example.org/rada?a=1&b=2")
	w.sees(secretary, "Форма: очно й дистанційно", "https://meet.example.org/rada?a=1&b=2")
	w.presses(secretary, "Змінити й повідомити")
	w.sees(secretary, "✅ Форму змінено", "каб. 205, можна й дистанційно", "🔗 https://meet.example.org/rada?a=1&b=2")
	w.presses(secretary, "Форма")
	w.presses(secretary, "очно й дистанційно")
	w.says(secretary, "https://meet.example.org/other")
	w.presses(secretary, "Змінити й повідомити")
	w.sees(secretary, "✅ Посилання змінено", "🔗 https://meet.example.org/other")
	// "No link", pressed when one has been typed after all, means no link.
	w.presses(secretary, "Форма")
	w.presses(secretary, "очно й дистанційно")
	noLink := w.chat(secretary).screen.Buttons[0][0]
	w.says(secretary, "https://meet.example.org/typed")
	w.pressesData(secretary, noLink.Data)
	w.sees(secretary, "✅ Посилання змінено")
	w.presses(secretary, "Зробити закритим")
	w.sees(secretary, "Чергове, закрите", "[🔓 Зробити відкритим]")

	want := m
	want.Version, want.Invited, want.Venue, want.Mode, want.Link, want.OpenToPublic = 3, 3, "каб. 205", council.Mixed, "", false
	if diff := cmp.Diff(want, w.meeting(m.ID)); diff != "" {
		t.Error(diff)
	}
	if texts := w.toldTo("Коваль"); len(texts) != 4 {
		t.Errorf("a member is told %q", texts)
	}
	if diff := cmp.Diff([]string{"meeting.venue", "meeting.mode", "meeting.link", "meeting.link", "meeting.public"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}

func TestWhoLosesTheSeatBeforeTheNewDayIsToldToo(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.committee, friday)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		seats, err := tx.SeatsOn(ctx, w.committee.ID, friday)
		for _, s := range seats {
			if s.Person.ID == w.people["Бондар"] {
				w.must(tx.EndSeat(ctx, s.ID, friday))
			}
		}
		return err
	})
	w.pressesData(secretary, fmt.Sprintf("gv:%d:1", m.ID))
	w.presses(secretary, "пн 30.11")
	w.presses(secretary, "11:00")
	w.presses(secretary, "Перенести")
	for _, n := range w.told {
		answers := len(n.Message.Buttons) > 0
		if answers == (n.PersonID == w.people["Бондар"]) {
			t.Errorf("%d is asked to answer: %v", n.PersonID, answers)
		}
	}
	if texts := w.toldTo("Бондар"); len(texts) != 1 {
		t.Errorf("the former member is told %q", texts)
	}
}

func TestMeetingsStandInTheWeek(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	w.meets(w.committee, planned.Day(4))
	cancelled := w.meets(w.heads, planned.Day(4))
	w.pressesData(organiser, fmt.Sprintf("gx:%d:1:1", cancelled.ID))
	w.says(secretary, "/week")
	w.sees(secretary, "У плані 1 захід")
	w.presses(secretary, "пт 04.12")
	w.sees(secretary, "10:00 🏛 Виконавчий комітет\nзал засідань · 👤 Дуб Т.І.")
	w.pressesData(secretary, fmt.Sprintf("wl:%d:%s", w.mayor, w.weekCode()))
	w.sees(secretary, "🏛 Виконавчий комітет")
	m := w.meetingsOn(planned.Day(4))[0]
	w.pressesData(secretary, fmt.Sprintf("gv:%d:1", m.ID))
	w.presses(secretary, "чт 26.11")
	w.presses(secretary, "11:00")
	w.presses(secretary, "Перенести")
	w.says(secretary, "/week")
	w.sees(secretary, "У плані 0 заходів")
}

// weekCode is the planned week as buttons carry it.
func (w *town) weekCode() string {
	return strconv.FormatInt(int64(planned.Monday.DaysSince(council.NewDate(2024, 1, 1))), 36)
}

func TestADeputySeesTheMeetingTheyAreSentTo(t *testing.T) {
	t.Parallel()
	w := newTownWithBodies(t)
	m := w.meets(w.heads, friday)
	card := fmt.Sprintf("gm:%d", m.ID)
	if o := w.pressesData(deputy, card); !strings.Contains(o.Toast, "недоступно") {
		t.Errorf("who is not sent sees it: %q", o.Toast)
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.Respond(ctx, council.Response{MeetingID: m.ID, Version: 1, PersonID: w.people["Коваль"], Answer: council.SendsDeputy,
			DeputyID: w.people["Гай"], At: w.now})
	})
	w.pressesData(deputy, card)
	w.sees(deputy, "Оперативна нарада", "П’ятниця, 27 листопада, 16:30")
	if o := w.pressesData(deputy, fmt.Sprintf("gx:%d:1:1", m.ID)); !strings.Contains(o.Toast, "недоступно") {
		t.Errorf("the deputy cancels it: %q", o.Toast)
	}
}
