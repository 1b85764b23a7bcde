package storage_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

func hours(start, end int) council.Hours {
	from := council.TimeOfDay(start * 60)
	h := council.Hours{Start: &from}
	if end >= 0 {
		to := council.TimeOfDay(end * 60)
		h.End = &to
	}
	return h
}

// submits gives the unit a plan in force of these entries.
func (d *directory) submits(u council.Unit, state council.SubmissionState, entries ...council.Entry) {
	d.Helper()
	author := d.person("Автор")
	d.do(func(ctx context.Context, tx *storage.Tx) error {
		s, err := tx.DraftOf(ctx, u.ID, planned)
		if err != nil {
			return err
		}
		if _, err := tx.AddEntries(ctx, s.ID, entries); err != nil || state == council.Draft {
			return err
		}
		s.State, s.SubmittedAt, s.SubmittedBy = state, moment, author.ID
		return tx.Submit(ctx, s)
	})
}

func TestWhatOthersHaveAtTheSameHours(t *testing.T) {
	t.Parallel()
	on := func(day int, title string, h council.Hours) council.Entry {
		kind := council.Timed
		if h.Start == nil {
			kind = council.AllDay
		}
		return council.Entry{From: planned.Day(day), To: planned.Day(day), Kind: kind, Title: title, Hours: h}
	}
	d := openDirectory(t)
	own, other, drafting := d.unit("Культура"), d.unit("Освіта"), d.unit("Пише")
	several := on(0, "кілька днів", hours(9, 11))
	several.To = planned.Day(4)
	d.submits(other, council.Submitted, on(1, "годину", hours(10, -1)), on(1, "раніше", hours(8, 10)), on(1, "пізніше", hours(11, 12)),
		on(1, "весь день", council.Hours{}), on(2, "іншого дня", hours(10, -1)), on(0, "за північ", hours(22, 2)), several)
	d.submits(own, council.Submitted, on(1, "наш", hours(10, -1)))
	d.submits(drafting, council.Draft, on(1, "чернетка", hours(10, -1)))
	mayor := d.leader("Міський голова", "Дуб")
	body := d.body(council.CommitteePreset.Body(start))
	d.seat(council.Seat{BodyID: body.ID, Kind: council.ChairSeat, PostID: d.post(mayor), From: start})
	d.meeting(body, planned.Day(1))

	find := func(e council.Entry) []string {
		var titles []string
		d.do(func(ctx context.Context, tx *storage.Tx) error {
			leaders, err := tx.LeadersOn(ctx, planned.Monday)
			if err != nil {
				return err
			}
			others, err := tx.OthersAt(ctx, own.ID, planned, []council.Entry{e}, leaders)
			for _, o := range others {
				title := o.Title
				if len(o.Leaders) > 0 {
					title += ", голова"
				}
				titles = append(titles, title)
			}
			return err
		})
		return titles
	}
	meeting := body.Name + ", голова"
	if diff := cmp.Diff([]string{"годину", "за північ", "кілька днів", meeting}, find(on(1, "а", hours(10, 11)))); diff != "" {
		t.Errorf("with hours: %s", diff)
	}
	if diff := cmp.Diff([]string{"весь день", "за північ", meeting}, find(on(1, "а", council.Hours{}))); diff != "" {
		t.Errorf("the whole day: %s", diff)
	}
	if got := find(council.Entry{Kind: council.ToBeAnnounced}); len(got) > 0 {
		t.Errorf("without a day: %v", got)
	}
}
