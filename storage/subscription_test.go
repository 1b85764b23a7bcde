package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestAnAddressOfEachScopeWorksAtOnce(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	at := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		person, err := tx.AddPerson(ctx, council.Person{Surname: "Коваль"})
		if err != nil {
			return err
		}
		kept := func(secret string, scope council.CalendarScope, at time.Time) council.Subscription {
			s := council.Subscription{SecretHash: council.SecretHash(secret), PersonID: person, Scope: scope, MadeAt: at}
			if err := tx.Subscribe(ctx, s); err != nil {
				t.Fatal(err)
			}
			return s
		}
		first := kept("one", council.OwnCalendar, at)
		whole := kept("two", council.WholeCalendar, at.Add(time.Minute))
		second := kept("three", council.OwnCalendar, at.Add(time.Hour))
		first.RevokedAt = at.Add(time.Hour)
		check := func(want ...council.Subscription) {
			t.Helper()
			got, err := tx.SubscriptionsOf(ctx, person)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%v; subscriptions (-want +got):\n%s", err, diff)
			}
		}
		check(first, whole, second)
		if n, err := tx.RevokeSubscriptions(ctx, person, "", at.Add(2*time.Hour)); n != 2 || err != nil {
			t.Errorf("%d revoked, %v", n, err)
		}
		whole.RevokedAt, second.RevokedAt = at.Add(2*time.Hour), at.Add(2*time.Hour)
		check(first, whole, second)
		if got, err := tx.SubscriptionBy(ctx, council.SecretHash("two")); err != nil || !cmp.Equal(whole, got) {
			t.Errorf("%+v, %v", got, err)
		}
		if _, err := tx.SubscriptionBy(ctx, council.SecretHash("four")); !errors.Is(err, council.ErrNotFound) {
			t.Errorf("an address nobody made: %v", err)
		}
		return nil
	})
}

func TestWhatAPersonMayWithoutAnAccount(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	day := council.NewDate(2026, 11, 24)
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		var bound, free int64
		for i, id := range []*int64{&bound, &free} {
			*id, _ = tx.AddPerson(ctx, council.Person{Surname: "Лис", Phone: []string{"+380000000001", "+380000000002"}[i]})
			if err := tx.GrantRole(ctx, *id, council.Organiser, 0, day); err != nil {
				return err
			}
			if err := tx.AddPost(ctx, council.Post{Kind: council.LeaderPost, Title: "Заступник"}, *id, day); err != nil {
				return err
			}
		}
		if _, err := tx.Bind(ctx, 55, bound, time.Unix(0, 0)); err != nil {
			return err
		}
		ofAccount, err := tx.AccessOf(ctx, []int64{55}, day)
		if err != nil {
			return err
		}
		want := ofAccount[55]
		want.Account = 0
		got, err := tx.AccessOfPerson(ctx, bound, day)
		if diff := cmp.Diff(want, got); diff != "" || err != nil || !got.Has(council.LeaderRole) {
			t.Errorf("%v; access (-of the account +of the person):\n%s", err, diff)
		}
		if got, err := tx.AccessOfPerson(ctx, free, day); err != nil || got.Person.ID != free || !got.May(council.FormPlan) || len(got.Leaders) != 1 {
			t.Errorf("%+v, %v", got, err)
		}
		if got, err := tx.AccessOfPerson(ctx, 999, day); err != nil || got.Known() {
			t.Errorf("nobody: %+v, %v", got, err)
		}
		return nil
	})
}
