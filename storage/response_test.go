package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func (d *directory) responses(m council.Meeting) []council.Response {
	d.Helper()
	var found []council.Response
	d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
		found, err = tx.ResponsesOf(ctx, m)
		return err
	})
	for i := range found {
		found[i].At = found[i].At.UTC()
	}
	return found
}

func TestAnswersBelongToAVersion(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	m := d.meeting(d.body(committee()), today)
	first, second, clerk := d.person("Аля"), d.person("Боря"), d.person("Писар")
	yes := council.Response{MeetingID: m.ID, Version: 1, PersonID: first.ID, Answer: council.WillAttend, At: moment}
	no := council.Response{MeetingID: m.ID, Version: 1, PersonID: first.ID, Answer: council.WillNot, Reason: council.OtherReason,
		Words: "весілля", At: moment.Add(time.Minute), Late: true, EnteredBy: clerk.ID}
	deputy := council.Response{MeetingID: m.ID, Version: 1, PersonID: second.ID, Answer: council.SendsDeputy,
		DeputyID: clerk.ID, DeputyName: "Писар", DeputyAgreed: true, At: moment}
	anew := council.Response{MeetingID: m.ID, Version: 2, PersonID: first.ID, Answer: council.WillRemotely, At: moment}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		for _, r := range []council.Response{yes, deputy, no, anew} {
			if err := tx.Respond(ctx, r); err != nil {
				return err
			}
		}
		return nil
	})
	if diff := cmp.Diff([]council.Response{no, deputy}, d.responses(m)); diff != "" {
		t.Error(diff)
	}
	m.Version = 2
	if diff := cmp.Diff([]council.Response{anew}, d.responses(m)); diff != "" {
		t.Error(diff)
	}
	m.Version = 3
	if got := d.responses(m); len(got) != 0 {
		t.Errorf("a moved meeting has %d answers", len(got))
	}
}

func TestWhatConcernsAPersonBesidesTheirRoles(t *testing.T) {
	t.Parallel()
	d := openDirectory(t)
	m := d.meeting(d.body(committee()), today)
	principal, deputy := d.person("Аля"), d.person("Коваль")
	personal := func(p council.Person) council.Personal {
		t.Helper()
		var own council.Personal
		d.do(func(ctx context.Context, tx *storage.Tx) (err error) {
			own, err = tx.PersonalOf(ctx, p, today)
			return err
		})
		return own
	}
	deputy.Given = "Олена"
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		if err := tx.UpdatePerson(ctx, deputy); err != nil {
			return err
		}
		return tx.Respond(ctx, council.Response{MeetingID: m.ID, Version: 1, PersonID: principal.ID, Answer: council.SendsDeputy,
			DeputyID: deputy.ID, DeputyName: "Коваль", At: moment})
	})
	if diff := cmp.Diff(council.Personal{Alone: true, Deputises: []int64{m.ID}}, personal(deputy)); diff != "" {
		t.Error(diff)
	}
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		if _, err := tx.AddPerson(ctx, council.Person{Surname: "Коваль", Given: "Остап"}); err != nil {
			return err
		}
		return tx.Respond(ctx, council.Response{MeetingID: m.ID, Version: 1, PersonID: principal.ID, Answer: council.WillAttend, At: moment})
	})
	if diff := cmp.Diff(council.Personal{Deputises: []int64{}}, personal(deputy)); diff != "" {
		t.Errorf("withdrawn, with a namesake: %s", diff)
	}
}
