package scheduler_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func TestWhoIsSeatedAfterTheInvitationsIsInvitedAtOnce(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	h.lookAt("20.11 11:00", "invitation: "+everybody)
	h.seat("нова", council.MemberSeat)
	h.lookAt("20.11 11:01", "invitation: нова")
	h.lookAt("20.11 11:03")
	// One who answered by phone already is not asked.
	h.seat("друга", council.MemberSeat)
	h.respond("друга", council.Response{Answer: council.WillAttend})
	h.lookAt("20.11 11:05")
	// The secretary's call of a meeting is an invitation too.
	h.cancelAllBut(h.friday().ID)
	h.lookAt("24.11 22:00")
	h.seat("третя", council.MemberSeat)
	h.lookAt("24.11 22:01", "invitation: третя")
	h.lookAt("25.11 10:00", "agenda by 2026-11-26: писар", "answer please: мер, писар, аля, боря, нова, третя")
}

// schedule is what the dialogue of a body's rules does.
func (h *chamber) schedule(set func(b *council.Body)) {
	h.Helper()
	set(&h.body)
	h.do(func(ctx context.Context, tx *storage.Tx) error { return tx.UpdateBody(ctx, h.body) })
}

// standing are the meetings that are not cancelled: "26.11 10:00".
func (h *chamber) standing() []string {
	h.Helper()
	var found []string
	for _, m := range h.meetings() {
		if m.State != council.Cancelled {
			found = append(found, m.At(localZone(h.T)).Format("02.01 15:04"))
		}
	}
	return found
}

func TestMeetingsNobodyWasToldOfFollowTheSchedule(t *testing.T) {
	t.Parallel()
	h := openChamber(t)
	h.lookAt("20.11 11:00", "invitation: "+everybody)
	prepared := h.meetings()[1]
	h.do(func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.SetAgendaItem(ctx, prepared.ID, council.AgendaItem{Title: "Про бюджет"})
		return err
	})
	steps := []struct {
		name string
		set  func(b *council.Body)
		want []string
	}{
		{"Thursdays at nine: the agenda goes with its meeting", func(b *council.Body) { b.Cadence.Weekday, b.Start = time.Thursday, 9*60 },
			[]string{"27.11 10:00", "03.12 09:00", "10.12 09:00", "17.12 09:00"}},
		{"as need be: what is prepared stays", func(b *council.Body) { b.Cadence.Kind = council.NoCadence }, []string{"27.11 10:00", "03.12 09:00"}},
		{"Fridays again: they are there again", func(b *council.Body) {
			b.Cadence.Kind, b.Cadence.Weekday, b.Start = council.EveryWeek, time.Friday, 10*60
		}, []string{"27.11 10:00", "04.12 10:00", "11.12 10:00", "18.12 10:00"}},
	}
	for _, step := range steps {
		h.schedule(step.set)
		h.lookAt("20.11 11:01")
		if diff := cmp.Diff(step.want, h.standing()); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
	if again := h.meetings()[1]; again.ID != prepared.ID {
		t.Errorf("meeting %d stands in the place of %d", again.ID, prepared.ID)
	}
}

func TestAnAnsweredMeetingDoesNotFollow(t *testing.T) {
	t.Parallel()
	h := openChamber(t, func(b *council.Body) { b.From = council.NewDate(2026, 11, 16) })
	h.lookAt("19.11 11:00", "invitation 20.11: "+everybody)
	h.respond("аля", council.Response{Answer: council.WillAttend})
	h.schedule(func(b *council.Body) { b.Start = 9 * 60 })
	h.lookAt("19.11 11:02")
	if diff := cmp.Diff([]string{"20.11 10:00", "27.11 10:00", "04.12 09:00", "11.12 09:00"}, h.standing()); diff != "" {
		t.Error(diff)
	}
}
