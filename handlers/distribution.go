package handlers

import (
	"context"
	"time"

	"sereda/council"
)

// DistributionStore keeps who gets which copy of an agreed plan, and who has
// taken note of it.
type DistributionStore interface {
	Addressees(ctx context.Context, day council.Date) ([]council.Addressee, error)
	AddCopies(ctx context.Context, copies []council.Copy, at time.Time) error
	CopyHolders(ctx context.Context, week council.Week) (map[int64]bool, error)
	Acknowledge(ctx context.Context, week council.Week, number int, personID int64, at time.Time) (when time.Time, first bool, err error)
	AddPaper(ctx context.Context, week council.Week, number int, part council.Part, fileID int64) error
}

// mailedFunc writes the letters by e-mail that bring a revision.
type mailedFunc func(ctx context.Context, t *turn, r council.Revision, to []mailedCopy) error

// mailedCopy is a copy that goes by e-mail: to whom, under what key of the
// outbox and with which stored document.
type mailedCopy struct {
	council.Addressee
	Key      string
	Document *council.Document
}

// registerDistribution: an agreed plan goes to everybody whom it concerns.
func (a *App) registerDistribution() {
	a.revised = append(a.revised, distribute)
	a.presses[acknowledgePress] = acknowledgePressed // week, revision
}

// distribute sends a new revision to whom it is for (3.20, 3.21). The first one
// goes to everybody. A later one goes in full to those whom none has reached
// yet, in place of the letter that still waits; the others hear of its changes.
func distribute(ctx context.Context, t *turn, r council.Revision, _ []council.Change) error {
	all, err := t.store.Addressees(ctx, t.today())
	if err != nil {
		return err
	}
	holders, err := t.store.CopyHolders(ctx, r.Week)
	if err != nil {
		return err
	}
	d := distribution{turn: t, revision: r, papers: map[council.Part]*council.Document{}}
	for _, a := range all {
		if holders[a.Person.ID] {
			continue
		}
		if err := d.send(ctx, a); err != nil {
			return err
		}
	}
	if err := d.forget(ctx, all); err != nil {
		return err
	}
	if err := t.store.AddCopies(ctx, d.copies, t.Now); err != nil {
		return err
	}
	for _, write := range t.app.mailed {
		if err := write(ctx, t, r, d.byMail); err != nil {
			return err
		}
	}
	return nil
}

// distribution is a revision on its way to many.
type distribution struct {
	*turn
	revision council.Revision
	papers   map[council.Part]*council.Document
	copies   []council.Copy
	byMail   []mailedCopy
}

// send gives a person their copy. Who is told on paper gets a letter too: it
// fails at once and stands in the list of who was told.
func (d *distribution) send(ctx context.Context, a council.Addressee) error {
	r := d.revision
	for _, by := range a.Channels(d.app.Mails) {
		key := council.CopyKey(r.Week, r.Number, a.Person.ID, by)
		d.copies = append(d.copies, council.Copy{Week: r.Week, Number: r.Number, PersonID: a.Person.ID, Channel: by, Part: a.Part(), Key: key})
		paper, err := d.paper(ctx, a.Part())
		if err != nil {
			return err
		}
		if by == council.ByMail {
			d.byMail = append(d.byMail, mailedCopy{a, key, paper})
			continue
		}
		m := d.app.composer().PlanCopy(r, a)
		m.Document = paper
		d.tell(council.Notice{PersonID: a.Person.ID, Class: council.Bulk, About: about(r.Week), Key: key,
			Supersedes: copyScreen(r.Week), Message: m})
	}
	return nil
}

// copyScreen is the word by which a copy takes the place of an older one that
// still waits.
func copyScreen(week council.Week) string { return council.CopyKind + ":" + week.String() }

// paper is the document of the part, written once; where nothing is for leaders
// only, both parts have the same.
func (d *distribution) paper(ctx context.Context, part council.Part) (*council.Document, error) {
	if d.papers[part] != nil {
		return d.papers[part], nil
	}
	parts := []council.Part{part}
	if len(d.revision.For(council.StaffPart).Entries) == len(d.revision.Entries) {
		parts = []council.Part{council.WholePart, council.StaffPart}
	}
	file, err := d.app.Papers.PlanToPrint(d.revision.For(part))
	if err != nil {
		return nil, err
	}
	id, err := d.store.AddFile(ctx, file, d.Now)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		d.papers[p] = &council.Document{Name: file.Name, StoredID: id}
		if err := d.store.AddPaper(ctx, d.revision.Week, d.revision.Number, p, id); err != nil {
			return nil, err
		}
	}
	return d.papers[part], nil
}

// forget takes back what waits for those to whom the plan goes no more.
func (d *distribution) forget(ctx context.Context, all []council.Addressee) error {
	waiting, err := d.store.Deliveries(ctx, about(d.revision.Week), council.CopyKind+":")
	if err != nil {
		return err
	}
	addressed := map[int64]bool{}
	for _, a := range all {
		addressed[a.Person.ID] = true
	}
	var keys []string
	for _, w := range waiting {
		if w.State == council.Waiting && !addressed[w.Person.ID] {
			keys = append(keys, w.Key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	_, err = d.store.WithdrawNotices(ctx, about(d.revision.Week), keys...)
	return err
}
