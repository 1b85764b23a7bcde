package handlers_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// file is a document the outcome sends, as it is kept.
func (w *town) file(n council.Notice) council.File {
	w.t.Helper()
	f, err := w.db.FileByID(w.t.Context(), n.Message.Document.StoredID)
	w.must(err)
	return f
}

func TestThePapersOfAMeeting(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	for words, want := range map[string]string{"Аркуш реєстрації": "Аркуш реєстрації", "Протокол (заготовка)": "Протокол"} {
		w.pressesData(secretary, hallPress("gm", m.ID))
		out := w.presses(secretary, words)
		var got []string
		for _, n := range out.Notices {
			f := w.file(n)
			magic := string(f.Data[:2])
			got = append(got, strings.Join([]string{magic, f.Name, n.Message.Document.Name, plain(n.Message.HTML)}, " | "))
		}
		name := want + " Виконавчий комітет " + m.Day.String()
		if diff := cmp.Diff([]string{
			"PK | " + name + ".docx | " + name + ".docx | 📄 " + words + " · Виконавчий комітет · п’ятниця, 27 листопада",
			"%P | " + name + ".pdf | " + name + ".pdf | 📄 " + words + " · Виконавчий комітет · п’ятниця, 27 листопада, для друку",
		}, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestThePapersAreForWhoRecords(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	for _, account := range []int64{olena, mayor, organiser} {
		w.pressesData(account, hallPress("gm", m.ID))
		if screen := w.screen(account); strings.Contains(screen, "Протокол") || strings.Contains(screen, "Екран у залі") {
			t.Errorf("%d is offered the papers:\n%s", account, screen)
		}
		for _, do := range []string{"kds", "kdm", "kdh"} {
			out := w.pressesData(account, hallPress(do, m.ID))
			if slices.ContainsFunc(out.Notices, func(n council.Notice) bool { return n.Message.Document != nil }) || !strings.Contains(out.Toast, "не") {
				t.Errorf("%d gets %s: %+v", account, do, out)
			}
		}
	}
}

func TestTheHallsScreenHasAOneTimeAddress(t *testing.T) {
	t.Parallel()
	w, m := newHall(t)
	w.pressesData(secretary, hallPress("gm", m.ID))
	w.presses(secretary, "Екран у залі")
	const address = "https://sereda.example.org/hall/secret-1"
	w.sees(secretary, address, "Виконавчий комітет")
	if b := w.chat(secretary).screen.Buttons; len(b) != 1 || b[0][0].URL != address {
		t.Errorf("%+v", b)
	}
	got, err := w.db.HallScreen(t.Context(), council.SecretHash("secret-1"))
	w.must(err)
	want := council.NewHallScreen("secret-1", m.ID, w.people["Сова"], m.At(kyiv), w.now)
	got.ExpiresAt = got.ExpiresAt.In(kyiv)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}

	m.State = council.Closed
	w.tx(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateMeeting(ctx, m) })
	out := w.pressesData(secretary, hallPress("kdh", m.ID))
	if len(out.Notices) != 0 || out.Toast == "" {
		t.Errorf("a closed meeting's screen: %+v", out)
	}
	w.pressesData(secretary, hallPress("gm", m.ID))
	if strings.Contains(w.screen(secretary), "Екран у залі") {
		t.Error("a closed meeting offers a screen")
	}
}
