package handlers

import (
	"context"
	"slices"
	"strings"

	"sereda/council"
)

// WordStore keeps the council's own words.
type WordStore interface {
	WordsOf(ctx context.Context, unitID int64) ([]council.Word, error)
	AllWords(ctx context.Context) ([]council.Word, error)
	WordByID(ctx context.Context, id int64) (council.Word, error)
	SaveWord(ctx context.Context, w council.Word) (int64, error)
	AcceptWord(ctx context.Context, w council.Word) error
	RemoveWord(ctx context.Context, id int64) error
}

// learn keeps what a settled doubt teaches, for the unit: a short form and what
// it means.
func (t *turn) learn(ctx context.Context, p *plan, d council.Doubt, e council.Entry) error {
	w := council.Word{Written: oneLine(d.Text), UnitID: p.unit.ID}
	switch d.Question {
	case council.WhichVenue:
		w.Kind, w.Meaning = council.VenueWord, e.Venue
	case council.WhoAnswers:
		w.Kind, w.Meaning = council.PersonWord, e.Responsible
	case council.WhichLeader:
		return t.learnLeader(ctx, p, w, e)
	default:
		return nil
	}
	if !council.ShortFor(w.Written, w.Meaning) {
		return nil
	}
	return t.keepWord(ctx, w)
}

// learnLeader keeps who was meant by a few words. "Керівництво" means somebody
// else every time.
func (t *turn) learnLeader(ctx context.Context, p *plan, w council.Word, e council.Entry) error {
	if len(e.Leaders) != 1 || w.Written == "" || !fits(w.Written, council.MaxWritten) ||
		strings.HasPrefix(council.FoldWord(w.Written), "керівництв") {
		return nil
	}
	leaders, err := t.leadersOf(ctx, p.week)
	if err != nil {
		return err
	}
	for _, l := range leaders {
		if l.PostID == e.Leaders[0] && council.FoldWord(l.Title) != council.FoldWord(w.Written) {
			w.Kind, w.Meaning, w.RefID = council.LeaderWord, l.Title, l.PostID
			return t.keepWord(ctx, w)
		}
	}
	return nil
}

// learnVenue keeps the full venue that somebody typed for a short one that was
// read from their text. A doubt about the venue teaches by itself.
func (t *turn) learnVenue(ctx context.Context, p *plan, before, after string, e council.Entry) error {
	asked := slices.ContainsFunc(e.Doubts, func(d council.Doubt) bool { return d.Question == council.WhichVenue })
	if asked || e.Source.Line == 0 || !council.ShortFor(before, after) {
		return nil
	}
	return t.keepWord(ctx, council.Word{Kind: council.VenueWord, Written: before, Meaning: after, UnitID: p.unit.ID})
}

func (t *turn) keepWord(ctx context.Context, w council.Word) error {
	id, err := t.store.SaveWord(ctx, w)
	if err != nil {
		return err
	}
	if t.query != nil {
		t.toast("word.learned", map[string]any{"Written": w.Written, "Meaning": cut(w.Meaning, 80)})
	}
	return t.audit(ctx, "word.learned", wordSubject(id), map[string]any{"written": w.Written, "meaning": w.Meaning, "unit": w.UnitID})
}
