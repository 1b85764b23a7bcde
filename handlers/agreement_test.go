package handlers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// revision is the week's revision of the number, 0 for the latest.
func (w *town) revision(number int) council.Revision {
	w.t.Helper()
	var r council.Revision
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		var err error
		r, err = tx.RevisionOf(ctx, planned, number)
		return err
	})
	return r
}

// sentForAgreement has the organiser send the week's plan.
func (w *town) sentForAgreement() {
	w.t.Helper()
	w.says(organiser, "/week")
	w.presses(organiser, "Надіслати на погодження")
}

// agreed sends the week's plan and agrees it.
func (w *town) agreed() {
	w.t.Helper()
	w.sentForAgreement()
	w.says(secretary, "/week")
	w.presses(secretary, "Погодити")
	w.sees(secretary, "План погоджено, редакція № 1")
}

func TestThePlanIsSentReturnedSentAgainAndAgreed(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.now = at("чт 11:00")

	w.says(secretary, "/week")
	w.sees(secretary, "План формується")
	w.sentForAgreement()
	w.sees(organiser, "План на погодженні з чт 26.11 об 11:00")
	if diff := cmp.Diff([]string{"📤 План на 30 листопада – 6 грудня надіслано Вам на погодження: 1 захід."}, w.toldTo("Сова")); diff != "" {
		t.Error(diff)
	}
	w.says(secretary, "/week")
	w.presses(secretary, "Повернути")
	w.says(secretary, "Додайте <нараду>")
	w.sees(secretary, "План повернуто із зауваженням: Додайте <нараду>")
	if got := w.toldTo("Лис"); len(got) != 1 || !strings.Contains(got[0], "Додайте <нараду>") {
		t.Errorf("the organiser was told %q", got)
	}

	w.sentForAgreement()
	w.says(secretary, "/week")
	w.presses(secretary, "Погодити")
	w.sees(secretary, "План погоджено, редакція № 1")
	got := w.revision(0)
	if got.Number != 1 || len(got.Entries) != 1 || !got.AgreedAt.Equal(w.now) {
		t.Errorf("revision %+v", got)
	}
	want := council.Signatory{PersonID: w.people["Сова"], Name: "Надія СОВА"}
	if diff := cmp.Diff(want, got.AgreedBy); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Управління культури"}, got.Entries[0].Units); diff != "" {
		t.Error(diff)
	}

	w.says(olena, "/plan")
	w.sees(olena, "7–13 грудня")
}

func TestASubstituteAgreesInPlaceOfTheSecretary(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.AddSubstitution(ctx, council.Replacement{Substitution: council.Substitution{
			AbsentID: w.people["Сова"], SubstituteID: w.people["Гай"], From: planned.Monday.AddDays(-7), To: planned.Sunday()}})
		return err
	})
	w.sentForAgreement()
	w.says(deputy, "/week")
	w.presses(deputy, "Погодити")
	want := council.Signatory{PersonID: w.people["Гай"], Name: "Марія ГАЙ", InPlaceOf: "Сова Н.І."}
	if diff := cmp.Diff(want, w.revision(1).AgreedBy); diff != "" {
		t.Error(diff)
	}
}

// twoSecretaries is the town with another secretary and a plan for agreement.
func twoSecretaries(t *testing.T) *town {
	t.Helper()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.GrantRole(ctx, w.people["Кіт"], council.Secretary, 0, council.NewDate(2026, 1, 1))
	})
	w.sentForAgreement()
	w.says(secretary, "/week")
	w.says(admin, "/week")
	return w
}

func TestOfTwoAgreementsOneWinsAndTheOtherIsTold(t *testing.T) {
	t.Parallel()
	w := twoSecretaries(t)
	w.presses(secretary, "Погодити")
	o := w.presses(admin, "Погодити")
	if !o.Alert || !strings.Contains(o.Toast, "погоджено") {
		t.Errorf("the second was told %q", o.Toast)
	}
	if got := w.revision(0).Number; got != 1 {
		t.Errorf("revision %d, want one only", got)
	}
}

// Also when both press in the same moment: the second waits for the plan's lock.
func TestTwoAgreementsAtOnceMakeOneRevision(t *testing.T) {
	t.Parallel()
	w := twoSecretaries(t)
	if late := w.atOnce(w.onScreen(secretary, "Погодити"), secretary, admin); late != 1 {
		t.Errorf("%d were told that it was agreed, want one", late)
	}
	if got := w.revision(0); got.Number != 1 || len(got.Entries) != 1 {
		t.Errorf("revision %+v, want one only", got)
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		spreads, err := tx.Spreads(ctx)
		if err == nil && len(spreads) != 1 {
			t.Errorf("%d distributions", len(spreads))
		}
		return err
	})
}

func TestWhatCameMeanwhileIsSeenBeforeItIsAgreed(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт"))
	w.sentForAgreement()
	w.says(secretary, "/week")
	w.now = at("чт 16:00")
	w.submitEntries(w.schools, council.Submitted, timed(1, 12, "Запізніла нарада"))
	if o := w.presses(secretary, "Погодити"); !o.Alert {
		t.Errorf("the secretary agreed to what was not on the screen: %q", o.Toast)
	}
	w.presses(secretary, "Погодити")
	got := w.revision(1)
	if len(got.Entries) != 2 || !got.Entries[1].Late {
		t.Errorf("%+v, want the late entry, marked", got.Entries)
	}
}

func TestOnlyTheSecretaryAgreesAndOnlyTheOrganiserSends(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for _, tt := range []struct {
		account int64
		do      string
	}{{organiser, "fa"}, {organiser, "fr"}, {secretary, "fs"}, {mayor, "fa"}, {olena, "fa"}, {admin, "fs"}} {
		if o := w.pressesData(tt.account, tt.do+":u5:0"); !strings.Contains(o.Toast, "не дозволено") && o.Toast != w.app.Texts.Label("error.forbidden") {
			t.Errorf("%s by %d: %q", tt.do, tt.account, o.Toast)
		}
	}
}
