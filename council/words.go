package council

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// WordKind is what one of the council's own words stands for.
type WordKind string

// The kinds of the council's own words.
const (
	VenueWord  WordKind = "venue"
	UnitWord   WordKind = "unit"
	PersonWord WordKind = "person"
	LeaderWord WordKind = "leader"
)

// WordKinds are all kinds, in the order people are shown them.
var WordKinds = []WordKind{VenueWord, UnitWord, PersonWord, LeaderWord}

// Word (слово ради) is how people of this council write something for short:
// "СЗ", "каб. 205", "заст. Петренко".
type Word struct {
	ID   int64
	Kind WordKind
	// Written is the short form, Meaning the whole one, as a plan prints it.
	Written, Meaning string
	// RefID is what the meaning is in the directory: a leader's post, a unit, a
	// person; 0 for a venue, or when the meaning is a text alone.
	RefID int64
	// UnitID is the unit whose people wrote so; 0 when the organiser accepted the
	// word for all.
	UnitID int64
}

// Words are the words that hold for one unit. The zero Words knows none.
type Words struct {
	known map[wordKey]Word
	// longest is how many pieces the longest word has, as wordPieces cuts them.
	longest int
}

type wordKey struct {
	kind   WordKind
	folded string
}

// WordsFor are the words that hold for the unit: its own, which come first, and
// those for all.
func WordsFor(unitID int64, all []Word) Words {
	w := Words{known: make(map[wordKey]Word, len(all))}
	for _, word := range all {
		key := wordKey{word.Kind, FoldWord(word.Written)}
		_, taken := w.known[key]
		if word.UnitID != 0 && word.UnitID != unitID || key.folded == "" || taken && word.UnitID == 0 {
			continue
		}
		w.known[key] = word
		w.longest = max(w.longest, len(wordPieces(word.Written)))
	}
	return w
}

// FoldWord is a word as it is looked up: like [Fold], and "каб.205", "каб 205"
// and "Каб. 205" are one.
func FoldWord(text string) string { return plain(Fold(text)) }

// Find is the word of the kind that is written so, whole.
func (w Words) Find(kind WordKind, text string) (Word, bool) {
	word, known := w.known[wordKey{kind, FoldWord(text)}]
	return word, known
}

// Leaders are the posts of the leadership whose words stand in the text, each
// once, in the text's order. The longest word at a place counts.
func (w Words) Leaders(text string) []int64 {
	var posts []int64
	pieces := wordPieces(text)
	for i := 0; i < len(pieces); i++ {
		for n := min(w.longest, len(pieces)-i); n > 0; n-- {
			word, known := w.known[wordKey{LeaderWord, strings.Join(pieces[i:i+n], " ")}]
			if !known || word.RefID == 0 {
				continue
			}
			if !slices.Contains(posts, word.RefID) {
				posts = append(posts, word.RefID)
			}
			i += n - 1
			break
		}
	}
	return posts
}

func wordPieces(text string) []string { return strings.Fields(FoldWord(text)) }

// Expand writes the entry out: its venue, each of the responsible, the leaders
// named in its title. A doubt that one of the council's words answers is
// settled.
func (w Words) Expand(e Entry) Entry {
	if len(w.known) == 0 {
		return e
	}
	if word, known := w.Find(VenueWord, e.Venue); known {
		e.Venue = word.Meaning
	}
	e.Responsible = w.responsible(e.Responsible)
	for _, post := range w.Leaders(e.Title) {
		if !slices.Contains(e.Leaders, post) {
			e.Leaders = append(slices.Clip(e.Leaders), post)
		}
	}
	for _, d := range slices.Clone(e.Doubts) {
		if settled, ok := w.answer(e, d); ok {
			e = settled.Settled(d)
		}
	}
	return e
}

// responsible writes each name between commas out.
func (w Words) responsible(text string) string {
	parts := strings.Split(text, ",")
	changed := false
	for i, part := range parts {
		for _, kind := range []WordKind{PersonWord, UnitWord} {
			if word, known := w.Find(kind, part); known {
				parts[i], changed = word.Meaning, true
				break
			}
		}
		parts[i] = strings.TrimSpace(parts[i])
	}
	if !changed {
		return text
	}
	return strings.Join(parts, ", ")
}

// answer is the entry with a doubt answered by the council's words.
func (w Words) answer(e Entry, d Doubt) (Entry, bool) {
	switch d.Question {
	case WhichVenue:
		if word, known := w.Find(VenueWord, d.Text); known {
			e.Venue = word.Meaning
			return e, true
		}
	case WhoAnswers:
		if full := w.responsible(d.Text); full != d.Text {
			e.Responsible = full
			return e, true
		}
	case WhichLeader:
		if posts := w.Leaders(d.Text); len(posts) > 0 {
			e.Leaders = posts
			return e, true
		}
	}
	return e, false
}

// MaxWritten is how many characters a short form has at most.
const MaxWritten = 40

// ShortFor tells that a text is a short way to write the full one: its words
// begin the full one's, "каб. 205" for "Каб. 205, вул. Соборна, 1", or its
// letters are their initials, "СЗ" for "Сесійна зала". Anything else that
// somebody wrote over is a change and teaches nothing.
func ShortFor(short, full string) bool {
	a, b := wordPieces(short), wordPieces(full)
	if len(a) == 0 || utf8.RuneCountInString(short) > MaxWritten ||
		utf8.RuneCountInString(full) <= utf8.RuneCountInString(short) {
		return false
	}
	return len(a) == 1 && initials(b) == a[0] || beginsIn(a, b)
}

func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(first)
	}
	return b.String()
}

// beginsIn tells that each of the short words begins one of the full ones, in
// their order.
func beginsIn(short, full []string) bool {
	for _, word := range full {
		if len(short) > 0 && strings.HasPrefix(word, short[0]) {
			short = short[1:]
		}
	}
	return len(short) == 0
}
