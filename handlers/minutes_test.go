package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func (w *town) minutesOf(m council.Meeting) council.Minutes {
	w.t.Helper()
	var minutes council.Minutes
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		minutes, err = tx.MinutesOf(ctx, m.ID)
		return err
	})
	return minutes
}

func (w *town) minutesLink(m council.Meeting) string {
	w.t.Helper()
	return w.minutesOf(m).Link
}

// closedMeeting is one whose record is closed, of a body that publishes its
// minutes.
func closedMeeting(t *testing.T, open bool) (*town, council.Meeting) {
	t.Helper()
	w, m := inTheHall(t)
	w.committee.Publish = true
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.UpdateBody(ctx, w.committee); err != nil {
			return err
		}
		m, err := tx.MeetingByID(ctx, m.ID)
		if err != nil {
			return err
		}
		m.OpenToPublic = open
		return tx.UpdateMeeting(ctx, m)
	})
	w.pressesData(secretary, hallPress("kd", m.ID))
	return w, m
}

func (w *town) listedMinutes() []string {
	w.t.Helper()
	var found []string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		all, err := tx.PublishedMinutes(ctx, council.NewDate(2026, 1, 1))
		for _, p := range all {
			found = append(found, p.Link+p.Name)
		}
		return err
	})
	return found
}

// TestMinutesAsAFile: recorded it is for who records, and for the others once the
// secretary said so; on the page for everybody only of an open meeting.
func TestMinutesAsAFile(t *testing.T) {
	t.Parallel()
	for _, open := range []bool{true, false} {
		w, m := closedMeeting(t, open)
		w.pressesData(secretary, hallPress("gm", m.ID))
		w.presses(secretary, "Протокол: адреса або файл")
		w.sees(secretary, "або сам протокол файлом PDF чи DOCX")
		w.sends(secretary, "f1", "протокол.exe", "")
		w.sees(secretary, "Потрібен протокол файлом PDF або DOCX, до 10 МБ")
		w.sends(secretary, "f2", "Протокол № 1.PDF", "")
		w.sees(secretary, "✅ Протокол записано", "[📄 Протокол] [📢 Оприлюднити]")
		if got := w.minutesOf(m); got.FileID != "f2" || got.Name != "Протокол № 1.pdf" || got.Published {
			t.Errorf("kept %+v", got)
		}
		w.pressesData(mayor, hallPress("gm", m.ID))
		if screen := w.screen(mayor); strings.Contains(screen, "📄") {
			t.Errorf("a draft is shown to a member:\n%s", screen)
		}
		stamp := w.minutesOf(m).At.Unix()
		if o := w.pressesData(mayor, hallPress("klf", m.ID)); o.Toast != w.app.Texts.Label("press.stale") {
			t.Errorf("a draft is sent to a member: %+v", o)
		}
		if o := w.pressesData(mayor, hallPress("klp", m.ID, stamp)); o.Toast != w.app.Texts.Label("error.forbidden") {
			t.Errorf("published by a member: %q", o.Toast)
		}
		if o := w.pressesData(secretary, hallPress("klp", m.ID, stamp-1)); o.Toast != w.app.Texts.Label("press.stale") {
			t.Errorf("another file's button: %q", o.Toast)
		}
		if got := w.listedMinutes(); got != nil {
			t.Errorf("listed before it was said: %v", got)
		}

		w.pressesData(secretary, hallPress("gm", m.ID))
		w.presses(secretary, "Оприлюднити")
		w.sees(secretary, "✅ Протокол оприлюднено", "[📄 Оприлюднений протокол]")
		w.pressesData(mayor, hallPress("gm", m.ID))
		o := w.presses(mayor, "Оприлюднений протокол")
		if n := o.Notices; len(n) != 1 || n[0].Message.Document == nil || n[0].Message.Document.FileID != "f2" || n[0].Message.Document.Name != "Протокол № 1.pdf" {
			t.Errorf("%+v", o)
		}
		want := []string{"Протокол № 1.pdf"}
		if !open {
			want = nil
		}
		if diff := cmp.Diff(want, w.listedMinutes()); diff != "" {
			t.Errorf("open %v: %s", open, diff)
		}

		w.pressesData(secretary, hallPress("kl", m.ID))
		w.sees(secretary, "Протокол записано файлом: Протокол № 1.pdf")
		w.says(secretary, "https://rada.example.org/7")
		if diff := cmp.Diff([]string{"https://rada.example.org/7"}, w.listedMinutes()); diff != "" {
			t.Errorf("a link in place of the file, open %v: %s", open, diff)
		}
	}
}

func TestMinutesThatAreBeingTakenBackAreNotPublished(t *testing.T) {
	t.Parallel()
	w, m := closedMeeting(t, true)
	w.joins(w.committee, council.DeputySecretarySeat, false, "Рись", "Юлія", driver)
	w.pressesData(secretary, hallPress("kl", m.ID))
	w.sends(secretary, "f1", "протокол.pdf", "")
	publish := hallPress("klp", m.ID, w.minutesOf(m).At.Unix())
	w.beside(pressed{secretary, hallPress("klx", m.ID)}, pressed{driver, publish})
	if got := w.minutesOf(m); got.Recorded() {
		t.Errorf("kept %+v", got)
	}
}

func TestWhereMinutesArePublished(t *testing.T) {
	t.Parallel()
	w, m := inTheHall(t)
	w.committee.Publish = true
	w.tx(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateBody(ctx, w.committee) })
	w.pressesData(secretary, hallPress("kl", m.ID))
	w.sees(secretary, "записують після завершення обліку")
	w.pressesData(secretary, hallPress("kd", m.ID))

	w.pressesData(secretary, hallPress("gm", m.ID))
	w.presses(secretary, "Протокол: адреса або файл")
	w.says(secretary, "http://rada.example.org/7")
	w.sees(secretary, "має починатися з https://")
	w.says(secretary, "https://rada.example.org/7?a=1&b=2")
	w.sees(secretary, "✅ Посилання на протокол записано", "[📄 Оприлюднений протокол]")
	if got := w.minutesLink(m); got != "https://rada.example.org/7?a=1&b=2" {
		t.Errorf("kept %q", got)
	}
	w.pressesData(mayor, hallPress("gm", m.ID))
	w.sees(mayor, "[📄 Оприлюднений протокол]")
	for _, data := range []string{hallPress("kl", m.ID), hallPress("klx", m.ID)} {
		if o := w.pressesData(mayor, data); o.Toast != w.app.Texts.Label("error.forbidden") {
			t.Errorf("%s by a member: %q", data, o.Toast)
		}
	}

	w.pressesData(secretary, hallPress("kl", m.ID))
	w.sees(secretary, "Протокол оприлюднено: https://rada.example.org/7?a=1&b=2")
	w.presses(secretary, "Прибрати протокол")
	if got := w.minutesLink(m); got != "" {
		t.Errorf("taken back, %q is kept", got)
	}
	w.pressesData(secretary, hallPress("klx", m.ID)) // pressed twice, nothing more
	var kept []string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		records, err := tx.Records(ctx, at("пн 00:00"))
		for _, r := range records {
			if r.Action == "minutes.published" {
				kept = append(kept, r.Subject)
			}
		}
		return err
	})
	if diff := cmp.Diff([]string{council.AboutMeeting(m.ID), council.AboutMeeting(m.ID)}, kept); diff != "" {
		t.Error(diff)
	}
}
