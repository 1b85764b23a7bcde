package handlers_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/scheduler"
	"sereda/storage"
	"sereda/testkit"
)

// file is a document the outcome sends, as it is kept.
func (w *town) file(n council.Notice) council.File {
	w.t.Helper()
	f, err := w.db.FileByID(w.t.Context(), n.Message.Document.StoredID)
	w.must(err)
	return f
}

// seenPapers is the town's storage; it takes note of the letters that are written.
type seenPapers struct {
	db   *storage.DB
	seen []council.Notice
}

type seenTx struct {
	*storage.Tx
	of *seenPapers
}

func (p *seenPapers) InTx(ctx context.Context, work func(tx seenTx) error) error {
	return p.db.InTx(ctx, func(tx *storage.Tx) error { return work(seenTx{tx, p}) })
}

func (t seenTx) Enqueue(ctx context.Context, notices []council.Notice, now, hold time.Time) (int, error) {
	t.of.seen = append(t.of.seen, notices...)
	return t.Tx.Enqueue(ctx, notices, now, hold)
}

// papers writes what was ordered, as the loop does after the commit, and tells
// what was sent.
func (w *town) papers() []council.Notice {
	w.t.Helper()
	store := &seenPapers{db: w.db}
	runner := &scheduler.PaperRunner[seenTx]{Means: scheduler.Means[seenTx]{Store: store, Log: testkit.Log(w.t)}, Zone: kyiv,
		Prepare: func(ctx context.Context, tx seenTx, o council.PaperOrder, a council.Access, now time.Time) (council.PaperWork, error) {
			return w.app.PreparePaper(ctx, tx.Tx, o, a, now)
		}, Refused: w.app.PaperRefused}
	w.must(runner.RunOnce(w.t.Context(), w.now))
	return store.seen
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
