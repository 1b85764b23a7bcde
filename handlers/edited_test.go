package handlers_test

import (
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

// edits is a person changing the message that they sent as the number-th from
// the town's beginning.
func (w *town) edits(account int64, message int, text string) council.Outcome {
	w.t.Helper()
	return w.handle(account, &models.Update{EditedMessage: &models.Message{
		ID: message, Date: int(w.now.Unix()), Chat: models.Chat{ID: account, Type: models.ChatTypePrivate},
		From: &models.User{ID: account, FirstName: "Хтось"}, Text: text}})
}

// types is a person typing a text; the answer is its message's number.
func (w *town) types(account int64, text string) int {
	w.t.Helper()
	message := w.message + 1
	w.says(account, text)
	return message
}

// drafted are the titles and venues of a unit's draft.
func (w *town) drafted(unit council.Unit) []string {
	var found []string
	for _, e := range w.draft(unit) {
		found = append(found, e.Title+"|"+e.Venue)
	}
	return found
}

func TestAnEditedMessageChangesWhatItMade(t *testing.T) {
	t.Parallel()
	const text = "вт 10:00 Нарада\nср 11:00 Зустріч ?СЗ\nчт 12:00 Прийом"
	byHand := func(w *town) {
		w.says(olena, "/plan")
		w.presses(olena, "Змінити захід")
		w.presses(olena, "Зустріч")
		w.presses(olena, "Місце")
		w.says(olena, "надворі")
	}
	tests := map[string]struct {
		meanwhile func(w *town)
		text      string
		want      []string
		sees      []string
	}{
		"a line reworded": {func(*town) {}, "вт 10:00 Нарада\nср 11:00 Зустріч ?СЗ\nпт 12:00 Виїзний прийом",
			[]string{"Нарада|", "Зустріч|СЗ", "Виїзний прийом|"},
			[]string{"чернетку змінено так само", "➖ <s>четвер, 3 грудня, 12:00: Прийом</s>", "➕ п’ятниця, 4 грудня, 12:00: Виїзний прийом"}},
		"a line taken out and one added": {func(*town) {}, "вт 10:00 Нарада\nчт 12:00 Прийом\nпт 9:00 Звіт ?ВЗ",
			[]string{"Нарада|", "Прийом|", "Звіт|ВЗ"}, []string{"➖ <s>середа, 2 грудня, 11:00: Зустріч</s>", "ВЗ: це місце?"}},
		"nothing that matters": {func(*town) {}, text + "\n", []string{"Нарада|", "Зустріч|СЗ", "Прийом|"}, []string{"для плану в ньому все, як було"}},
		"a settled doubt stays settled": {func(w *town) { w.presses(olena, "місце не вказано") }, "вт 10:00 Збори\nср 11:00 Зустріч ?СЗ\nчт 12:00 Прийом",
			[]string{"Збори|", "Зустріч|", "Прийом|"}, []string{"➕ вівторок, 1 грудня, 10:00: Збори"}},
		"what was changed by hand stays and is pointed out": {byHand, "вт 10:00 Нарада\nср 11:00 Зустріч у парку\nчт 12:00 Прийом",
			[]string{"Нарада|", "Зустріч|надворі", "Зустріч у парку|", "Прийом|"},
			[]string{"ви вже виправили вручну", "• середа, 2 грудня, 11:00: Зустріч", "➕ середа, 2 грудня, 11:00: Зустріч у парку"}},
		"a line that is changed by hand and left alone": {byHand, "вт 10:00 Збори\nср 11:00 Зустріч ?СЗ\nчт 12:00 Прийом",
			[]string{"Збори|", "Зустріч|надворі", "Прийом|"}, []string{"➕ вівторок, 1 грудня, 10:00: Збори"}},
		"a line that cannot be read": {func(*town) {}, "вт 10:00 Нарада\nср 11:00 Зустріч ?СЗ\nколись Прийом",
			[]string{"Нарада|", "Зустріч|СЗ", "колись Прийом|"}, []string{"1 рядок не прочитано повністю", "«колись Прийом»"}},
		"another message": {func(w *town) { w.says(olena, "пт 9:00 Звіт") }, "вт 10:00 Нарада",
			[]string{"Нарада|", "Звіт|"}, []string{"➖ <s>четвер, 3 грудня, 12:00: Прийом</s>"}},
		"undone before": {func(w *town) { w.presses(olena, "Скасувати це додавання") }, "вт 10:00 Нарада",
			[]string{"Нарада|"}, []string{"➕ вівторок, 1 грудня, 10:00: Нарада"}},
		"submitted": {func(w *town) {
			w.presses(olena, "Усе правильно")
			w.presses(olena, "Подати план")
		}, "вт 10:00 Збори",
			nil, []string{"уже подано, тож він лишився таким, як був", "[✏️ Змінити план]"}},
		"its week has begun": {func(w *town) { w.now = at("пн 9:00").AddDate(0, 0, 7) }, "вт 10:00 Збори",
			[]string{"Нарада|", "Зустріч|СЗ", "Прийом|"}, []string{"уже почався"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			message := w.types(olena, text)
			tt.meanwhile(w)
			w.edits(olena, message, tt.text)
			w.sees(olena, tt.sees...)
			if diff := cmp.Diff(tt.want, w.drafted(w.culture)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestAnEditedMessageThatMadeNothing(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	message := w.types(olena, "добрий день")
	w.edits(olena, message, "вт 10:00 Нарада")
	w.sees(olena, "план від цього не змінився")
	if got := w.drafted(w.culture); got != nil {
		t.Errorf("made %v", got)
	}
	// What another person's message made is not theirs to change.
	message = w.types(olena, "вт 10:00 Нарада")
	w.edits(petro, message, "вт 10:00 Збори")
	if diff := cmp.Diff([]string{"Нарада|"}, w.drafted(w.culture)); diff != "" {
		t.Error(diff)
	}
}
