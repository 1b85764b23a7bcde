package main

import (
	"fmt"
	"runtime"
	"time"

	"sereda/council"
	"sereda/documents"
	"sereda/handlers"
)

// submittedWeek is what a digest and the papers are made of: so many units,
// and entries of the first of them.
type submittedWeek struct {
	week        council.Week
	deadline    time.Time
	standings   []council.Standing
	submissions []council.Submission
	leaders     []council.Leader
}

// newWeek has units of which the first ones, as many as there are entries, have
// submitted one each.
func newWeek(units, entries int) submittedWeek {
	w := submittedWeek{week: council.Week{Monday: council.NewDate(2026, time.November, 30)}}
	w.deadline = w.week.Monday.AddDays(-5).At(12*60, zone())
	for id := int64(1); id <= 5; id++ {
		w.leaders = append(w.leaders, council.Leader{PostID: id, Title: fmt.Sprintf("Заступник міського голови %d", id), Holder: "Верес Марія Степанівна"})
	}
	for id := int64(1); id <= int64(units); id++ {
		s := council.Standing{Unit: council.Unit{ID: id, Name: fmt.Sprintf("Управління з питань розвитку № %d", id)}}
		if id <= int64(entries) {
			s.SubmittedAt, s.InForceSince = w.deadline.Add(-time.Hour), w.deadline.Add(-time.Hour)
			w.submissions = append(w.submissions, w.submission(id, s.SubmittedAt))
		}
		w.standings = append(w.standings, s)
	}
	return w
}

func (w submittedWeek) submission(id int64, at time.Time) council.Submission {
	start := council.TimeOfDay(8*60 + id%10*60)
	day := w.week.Day(int(id % 5))
	return council.Submission{ID: id, UnitID: id, Week: w.week, Version: 1, State: council.Submitted, SubmittedAt: at, InForceSince: at,
		Entries: []council.Entry{{
			ID: id, From: day, To: day, Kind: council.Timed, Hours: council.Hours{Start: &start}, Leaders: []int64{id%5 + 1},
			Title: "Нарада щодо підготовки об’єктів житлово-комунального господарства до роботи в осінньо-зимовий період", Venue: "сесійна зала",
			Responsible: "Шевченко О.І.", Visibility: council.StaffOnly, SubmittedAt: at}}}
}

// papers makes the digest and all papers of the week: the plan in three forms,
// every leader's week and every day.
func (w submittedWeek) papers(composer handlers.Composer, writer documents.Writer) error {
	c := council.Consolidate(w.week, w.standings, council.Gather(w.week, w.standings, w.submissions), w.deadline, w.leaders)
	if len(composer.Digest(c)) == 0 {
		return fmt.Errorf("the digest of week %s is empty", w.week)
	}
	r := council.Plan{Week: w.week, Entries: c.Entries()}.Revision(council.Signatory{}, time.Time{}, w.deadline, w.leaders)
	if len(r.Entries) != len(w.submissions) {
		return fmt.Errorf("%d of %d entries are in the plan", len(r.Entries), len(w.submissions))
	}
	if _, err := writer.Plan(r); err != nil {
		return err
	}
	if _, err := writer.PlanSpreadsheet(r); err != nil {
		return err
	}
	for _, l := range w.leaders {
		if _, err := writer.LeaderWeek(r, l.PostID); err != nil {
			return err
		}
	}
	for _, d := range w.week.Days() {
		if _, err := writer.DayPlan(r, d); err != nil {
			return err
		}
	}
	return nil
}

// timePapers is the median of some turns, and the megabytes one turn takes
// from the heap in all.
func (c *benchCommand) timePapers() (time.Duration, float64, error) {
	const entries, turns = 300, 5
	composer, writer, err := paperWriters()
	if err != nil {
		return 0, 0, err
	}
	week := newWeek(c.Units, entries)
	var took []time.Duration
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range turns {
		began := time.Now()
		if err := week.papers(composer, writer); err != nil {
			return 0, 0, err
		}
		took = append(took, time.Since(began))
	}
	runtime.ReadMemStats(&after)
	allocated := float64(after.TotalAlloc-before.TotalAlloc) / turns / (1 << 20)
	progress("digest and papers of %d units and %d entries: %v, %.0f MB allocated, %.0f MB held from the system",
		c.Units, entries, median(took), allocated, float64(after.Sys)/(1<<20))
	return median(took), allocated, nil
}

func paperWriters() (handlers.Composer, documents.Writer, error) {
	cfg, err := settings()
	if err != nil {
		return handlers.Composer{}, documents.Writer{}, err
	}
	app, err := newApp(cfg)
	if err != nil {
		return handlers.Composer{}, documents.Writer{}, err
	}
	p := cfg.Papers
	return handlers.Composer{Texts: app.Texts, Zone: app.Zone}, documents.Writer{Texts: app.Texts, Council: cfg.Council, Zone: cfg.Zone,
		Style: documents.PlanStyle{PlanTitle: p.PlanTitle, LeaderTitle: p.LeaderTitle, DayTitle: p.DayTitle, Compiler: p.CompilerPost,
			Stamp: documents.Stamp{Word: p.Stamp.Word, Post: p.Stamp.Post}}}, nil
}
