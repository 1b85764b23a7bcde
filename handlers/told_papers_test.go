package handlers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// remindsOfPapers writes to those who record at the reminder's hour, as the
// timetable does, and returns until when it is of use.
func (w *town) remindsOfPapers(kind council.OccurrenceKind, m council.Meeting, surnames ...string) time.Time {
	w.t.Helper()
	for _, o := range (council.MeetingTimetable{Zone: kyiv}).Occurrences(w.committee, m) {
		if o.Kind != kind {
			continue
		}
		w.now = o.At
		w.tx(func(ctx context.Context, tx *storage.Tx) error {
			var all []council.Notice
			for _, surname := range surnames {
				id := w.people[surname]
				all = append(all, council.Notice{PersonID: id, Class: council.Bulk, About: council.AboutMeeting(m.ID), Key: o.Key("", id),
					Message: council.Message{HTML: "Нагадування"}})
			}
			_, err := tx.Enqueue(ctx, all, w.now, w.now)
			return err
		})
		return o.Until
	}
	w.t.Fatalf("no %s of %+v", kind, m)
	return time.Time{}
}

// TestWhoWasRemindedOfAMeetingsPapersIsSeenWithThem: the papers take note, for
// everybody who was reminded of them.
func TestWhoWasRemindedOfAMeetingsPapersIsSeenWithThem(t *testing.T) {
	t.Parallel()
	agenda := func(w *town, m council.Meeting) {
		w.pressesData(secretary, hallPress("gm", m.ID))
		w.presses(secretary, "Порядок денний", "➕ Питання")
		w.says(secretary, "Про бюджет")
	}
	minutes := func(w *town, m council.Meeting) {
		w.pressesData(secretary, hallPress("gm", m.ID))
		w.presses(secretary, "Протокол: адреса або файл")
		w.sends(secretary, "f2", "Протокол.pdf", "")
	}
	for _, tt := range []struct {
		kind  council.OccurrenceKind
		title string
		do    func(w *town, m council.Meeting)
		done  string
	}{
		{council.AgendaDue, "нагадування про порядок денний, ср 25.11 о 09:00", agenda, "ср 25.11 о 10:00"},
		{council.MinutesDue, "нагадування про протокол, чт 10.12 о 09:00", minutes, "чт 10.12 о 10:00"},
		{council.PublishDue, "нагадування про оприлюднення протоколу, пт 11.12 о 09:00", func(w *town, m council.Meeting) {
			minutes(w, m)
			w.presses(secretary, "Оприлюднити")
		}, "пт 11.12 о 10:00"},
	} {
		t.Run(string(tt.kind), func(t *testing.T) {
			t.Parallel()
			w, m := closedMeeting(t, true)
			m = w.meeting(m.ID)
			if tt.kind == council.AgendaDue {
				w, m = recorders(t)
			} else {
				w.joins(w.committee, council.DeputySecretarySeat, false, "Рись", "Юлія", driver)
			}
			over := w.remindsOfPapers(tt.kind, m, "Сова", "Рись")
			w.deliver(driver)
			w.becomes(driver, models.ChatMemberTypeMember)
			w.now = w.now.Add(time.Hour)
			w.pressesData(organiser, hallPress("gd", m.ID))
			w.sees(organiser, "Кому надіслано: "+tt.title, "Зупинили бота · 1\n• Рись Ю.", "Доставлено · 1\n• Сова Н.І.", "Надіслати ще раз · 1")
			group := w.data(organiser, "Оновити")
			before := w.now
			w.now = over
			w.pressesData(organiser, group)
			if screen := w.screen(organiser); strings.Contains(screen, "Надіслати ще раз") {
				t.Errorf("what is over is sent again:\n%s", screen)
			}
			w.now = before
			tt.do(w, m)
			w.pressesData(organiser, group)
			want := "Кому надіслано: " + tt.title + `
Виконавчий комітет, п’ятниця, 27 листопада, 10:00

✅ Зроблено · 2
• Рись Ю.П. — ` + tt.done + `
• Сова Н.І. — ` + tt.done + `
[🔄 Оновити] [⬅️ Назад]
[🏠 На початок]`
			if diff := cmp.Diff(want, w.screen(organiser)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// recorders is a meeting of Friday that the secretary and her deputy prepare.
func recorders(t *testing.T) (*town, council.Meeting) {
	t.Helper()
	w := newTownWithBodies(t)
	w.joins(w.committee, council.DeputySecretarySeat, false, "Рись", "Юлія", driver)
	return w, w.meets(w.committee, friday)
}
