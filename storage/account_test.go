package storage_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func (d *directory) binding(p council.Person) council.Binding {
	d.Helper()
	var b council.Binding
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		b, err = tx.BindingOf(ctx, p.ID)
		return err
	})
	return b
}

func TestOnePersonHasOneAccountAtATime(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p, other := d.person("Ткач"), d.person("Коваль")
	steps := []struct {
		name            string
		person          council.Person
		account, former int64
	}{
		{"the first", p, 1, 0},
		{"the same again", p, 1, 0},
		{"another", p, 2, 1},
		{"back to the first", p, 1, 2},
		{"an account left behind goes to somebody else", other, 2, 0},
		{"an account in use moves", other, 1, 2},
	}
	for _, s := range steps {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			former, err := tx.Bind(ctx, s.account, s.person.ID, moment)
			if former != s.former {
				t.Errorf("%s: former account %d", s.name, former)
			}
			return err
		})
		if got := d.binding(s.person).Account; got != s.account {
			t.Errorf("%s: bound to %d", s.name, got)
		}
	}
	if got := d.binding(p).Account; got != 0 {
		t.Errorf("who lost the account has %d", got)
	}
}

func TestBindingTellsOfBlockingAndInvitations(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Ткач")
	invite := func(secret string, days int) council.Binding {
		until := moment.AddDate(0, 0, days)
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			return tx.Invite(ctx, council.SecretHash(secret), council.Invitation{PersonID: p.ID, ExpiresAt: until}, moment)
		})
		return d.binding(p)
	}
	if b := invite("one", 1); !b.InvitedUntil.Equal(moment.AddDate(0, 0, 1)) || b.Invited != 1 {
		t.Errorf("invited: %+v", b)
	}
	if b := invite("two", 2); !b.InvitedUntil.Equal(moment.AddDate(0, 0, 2)) || b.Invited != 2 {
		t.Errorf("invited again: %+v", b)
	}
	d.bind(p, 1)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.UseInvitation(ctx, council.SecretHash("two"), moment); err != nil {
			return err
		}
		return tx.SetBlocked(ctx, 1, moment)
	})
	if b := d.binding(p); b.Account != 1 || !b.BlockedAt.Equal(moment) || !b.InvitedUntil.IsZero() {
		t.Errorf("blocked: %+v", b)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.SetReachable(ctx, 1) })
	if b := d.binding(p); !b.BlockedAt.IsZero() {
		t.Errorf("reachable: %+v", b)
	}
}

// TestOneLinkOpenedTwiceTogetherLetsInOne: whoever comes second waits for the
// first and finds the invitation used.
func TestOneLinkOpenedTwiceTogetherLetsInOne(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Ткач")
	hash := council.SecretHash("link")
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		return tx.Invite(ctx, hash, council.Invitation{PersonID: p.ID, ExpiresAt: moment.AddDate(0, 0, 1)}, moment)
	})
	open := func(account int64) error {
		return d.try(func(ctx context.Context, tx *storage.Tx) error {
			i, err := tx.InvitationByHash(ctx, hash)
			if err != nil || !i.Opens(moment) {
				return errors.Join(err, council.ErrNotFound)
			}
			if err := tx.UseInvitation(ctx, hash, moment); err != nil {
				return err
			}
			_, err = tx.Bind(ctx, account, i.PersonID, moment)
			return err
		})
	}
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() { errs[i] = open(int64(i + 1)) })
	}
	wg.Wait()
	var let int64
	for i, err := range errs {
		switch {
		case err == nil && let != 0:
			t.Errorf("accounts %d and %d were let in", let, i+1)
		case err == nil:
			let = int64(i + 1)
		case !errors.Is(err, council.ErrNotFound):
			t.Error(err)
		}
	}
	if got := d.binding(p).Account; got != let {
		t.Errorf("bound to %d, let in %d", got, let)
	}
}

func TestInvitationIsFoundAsItStands(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	p := d.person("Ткач")
	hash := council.SecretHash("link")
	want := council.Invitation{PersonID: p.ID, ExpiresAt: moment.AddDate(0, 0, 1)}
	find := func() council.Invitation {
		t.Helper()
		var i council.Invitation
		d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
			i, err = tx.InvitationByHash(ctx, hash)
			return err
		})
		return i
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.Invite(ctx, hash, want, moment) })
	if diff := cmp.Diff(want, find()); diff != "" {
		t.Error(diff)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error { return tx.RevokeInvitations(ctx, p.ID, moment) })
	want.RevokedAt = moment
	if diff := cmp.Diff(want, find()); diff != "" {
		t.Error(diff)
	}
	err := d.try(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.InvitationByHash(ctx, council.SecretHash("other"))
		return err
	})
	if !errors.Is(err, council.ErrNotFound) {
		t.Errorf("unknown link: %v", err)
	}
}

func TestPhoneFindsWhoIsInService(t *testing.T) {
	t.Parallel()
	const phone = "+380671112233"
	d := openDirectory(t)
	add := func(surname string) council.Person {
		p := council.Person{Surname: surname, Phone: phone}
		d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
			p.ID, err = tx.AddPerson(ctx, p)
			return err
		})
		return p
	}
	find := func() (id int64) {
		err := d.try(func(ctx context.Context, tx *storage.Tx) error {
			p, err := tx.PersonByPhone(ctx, phone, today)
			id = p.ID
			return err
		})
		if err != nil && !errors.Is(err, council.ErrNotFound) {
			t.Fatal(err)
		}
		return id
	}
	first := add("Ткач")
	if got := find(); got != first.ID {
		t.Errorf("found %d", got)
	}
	d.end(first, today.AddDays(-1))
	if got := find(); got != 0 {
		t.Errorf("found %d who has left", got)
	}
	second := add("Коваль")
	if got := find(); got != second.ID {
		t.Errorf("found %d, not the new owner", got)
	}
	err := d.try(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.AddPerson(ctx, council.Person{Surname: "Третя", Phone: phone})
		return err
	})
	if !errors.Is(err, council.ErrConflict) {
		t.Errorf("a phone of two: %v", err)
	}
}

func TestAttemptsAreCountedByWay(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	record := func(account int64, minutes int, way council.Way) {
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			return tx.RecordAttempt(ctx, account, moment.Add(-time.Duration(minutes)*time.Minute), way)
		})
	}
	record(1, 90, council.ByLink)
	record(1, 30, council.ByLink)
	record(1, 20, council.ByWords)
	record(2, 10, council.ByContact)
	var tries council.Tries
	var attempts []council.Attempt
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		if tries, err = tx.TriesOf(ctx, 1, moment.Add(-time.Hour)); err != nil {
			return err
		}
		attempts, err = tx.Attempts(ctx, moment.Add(-24*time.Hour))
		return err
	})
	if diff := cmp.Diff(council.Tries{council.ByLink: 1, council.ByWords: 1}, tries); diff != "" {
		t.Error(diff)
	}
	want := []council.Attempt{
		{Account: 2, Way: council.ByContact, Count: 1, Last: moment.Add(-10 * time.Minute)},
		{Account: 1, Way: council.ByWords, Count: 1, Last: moment.Add(-20 * time.Minute)},
		{Account: 1, Way: council.ByLink, Count: 2, Last: moment.Add(-30 * time.Minute)},
	}
	if diff := cmp.Diff(want, attempts); diff != "" {
		t.Error(diff)
	}
}
