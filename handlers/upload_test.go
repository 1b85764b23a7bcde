package handlers_test

import (
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// uploads is a person sending a file that was read as upload; nil is one that was
// not fetched.
func (w *town) uploads(account int64, upload *council.Upload) {
	w.t.Helper()
	w.message++
	w.upload = upload
	w.handle(account, &models.Update{Message: &models.Message{
		ID: w.message, Date: int(w.now.Unix()), Chat: models.Chat{ID: account, Type: models.ChatTypePrivate},
		From: &models.User{ID: account, FirstName: "Хтось"}, Document: &models.Document{FileID: "f", FileName: "план.xlsx"}}})
	w.upload = nil
}

func table(rows string) *council.Upload {
	return &council.Upload{Name: "план.xlsx", Content: []byte(rows)}
}

func TestAPlanAsAFile(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		play func(w *town)
		// want are the titles of culture's draft.
		want []string
	}{
		{"a file is taken without a question", func(w *town) {
			w.uploads(olena, table("вт 10:00 Нарада\nср 11:00 Комісія"))
			w.sees(olena, "додано до чернетки 2 заходи", "Нарада", "Комісія")
		}, []string{"Нарада", "Комісія"}},
		{"what cannot be read stays in sight", func(w *town) {
			w.uploads(olena, table("вт 10:00 Нарада\nколись Комісія"))
			w.sees(olena, "додано до чернетки 1 захід", "«колись Комісія»")
		}, []string{"Нарада", "колись Комісія"}},
		{"a file can be taken back", func(w *town) {
			w.says(olena, "вт 9:00 Апаратна")
			w.uploads(olena, table("вт 10:00 Нарада"))
			w.presses(olena, "Додати")
			w.presses(olena, "Скасувати це")
		}, []string{"Апаратна"}},
		{"a file in the place of what is there: the difference is shown first", func(w *town) {
			w.says(olena, "вт 9:00 Апаратна\nвт 10:00 Нарада")
			w.uploads(olena, table("вт 10:00 Нарада\nср 11:00 Комісія"))
			w.sees(olena, "У «план.xlsx» 2 заходи. У вашому плані вже є 2 заходи.", "➕ з’явиться 1 захід:\n• ", "Комісія", "➖ зникне 1 захід:\n• ", "Апаратна")
			w.presses(olena, "Замінити")
		}, []string{"Нарада", "Комісія"}},
		{"a file beside what is there brings nothing twice", func(w *town) {
			w.says(olena, "вт 9:00 Апаратна\nвт 10:00 Нарада")
			w.uploads(olena, table("вт 10:00 Нарада\nср 11:00 Комісія"))
			w.presses(olena, "Додати")
			w.sees(olena, "додано до чернетки 1 захід")
		}, []string{"Апаратна", "Нарада", "Комісія"}},
		{"nothing is written before it is said how", func(w *town) {
			w.says(olena, "вт 9:00 Апаратна")
			w.uploads(olena, table("вт 10:00 Нарада"))
		}, []string{"Апаратна"}},
		{"the same file again changes nothing", func(w *town) {
			w.uploads(olena, table("вт 10:00 Нарада"))
			w.uploads(olena, table("вт 10:00 Нарада"))
			w.sees(olena, "Вони однакові")
			w.presses(olena, "Додати")
			w.sees(olena, "Усі заходи з файла у плані вже є")
		}, []string{"Нарада"}},
		{"a button of an earlier file explains itself", func(w *town) {
			w.says(olena, "вт 9:00 Апаратна")
			w.uploads(olena, table("вт 10:00 Нарада"))
			old := w.chat(olena).screen.Buttons[0][0].Data
			w.uploads(olena, table("ср 10:00 Комісія"))
			w.pressesData(olena, old)
			w.sees(olena, "План на")
		}, []string{"Апаратна"}},
		{"a file that cannot be read leaves everything", func(w *town) {
			w.says(olena, "вт 9:00 Апаратна")
			w.uploads(olena, &council.Upload{Problem: unread{key: "upload.old_word"}})
			w.sees(olena, "Зберегти як", "Усе, що вже введено, лишилося")
			w.uploads(olena, &council.Upload{Problem: council.ErrNotFetched})
			w.sees(olena, "Не вдалося отримати «план.xlsx»", "Усе, що вже введено, лишилося")
			w.uploads(olena, nil)
			w.sees(olena, "Не вдалося отримати «план.xlsx»")
		}, []string{"Апаратна"}},
		{"a file without an entry", func(w *town) {
			w.uploads(olena, table(""))
			w.sees(olena, "не знайшлося жодного заходу")
		}, nil},
		{"the question for an answer goes on after a bad file", func(w *town) {
			w.presses(olena, "План")
			w.presses(olena, "Вставити списком")
			w.uploads(olena, &council.Upload{Problem: unread{key: "upload.pdf"}})
			w.says(olena, "вт 9:00 Апаратна")
		}, []string{"Апаратна"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.says(olena, "/start")
			test.play(w)
			if diff := cmp.Diff(test.want, w.titles(w.culture, council.Draft)); diff != "" {
				t.Errorf("the draft (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhoseFileItIs(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.uploads(petro, table("вт 10:00 Нарада"))
	w.sees(petro, "Для якого підрозділу", "КП «Водоканал»")
	w.presses(petro, "Водоканал")
	w.sees(petro, "додано до чернетки 1 захід")
	if diff := cmp.Diff([]string{"Нарада"}, w.titles(w.water, council.Draft)); diff != "" {
		t.Error(diff)
	}
	w.uploads(secretary, table("вт 10:00 Нарада"))
	w.sees(secretary, "Файл мені зараз не потрібен")
	w.uploads(stranger, table("вт 10:00 Нарада"))
	w.uploads(stranger, nil)
}
