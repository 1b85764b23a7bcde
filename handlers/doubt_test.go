package handlers_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// draft are the entries of a unit's draft, without where its entries came from.
func (w *town) draft(unit council.Unit) []council.Entry {
	w.t.Helper()
	for _, s := range w.submissions(unit) {
		if s.State == council.Draft {
			for i := range s.Entries {
				s.Entries[i].Source, s.Entries[i].Visibility = council.Source{}, ""
			}
			return s.Entries
		}
	}
	return nil
}

func TestDoubtsAreSettledOneAfterTheOtherInOneMessage(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада ?день ?СЗ\nср 11:00 Зустріч")
	w.sees(olena, "додано до чернетки 2 заходи", "написано: «вт 10:00 Нарада ?день ?СЗ»",
		"2 запитання до прочитаного", "день: який день? вівторок, 1 грудня чи середа, 2 грудня?",
		"[вівторок, 1 грудня] [середа, 2 грудня]\n[✍️ Інше]\n[✅ Усе правильно, як прочитано]")
	if o := w.presses(olena, "середа, 2 грудня"); o.Toast != "Записано" || o.Notices[0].Message.Edit == 0 {
		t.Errorf("answered %q in a message of its own: %v", o.Toast, o.Notices[0].Message.Edit == 0)
	}
	w.sees(olena, "1 запитання до прочитаного", "Написано: «вт 10:00 Нарада ?день ?СЗ»",
		"СЗ: це місце? місце: СЗ чи місце не вказано?", "[місце: СЗ]")
	w.presses(olena, "Інше")
	w.sees(olena, "Де?")
	w.says(olena, "Сесійна зала")
	w.sees(olena, "План на 30 листопада", "10:00 Нарада", "[✅ Подати план]")
	ten, eleven := council.TimeOfDay(600), council.TimeOfDay(660)
	want := []council.Entry{
		{From: planned.Day(2), To: planned.Day(2), Kind: council.Timed, Hours: council.Hours{Start: &ten}, Title: "Нарада", Venue: "Сесійна зала", Leaders: []int64{}},
		{From: planned.Day(2), To: planned.Day(2), Kind: council.Timed, Hours: council.Hours{Start: &eleven}, Title: "Зустріч", Leaders: []int64{}},
	}
	if diff := cmp.Diff(want, w.draft(w.culture)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestTwoTapsSubmitAPlanWithDoubts(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.now = at("ср 11:58")
	w.says(olena, "вт 10:00 Нарада ?день ?СЗ")
	w.presses(olena, "До плану")
	w.sees(olena, "1. ❓ 10:00 Нарада", "2 запитання до прочитаного — уточніть їх перед поданням", "[❓ Уточнити (2)]")
	if o := w.presses(olena, "Подати план"); !o.Alert {
		t.Error("submitted with doubts")
	}
	w.sees(olena, "який день?")
	w.presses(olena, "Усе правильно — подати план")
	w.sees(olena, "План подано ср 25.11 об 11:58")
	if got := w.titles(w.culture, council.Submitted); !cmp.Equal(got, []string{"Нарада"}) {
		t.Errorf("submitted %v", got)
	}
}

func TestAnswersToDoubtsThatCameLate(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		meanwhile func(w *town)
		press     string
		toast     string
		venue     string
		doubts    int
	}{
		"pressed twice": {func(w *town) { w.pressesAgain(olena, "місце: СЗ") }, "місце: СЗ", "Це вже уточнено", "СЗ", 1},
		"settled on another device": {func(w *town) {
			w.says(deputy, "/plan")
			w.presses(deputy, "Уточнити", "місце не вказано")
		}, "місце: СЗ", "Це вже уточнено", "", 1},
		"taken out meanwhile":  {func(w *town) { w.pressesAgain(olena, "Скасувати це додавання") }, "місце: СЗ", "Це вже уточнено", "", 0},
		"a list settled twice": {func(w *town) { w.pressesAgain(olena, "як прочитано") }, "як прочитано", "Це вже уточнено", "СЗ", 0},
		"nothing meanwhile":    {func(*town) {}, "місце не вказано", "Записано", "", 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.says(olena, "вт 10:00 Нарада ?СЗ ?день")
			tt.meanwhile(w)
			if o := w.presses(olena, tt.press); o.Toast != tt.toast {
				t.Errorf("toast %q, want %q", o.Toast, tt.toast)
			}
			venue, doubts := "", 0
			for _, e := range w.draft(w.culture) {
				venue, doubts = e.Venue, doubts+len(e.Doubts)
			}
			if venue != tt.venue || doubts != tt.doubts {
				t.Errorf("venue %q with %d doubts, want %q with %d", venue, doubts, tt.venue, tt.doubts)
			}
		})
	}
}

// pressesAgain presses a button and leaves its screen to be pressed once more.
func (w *town) pressesAgain(account int64, words string) {
	w.t.Helper()
	before := *w.chat(account)
	w.presses(account, words)
	w.chat(account).screen, w.chat(account).screenID = before.screen, before.screenID
}

func TestAllAsReadIsForWhatWasSeen(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада ?СЗ")
	w.presses(olena, "До плану", "Уточнити")
	w.says(deputy, "ср 10:00 Зустріч ?день") // another device brings a doubt of its own
	if o := w.presses(olena, "Усе правильно"); !o.Alert {
		t.Error("settled unseen")
	}
	w.sees(olena, "2 запитання")
	w.presses(olena, "Усе правильно")
	w.sees(olena, "[✅ Подати план]")
}

func TestLeadersInDoubtAreOffered(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада ?хто")
	w.sees(olena, "хто: хто з керівництва? не бере участі чи Міський голова?")
	w.presses(olena, "Міський голова")
	if got := w.draft(w.culture); len(got) != 1 || !cmp.Equal(got[0].Leaders, []int64{w.mayor}) {
		t.Errorf("leaders of %+v", got)
	}
}

func TestAnEntryChangedByHandSettlesItsDoubt(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада ?день ?СЗ")
	w.presses(olena, "До плану", "Змінити захід", "Нарада")
	w.sees(olena, "[❓ Уточнити (2)]")
	w.presses(olena, "День", "чт 03.12")
	w.sees(olena, "четвер, 3 грудня", "[❓ Уточнити (1)]")
	w.presses(olena, "Уточнити")
	w.sees(olena, "СЗ: це місце?")
}

func TestWhatADoubtTeachesIsKnownNextTime(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада ?СЗ")
	w.presses(olena, "Інше")
	w.says(olena, "Сесійна зала")
	w.says(olena, "ср 10:00 Зустріч ?СЗ")
	w.sees(olena, "Сесійна зала", "написано: «ср 10:00 Зустріч ?СЗ»", "[📝 До плану]")
	if got := w.draft(w.culture); len(got) != 2 || got[1].Venue != "Сесійна зала" || len(got[1].Doubts) != 0 {
		t.Errorf("the second time %+v", got)
	}

	// Another unit's is not touched until the organiser accepts the word.
	w.says(petro, "вт 12:00 Урок ?СЗ")
	w.presses(petro, "Управління освіти")
	w.sees(petro, "СЗ: це місце?")
	w.says(organiser, "/people")
	w.presses(organiser, "Слова ради")
	w.sees(organiser, "1 слово", "1 діє лише для одного підрозділу", "[🕓 СЗ — Сесійна зала]")
	w.presses(organiser, "СЗ")
	w.sees(organiser, "СЗ — Сесійна зала", "Діє: Управління культури")
	w.presses(organiser, "Прийняти для всіх")
	w.says(petro, "ср 12:00 Свято ?СЗ")
	w.sees(petro, "Сесійна зала")
	if diff := cmp.Diff([]string{"word.learned", "word.accepted"}, w.audited()); diff != "" {
		t.Error(diff)
	}
}

func TestAShortVenueTypedOverTeachesToo(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "вт 10:00 Нарада ?ВЗ")
	w.presses(olena, "Усе правильно", "Змінити захід", "Нарада", "Місце")
	w.says(olena, "Велика зала")
	var words []council.Word
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		words, err = tx.WordsOf(ctx, w.culture.ID)
		return err
	})
	for i := range words {
		words[i].ID = 0
	}
	want := []council.Word{{Kind: council.VenueWord, Written: "ВЗ", Meaning: "Велика зала", UnitID: w.culture.ID}}
	if diff := cmp.Diff(want, words); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestTheOrganiserKeepsTheCouncilsWords(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(organiser, "/people")
	w.presses(organiser, "Слова ради", "Додати слово", "Керівництво")
	w.says(organiser, "мер")
	w.sees(organiser, "Потрібні дві частини через «=»")
	w.says(organiser, "шеф = Директор школи")
	w.sees(organiser, "У довіднику немає такої посади керівництва: «Директор школи»")
	w.says(organiser, "шеф = міський голова")
	w.sees(organiser, "Запам’ятав для всіх: «шеф» — Міський голова")
	w.says(olena, "вт 10:00 Нарада у шеф")
	w.sees(olena, "👤 Міський голова")
	w.presses(organiser, "Слова ради", "шеф", "Забути")
	w.sees(organiser, "0 слів")
	if diff := cmp.Diff([]string{"word.added", "word.removed"}, w.audited()); diff != "" {
		t.Error(diff)
	}
	for _, account := range []int64{olena, secretary, admin} {
		w.pressesData(account, "vl")
		if o := w.pressesData(account, "vl"); o.Toast == "" {
			t.Errorf("%d sees the words", account)
		}
	}
}
