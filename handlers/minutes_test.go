package handlers_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func (w *town) minutesLink(m council.Meeting) string {
	w.t.Helper()
	var link string
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		link, err = tx.MinutesLink(ctx, m.ID)
		return err
	})
	return link
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
	w.presses(secretary, "Де оприлюднено протокол")
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
	w.presses(secretary, "Прибрати посилання")
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
