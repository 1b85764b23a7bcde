package storage_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// postal is a person with an e-mail address, "" for none, and an account, 0 for
// none.
func (m *mail) postal(surname, email string, account int64) council.Person {
	m.Helper()
	p := m.person(surname)
	p.Email = email
	m.do(func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.UpdatePerson(ctx, p); err != nil {
			return err
		}
		if account == 0 {
			return nil
		}
		_, err := tx.Bind(ctx, account, p.ID, moment)
		return err
	})
	return p
}

// rows are the outbox's, "key channel state reason".
func (m *mail) rows() []string {
	m.Helper()
	rows, err := m.sql.Query(m.Context(), `
		SELECT coalesce(o.key, ''), coalesce(l.channel || ' ' || l.address, '-'), o.state, coalesce(o.reason, '')
		FROM outbox o LEFT JOIN lane l ON l.id = o.lane_id`)
	if err != nil {
		m.Fatal(err)
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var key, lane, state, reason string
		if err := rows.Scan(&key, &lane, &state, &reason); err != nil {
			m.Fatal(err)
		}
		found = append(found, fmt.Sprintf("%s | %s | %s %s", key, lane, state, reason))
	}
	slices.Sort(found)
	return found
}

func news(p council.Person, key string, change ...func(*council.Notice)) council.Notice {
	n := council.Notice{PersonID: p.ID, Class: council.Bulk, Key: key, Message: council.Message{HTML: "новина"}}
	for _, c := range change {
		c(&n)
	}
	return n
}

// TestMailStandsInForTelegram: where that reaches nobody, and where it is wanted
// besides; answers and screens never leave by e-mail.
func TestMailStandsInForTelegram(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	m.db.Mails = true
	both, only, blocked, none := m.postal("Обидва", "both@x.example", 1), m.postal("Пошта", "only@x.example", 0),
		m.postal("Блок", "blocked@x.example", 3), m.postal("Ніяк", "", 0)
	m.do(func(ctx context.Context, tx *storage.Tx) error { return tx.SetBlocked(ctx, 3, moment) })
	too := func(n *council.Notice) { n.Message.Mail = &council.Mail{Chosen: true, Too: true} }
	never := func(n *council.Notice) { n.Message.Mail = &council.Mail{Never: true} }
	live := func(n *council.Notice) { n.Message.Live = true }
	answer := func(n *council.Notice) { n.Class = council.Reply }
	for range 2 { // the second time nothing is new
		m.enqueue(moment, news(both, "a"), news(both, "b", too), news(only, "c"), news(only, "d", never), news(only, "e", live),
			news(blocked, "f"), news(none, "g"), news(none, "h", too))
	}
	m.enqueue(moment, news(only, "i", answer))
	want := []string{
		"a | telegram 1 | waiting ", "b | telegram 1 | waiting ", "b:email | email both@x.example | waiting ",
		"c | - | failed no account", "c:email | email only@x.example | waiting ",
		"d | - | failed no account", "e | - | failed no account",
		"f | - | failed blocked", "f:email | email blocked@x.example | waiting ",
		"g | - | failed no account", "h | - | failed no account", "i | - | failed no account",
	}
	if diff := cmp.Diff(want, m.rows()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestNoMailUnlessItLeaves(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	only := m.postal("Пошта", "only@x.example", 0)
	m.enqueue(moment, news(only, "a"))
	if diff := cmp.Diff([]string{"a | - | failed no account"}, m.rows()); diff != "" {
		t.Error(diff)
	}
}

// TestLettersByMailGoTheirOwnWay: Telegram's sender never gets them, one address
// has one letter on its way, and an ended one is not claimed again.
func TestLettersByMailGoTheirOwnWay(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	both, none := m.postal("Обидва", "both@x.example", 1), m.postal("Ніяк", "", 2)
	m.do(func(ctx context.Context, tx *storage.Tx) error {
		for range 2 {
			err := tx.EnqueueMail(ctx, []council.Notice{news(both, "a"), news(both, "b"), news(none, "c")}, moment)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if letters := append(m.claim(true, moment), m.claim(false, moment)...); len(letters) != 0 {
		t.Errorf("Telegram gets %+v", letters)
	}
	claim := func() []string {
		t.Helper()
		letters, err := m.db.ClaimMail(t.Context(), 10, moment)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		var fates []council.Fate
		for _, l := range letters {
			got = append(got, l.Address+" "+l.Message.HTML)
			fates = append(fates, council.Fate{Letter: l, Ending: council.Sent})
		}
		if err := m.db.Finish(t.Context(), fates, moment); len(fates) > 0 && err != nil {
			t.Fatal(err)
		}
		return got
	}
	for i, want := range [][]string{{"both@x.example новина"}, {"both@x.example новина"}, nil} {
		if diff := cmp.Diff(want, claim()); diff != "" {
			t.Errorf("round %d: %s", i, diff)
		}
	}
	want := []string{"a | email both@x.example | sent ", "b | email both@x.example | sent ", "c | - | failed no address"}
	if diff := cmp.Diff(want, m.rows()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if n, err := m.db.WaitingMail(t.Context()); n != 0 || err != nil {
		t.Errorf("%d wait, %v", n, err)
	}
}

// TestALetterByMailIsTriedAgain when its server says later, and its courier was
// killed.
func TestALetterByMailIsTriedAgain(t *testing.T) {
	t.Parallel()
	m := openMail(t)
	p := m.postal("Пошта", "only@x.example", 0)
	m.do(func(ctx context.Context, tx *storage.Tx) error {
		return tx.EnqueueMail(ctx, []council.Notice{news(p, "a")}, moment)
	})
	claim := func() []council.Letter {
		t.Helper()
		letters, err := m.db.ClaimMail(t.Context(), 10, moment)
		if err != nil {
			t.Fatal(err)
		}
		return letters
	}
	m.db.Lease = 0 // its claim ends at once, as if it had been killed a minute ago
	first, second := claim(), claim()
	if len(first) != 1 || len(second) != 1 || second[0].ID != first[0].ID {
		t.Fatalf("%+v, %+v", first, second)
	}
	m.db.Lease = time.Minute
	if err := m.db.Finish(t.Context(), []council.Fate{{Letter: second[0], Ending: council.Retry, After: time.Hour}}, moment); err != nil {
		t.Fatal(err)
	}
	if letters := claim(); len(letters) != 0 {
		t.Errorf("not within the hour: %+v", letters)
	}
}
