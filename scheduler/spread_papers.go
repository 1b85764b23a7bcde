package scheduler

import (
	"context"
	"time"

	"sereda/council"
)

// spreadParts are the parts of a plan, each with its paper.
var spreadParts = []council.Part{council.WholePart, council.StaffPart}

// papers are the documents of a revision, written when they are not there yet:
// between two transactions, so that nobody waits for them. Whoever else has
// written them meanwhile has written the same.
func (r *SpreadRunner[T]) papers(ctx context.Context, revision council.Revision, now time.Time) (map[council.Part]council.PlanPaper, error) {
	var papers map[council.Part]council.PlanPaper
	var calendars calendarSource
	err := r.Store.InTx(ctx, func(tx T) (err error) {
		if papers, err = tx.PapersOf(ctx, revision.Week, revision.Number); err != nil || len(papers) == len(spreadParts) {
			return err
		}
		calendars, err = r.calendarSource(ctx, tx, revision.Week)
		return err
	})
	if err != nil || len(papers) == len(spreadParts) {
		return papers, err
	}
	files, err := r.writePapers(revision, calendars)
	if err != nil {
		return nil, err
	}
	err = r.Store.InTx(ctx, func(tx T) (err error) {
		if _, err = tx.LockSpread(ctx, revision.Week, revision.Number); err != nil {
			return err
		}
		if papers, err = tx.PapersOf(ctx, revision.Week, revision.Number); err != nil || len(papers) == len(spreadParts) {
			return err
		}
		papers, err = keepPapers(ctx, tx, revision, files, now)
		return err
	})
	return papers, err
}

// paperFiles are what goes with a part: the same document for several parts is
// one file.
type paperFiles struct{ document, calendar *council.File }

func (r *SpreadRunner[T]) writePapers(revision council.Revision, calendars calendarSource) (map[council.Part]paperFiles, error) {
	files := map[council.Part]paperFiles{}
	for _, part := range spreadParts {
		var f paperFiles
		if part != council.WholePart && revision.WithoutSecrets() {
			f.document = files[council.WholePart].document
		} else {
			document, err := r.Papers.PlanToPrint(revision.For(part))
			if err != nil {
				return nil, err
			}
			f.document = &document
		}
		if r.Mails {
			data, err := r.Papers.Calendar(r.CalendarName, calendars.installation, calendars.PartCalendar(part))
			if err != nil {
				return nil, err
			}
			f.calendar = &council.File{Name: "plan.ics", Data: data}
		}
		files[part] = f
	}
	return files, nil
}

func keepPapers[T SpreadTx](ctx context.Context, tx T, revision council.Revision, files map[council.Part]paperFiles, now time.Time) (map[council.Part]council.PlanPaper, error) {
	ids := map[*council.File]int64{}
	keep := func(f *council.File) (id int64, err error) {
		if f == nil || ids[f] != 0 {
			return ids[f], nil
		}
		ids[f], err = tx.AddFile(ctx, *f, now)
		return ids[f], err
	}
	papers := map[council.Part]council.PlanPaper{}
	for _, part := range spreadParts {
		document, err := keep(files[part].document)
		if err != nil {
			return nil, err
		}
		calendar, err := keep(files[part].calendar)
		if err != nil {
			return nil, err
		}
		p := council.PlanPaper{Part: part, Document: council.Document{Name: files[part].document.Name, StoredID: document}, Calendar: calendar}
		if err := tx.AddPaper(ctx, revision.Week, revision.Number, p); err != nil {
			return nil, err
		}
		papers[part] = p
	}
	return papers, nil
}

// calendarSource is what the week's calendar is made of.
type calendarSource struct {
	council.CalendarSource
	installation string
}

func (r *SpreadRunner[T]) calendarSource(ctx context.Context, tx T, week council.Week) (s calendarSource, err error) {
	if !r.Mails {
		return s, nil
	}
	revisions, err := tx.RevisionsAfter(ctx, week, 0)
	if err != nil {
		return s, err
	}
	s.Plans = []council.PlanHistory{council.PlanHistory{}.With(revisions...)}
	if s.Meetings, err = tx.CalendarMeetings(ctx, week.Monday); err != nil {
		return s, err
	}
	s.installation, err = tx.Installation(ctx)
	return s, err
}
