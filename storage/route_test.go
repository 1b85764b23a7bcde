package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// wishes is a person with an address, an account, 0 for none, and a choice.
func (m *mail) wishes(surname, email string, account int64, wish council.Wish) council.Person {
	m.Helper()
	p := m.postal(surname, email, account)
	m.do(func(ctx context.Context, tx *storage.Tx) error { return tx.SetWish(ctx, p.ID, wish) })
	return p
}

func distributedToo(n *council.Notice) { n.Message.Mail = &council.Mail{Chosen: true, Too: true} }
func chosen(n *council.Notice)         { n.Message.Mail = &council.Mail{Chosen: true} }
func urgent(n *council.Notice)         { n.Class = council.Urgent }

// TestWhatIsDistributedGoesAsChosen, and nothing else does.
func TestWhatIsDistributedGoesAsChosen(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.db.Mails = true
	none := m.postal("Ніщо", "none@x.example", 1)
	telegram := m.wishes("Телеграм", "telegram@x.example", 2, council.WishTelegram)
	mailed := m.wishes("Пошта", "mail@x.example", 3, council.WishMail)
	both := m.wishes("Обидва", "both@x.example", 4, council.WishBoth)
	nowhere := m.wishes("Безадресний", "", 5, council.WishMail)
	withMail := func(n *council.Notice) { n.Message.Mail = &council.Mail{Chosen: true, Never: true} }
	for round, added := range []int{9, 0} { // the second time nothing is new
		got := m.enqueue(moment, news(none, "a", chosen), news(none, "b", distributedToo), news(telegram, "c", distributedToo),
			news(mailed, "d", chosen), news(mailed, "e", chosen, urgent), news(mailed, "f"), news(mailed, "g", withMail),
			news(both, "h", chosen), news(both, "i"), news(nowhere, "j", distributedToo))
		if got != added {
			t.Errorf("round %d: %d notices are new, want %d", round, got, added)
		}
	}
	want := []string{
		"a | telegram 1 | waiting ", "b | telegram 1 | waiting ", "b:email | email none@x.example | waiting ",
		"c | telegram 2 | waiting ",
		"d:email | email mail@x.example | waiting ", "e | telegram 3 | waiting ", "e:email | email mail@x.example | waiting ", "f | telegram 3 | waiting ",
		"h | telegram 4 | waiting ", "h:email | email both@x.example | waiting ", "i | telegram 4 | waiting ", "j | telegram 5 | waiting ",
	}
	if diff := cmp.Diff(want, m.rows()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}

	// Who chose otherwise since is not told the same twice.
	m.do(func(ctx context.Context, tx *storage.Tx) error {
		return tx.SetWish(ctx, mailed.ID, council.WishTelegram)
	})
	m.enqueue(moment, news(mailed, "d", chosen))
	if diff := cmp.Diff(want, m.rows()); diff != "" {
		t.Errorf("after another choice (-want +got):\n%s", diff)
	}
	m.do(func(ctx context.Context, tx *storage.Tx) error {
		keys, err := tx.NoticesSince(ctx, "", "d", time.Time{})
		if diff := cmp.Diff([]string{"d"}, keys); diff != "" {
			t.Error(diff)
		}
		return err
	})
}

// TestWhatFailsForGoodGoesByTheOtherChannel once, and not in circles.
func TestWhatFailsForGoodGoesByTheOtherChannel(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.db.Mails = true
	evening := moment.Add(time.Hour)
	m.db.Release = func(time.Time) time.Time { return evening }
	mailed := m.wishes("Пошта", "gone@x.example", 1, council.WishMail)
	blocked := m.postal("Блок", "blocked@x.example", 2)
	both := m.wishes("Обидва", "both@x.example", 3, council.WishBoth)
	neither := m.wishes("Ніяк", "lost@x.example", 0, council.WishMail)
	m.enqueue(moment, news(mailed, "a", chosen), news(mailed, "b", chosen), news(blocked, "c", chosen), news(blocked, "d"),
		news(both, "e", chosen), news(neither, "f", chosen))
	fail := func(letters []council.Letter, blocked bool) {
		t.Helper()
		var fates []council.Fate
		for _, l := range letters {
			fates = append(fates, council.Fate{Letter: l, Ending: council.Failed, Reason: "no", Blocked: blocked})
		}
		m.finish(fates...)
	}
	mails := func() []council.Letter {
		t.Helper()
		letters, err := m.db.ClaimMail(t.Context(), 10, moment)
		if err != nil {
			t.Fatal(err)
		}
		return letters
	}
	refused := mails()
	fail(refused, false)
	fail(refused, false) // told twice what became of them
	var toBlocked []council.Letter
	for _, l := range m.claim(true, moment) {
		if l.PersonID == blocked.ID {
			toBlocked = append(toBlocked, l)
		} else {
			m.finish(council.Fate{Letter: l, MessageID: 1})
		}
	}
	fail(toBlocked, true)
	want := []string{
		"a | telegram 1 | waiting ", "a:email | email gone@x.example | failed no", "b:email | email gone@x.example | waiting ",
		"c | telegram 2 | failed no", "c:email | email blocked@x.example | waiting ",
		"d | telegram 2 | failed blocked", "d:email | email blocked@x.example | waiting ",
		"e | telegram 3 | sent ", "e:email | email both@x.example | failed no",
		"f | - | failed no account", "f:email | email lost@x.example | failed no",
	}
	if diff := cmp.Diff(want, m.rows()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if letters := m.claim(true, moment); len(letters) != 0 {
		t.Errorf("what waits for the morning leaves at night: %+v", letters)
	}
	fail(mails(), false)
	fail(m.claim(true, evening), false)
	for range 5 {
		fail(mails(), false)
		fail(m.claim(true, evening), false)
	}
	waiting := one[int](m, `SELECT count(*)::int FROM outbox WHERE state = 'waiting'`)
	if rows := m.rows(); waiting != 0 || len(rows) != 12 || m.waiting() != 0 {
		t.Errorf("%d wait, %d in lanes: %v", waiting, m.waiting(), rows)
	}
}
