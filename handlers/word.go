package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sereda/council"
)

// stepWord waits for "СЗ = Сесійна зала".
const stepWord = "word"

// registerWords: the council's own words, in the organiser's hands.
func (a *App) registerWords() {
	managing := func(do turnFunc) turnFunc { return allowed(council.ManageWords, do) }
	a.presses["vl"] = managing(wordList)           // page
	a.presses["vv"] = managing(onWord(showWord))   // word
	a.presses["va"] = managing(onWord(acceptWord)) // word
	a.presses["vr"] = managing(onWord(removeWord)) // word
	a.presses["vn"] = managing(askWordKind)
	a.presses["vk"] = managing(askWord) // place of the kind + 1
	a.steps[stepWord] = managing(wordTyped)
}

func wordSubject(id int64) string { return fmt.Sprintf("word:%d", id) }

// wordList shows every word, those learned for one unit first.
func wordList(ctx context.Context, t *turn) error {
	const perPage = 8
	t.rest()
	words, err := t.store.AllWords(ctx)
	if err != nil {
		return err
	}
	pages := max(1, (len(words)+perPage-1)/perPage)
	page := min(max(int(t.press.arg(0)), 0), pages-1)
	waiting := 0
	for _, w := range words {
		if w.UnitID != 0 {
			waiting++
		}
	}
	html := t.txt("word.list", map[string]any{"Count": len(words)})
	if waiting > 0 {
		html += "\n" + t.txt("word.waiting", map[string]any{"Count": waiting})
	}
	var rows [][]council.Button
	for _, w := range words[page*perPage : min(len(words), (page+1)*perPage)] {
		mark := ""
		if w.UnitID != 0 {
			mark = "🕓 "
		}
		rows = append(rows, row(council.Button{Text: cut(mark+w.Written+" — "+w.Meaning, 60), Data: press("vv", w.ID)}))
	}
	if pages > 1 {
		rows = append(rows, pager(page, pages, func(n int) string { return press("vl", int64(n)) }))
	}
	rows = append(rows, row(t.button("button.add_word", press("vn"))),
		row(t.button("button.directory", press("dh")), t.homeButtons()[0][0]))
	t.show(html, rows...)
	return nil
}

// onWord finds the word a button names; one that is gone leads to the list.
func onWord(do func(ctx context.Context, t *turn, w council.Word) error) turnFunc {
	return func(ctx context.Context, t *turn) error {
		w, err := t.store.WordByID(ctx, t.press.arg(0))
		if err != nil {
			return err
		}
		return do(ctx, t, w)
	}
}

func showWord(ctx context.Context, t *turn, w council.Word) error {
	t.rest()
	whom := t.label("word.for_all")
	var rows [][]council.Button
	if w.UnitID != 0 {
		unit, err := t.unit(ctx, w.UnitID)
		if err != nil {
			return err
		}
		whom = unit.Name
		rows = append(rows, row(primary(t.button("button.accept_word", press("va", w.ID)))))
	}
	rows = append(rows, row(danger(t.button("button.remove_word", press("vr", w.ID)))),
		row(t.button("button.words", press("vl")), t.homeButtons()[0][0]))
	t.show(t.txt("word.card", map[string]any{"Written": w.Written, "Meaning": w.Meaning,
		"Kind": t.label("word.kind." + string(w.Kind)), "Whom": whom}), rows...)
	return nil
}

// acceptWord makes a unit's word everybody's.
func acceptWord(ctx context.Context, t *turn, w council.Word) error {
	if err := t.store.AcceptWord(ctx, w); err != nil {
		return err
	}
	t.toast("word.accepted")
	if err := t.audit(ctx, "word.accepted", wordSubject(w.ID), map[string]any{"written": w.Written, "meaning": w.Meaning}); err != nil {
		return err
	}
	t.press.Args = nil
	return wordList(ctx, t)
}

func removeWord(ctx context.Context, t *turn, w council.Word) error {
	if err := t.store.RemoveWord(ctx, w.ID); err != nil {
		return err
	}
	t.toast("word.removed")
	if err := t.audit(ctx, "word.removed", wordSubject(w.ID), map[string]any{"written": w.Written, "meaning": w.Meaning}); err != nil {
		return err
	}
	t.press.Args = nil
	return wordList(ctx, t)
}

func askWordKind(_ context.Context, t *turn) error {
	var kinds []council.Button
	for i, kind := range council.WordKinds {
		kinds = append(kinds, t.button("word.kind."+string(kind), press("vk", int64(i+1))))
	}
	t.show(t.txt("word.which_kind"), kinds[:2], kinds[2:], row(t.button("button.words", press("vl")), t.homeButtons()[0][0]))
	return nil
}

func askWord(ctx context.Context, t *turn) error {
	kind, known := placed(council.WordKinds, t.press.arg(0))
	if !known {
		t.toast("press.stale")
		return askWordKind(ctx, t)
	}
	t.wait(Conversation{Step: stepWord, Text: string(kind)})
	t.show(t.txt("word.ask."+string(kind)), row(t.button("button.words", press("vl")), t.homeButtons()[0][0]))
	return nil
}

// wordTyped takes "СЗ = Сесійна зала"; the question stays open for the next.
func wordTyped(ctx context.Context, t *turn) error {
	written, meaning, both := strings.Cut(t.text, "=")
	w := council.Word{Kind: council.WordKind(t.conversation.Text), Written: oneLine(written), Meaning: oneLine(meaning)}
	back := row(t.button("button.words", press("vl")), t.homeButtons()[0][0])
	if !both || council.FoldWord(w.Written) == "" || w.Meaning == "" || !slices.Contains(council.WordKinds, w.Kind) ||
		!fits(w.Written, council.MaxWritten) || !fits(w.Meaning, council.MaxVenue) {
		t.say(t.txt("word.not_understood", map[string]any{"Limit": council.MaxWritten}), back)
		return nil
	}
	w, found, err := t.inDirectory(ctx, w)
	if err != nil {
		return err
	}
	if !found {
		t.say(t.txt("word.unknown."+string(w.Kind), map[string]any{"Text": w.Meaning}), back)
		return nil
	}
	id, err := t.store.SaveWord(ctx, w)
	if err != nil {
		return err
	}
	t.say(t.txt("word.added", map[string]any{"Written": w.Written, "Meaning": w.Meaning}), back)
	return t.audit(ctx, "word.added", wordSubject(id), map[string]any{"written": w.Written, "meaning": w.Meaning})
}

// inDirectory finds what a word means: a leader must be one of the leadership,
// a unit or a person may also be a text alone.
func (t *turn) inDirectory(ctx context.Context, w council.Word) (council.Word, bool, error) {
	switch w.Kind {
	case council.LeaderWord:
		leaders, err := t.store.LeadersOn(ctx, t.today())
		if err != nil {
			return w, false, err
		}
		posts := t.app.Reader.LeadersIn(w.Meaning, leaders)
		at := slices.IndexFunc(leaders, func(l council.Leader) bool {
			return council.FoldWord(l.Title) == council.FoldWord(w.Meaning) || len(posts) == 1 && l.PostID == posts[0]
		})
		if at < 0 {
			return w, false, nil
		}
		w.Meaning, w.RefID = leaders[at].Title, leaders[at].PostID
	case council.UnitWord:
		units, err := t.store.UnitsOn(ctx, t.today())
		if err != nil {
			return w, false, err
		}
		for _, u := range units {
			if council.FoldWord(u.Name) == council.FoldWord(w.Meaning) {
				w.Meaning, w.RefID = u.Name, u.ID
			}
		}
	case council.PersonWord:
		people, err := t.store.PeopleOn(ctx, t.today())
		if err != nil {
			return w, false, err
		}
		for _, p := range people {
			if council.FoldWord(p.Short()) == council.FoldWord(w.Meaning) {
				w.Meaning, w.RefID = p.Short(), p.ID
			}
		}
	}
	return w, true, nil
}
