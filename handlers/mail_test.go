package handlers_test

import (
	"context"
	"strings"
	"testing"

	"sereda/council"
	"sereda/storage"
)

// mailed are the letters by e-mail that wait, by address.
func (w *town) mailed() map[string]council.Letter {
	w.t.Helper()
	found := map[string]council.Letter{}
	for {
		letters, err := w.db.ClaimMail(w.t.Context(), 100, w.now)
		w.must(err)
		if len(letters) == 0 {
			return found
		}
		var fates []council.Fate
		for _, l := range letters {
			if _, twice := found[l.Address]; twice {
				w.t.Errorf("%s gets more than one letter", l.Address)
			}
			found[l.Address] = l
			fates = append(fates, council.Fate{Letter: l})
		}
		w.must(w.db.Finish(w.t.Context(), fates, w.now))
	}
}

func (w *town) hasMail(surname, email string) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		p, err := tx.PersonByID(ctx, w.people[surname], council.DateOf(w.now))
		if err != nil {
			return err
		}
		p.Email = email
		return tx.UpdatePerson(ctx, p)
	})
}

// TestThePlanByMail: who has no Telegram gets the plan by e-mail, with its
// document and its part of the calendar; the next revision takes the place of a
// letter that still waits.
func TestThePlanByMail(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.mails, w.db.Mails = true, true
	w.hasMail("Коваль", "koval@rada.example.org")
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Unbind(ctx, w.people["Коваль"], w.now)
		return err
	})
	w.agreed()
	w.agreeAnew()
	letters := w.mailed()
	l, got := letters["koval@rada.example.org"]
	if !got || len(letters) != 1 {
		t.Fatalf("letters: %+v", letters)
	}
	if m := l.Message.Mail; m == nil || m.Subject != "План на 30 листопада – 6 грудня 2026 року, редакція 2" {
		t.Errorf("%+v", l.Message)
	}
	for id, begins := range map[int64]string{l.Message.Document.StoredID: "%PDF-", l.Message.Mail.Calendar: "BEGIN:VCALENDAR"} {
		f, err := w.db.FileByID(t.Context(), id)
		w.must(err)
		if !strings.HasPrefix(string(f.Data), begins) {
			t.Errorf("%s begins with %q", f.Name, f.Data[:min(20, len(f.Data))])
		}
	}
}
