package handlers

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"sereda/council"
	"sereda/locales"
)

// What is typed about a body, as buttons and conversations carry it: by place,
// from 1.
const (
	wordsName = iota + 1
	wordsVenue
	wordsSignatories
	wordsStart
	wordsQuorum
	wordsTotal
)

// bodyWords read the typed text into the body; problem is the key of what to
// answer when they cannot.
var bodyWords = []struct {
	key  string
	read func(ctx context.Context, t *turn, b *council.Body) (problem string, err error)
}{
	{"name", nameRead}, {"venue", venueRead}, {"signatories", signatoriesRead}, {"start", startRead}, {"quorum", quorumRead}, {"total", nil},
}

// largestBody keeps a slip of the pen out of the quorum.
const largestBody = 500

// wordsScreen asks for what is typed rather than chosen.
func wordsScreen(_ context.Context, t *turn, b council.Body) error {
	words, known := placed(bodyWords, t.press.arg(1))
	if !known {
		t.toast("press.stale")
		return nil
	}
	t.wait(Conversation{Step: stepBodyWords, Body: b.ID, Item: t.press.arg(1)})
	back := t.backRow("bob", b.ID)
	if t.press.arg(1) == wordsTotal {
		back = t.backRow("bop", b.ID)
	}
	t.show(t.txt("body.ask."+words.key, map[string]any{"Body": b.Name}), back)
	return nil
}

// wordsFor takes the typed text.
func wordsFor(ctx context.Context, t *turn, b council.Body) error {
	if t.conversation.Item == wordsTotal {
		return totalTyped(ctx, t, b)
	}
	words, known := placed(bodyWords, t.conversation.Item)
	if !known {
		return showBody(ctx, t, b)
	}
	problem, err := words.read(ctx, t, &b)
	if err != nil {
		return err
	}
	if problem != "" {
		t.say(t.txt(problem), t.backRow("bob", b.ID))
		return nil
	}
	if err := t.saveBody(ctx, b, words.key, nil); err != nil {
		return err
	}
	if t.conversation.Item == wordsVenue || t.conversation.Item == wordsStart {
		staying, err := t.staying(ctx, b)
		switch {
		case err != nil:
			return err
		case len(staying) > 0:
			t.rest()
			return t.showRulesAfter(ctx, b)
		}
	}
	return showBody(ctx, t, b)
}

func nameRead(ctx context.Context, t *turn, b *council.Body) (string, error) {
	b.Name = oneLine(t.text)
	return t.bodyNameProblem(ctx, b.Name, b.ID)
}

func venueRead(_ context.Context, t *turn, b *council.Body) (string, error) {
	venue := oneLine(t.text)
	if utf8.RuneCountInString(venue) > council.MaxVenue {
		return "body.bad_venue", nil
	}
	b.Venue = unlessDash(venue)
	return "", nil
}

// unlessDash is the text, or nothing for a lone dash: the way to empty a field.
func unlessDash(text string) string {
	if text == "-" || text == "—" || text == "–" {
		return ""
	}
	return text
}

// signatoriesRead takes one signatory a line, "посада Ім'я ПРІЗВИЩЕ".
func signatoriesRead(_ context.Context, t *turn, b *council.Body) (string, error) {
	const most, longest = 5, 150
	var names []string
	for line := range strings.Lines(t.text) {
		if name := unlessDash(oneLine(line)); name != "" {
			names = append(names, name)
		}
	}
	for _, name := range names {
		if utf8.RuneCountInString(name) > longest {
			return "body.bad_signatories", nil
		}
	}
	if len(names) > most {
		return "body.bad_signatories", nil
	}
	b.Signatories = names
	return "", nil
}

func startRead(_ context.Context, t *turn, b *council.Body) (string, error) {
	hours, allDay, err := t.app.Reader.Hours(t.text)
	if err != nil || allDay || hours.Start == nil {
		return "meeting.bad_hour", nil
	}
	b.Start = *hours.Start
	return "", nil
}

func quorumRead(_ context.Context, t *turn, b *council.Body) (string, error) {
	n, err := strconv.Atoi(t.text)
	if err != nil || n < 1 || n > largestBody {
		return "body.bad_number", nil
	}
	b.Quorum.Kind, b.Quorum.Number = council.QuorumNumber, n
	return "", nil
}

// totalTyped reads "25" or "25 з 01.12": the total composition from today, or
// from a day.
func totalTyped(ctx context.Context, t *turn, b council.Body) error {
	number, day, _ := strings.Cut(oneLine(t.text), " ")
	c := council.Composition{From: t.today()}
	var err error
	if c.Total, err = strconv.Atoi(number); err != nil || c.Total < 0 || c.Total > largestBody {
		t.say(t.txt("body.bad_total"), t.backRow("bop", b.ID))
		return nil
	}
	if day != "" {
		day = strings.TrimPrefix(strings.TrimPrefix(day, "з "), "від ")
		if c.From, err = t.app.Reader.Date(day, t.today()); err != nil || !near(c.From, t.today()) {
			t.say(t.txt("body.bad_total"), t.backRow("bop", b.ID))
			return nil
		}
	}
	if err := t.store.SetComposition(ctx, b.ID, c); err != nil {
		return err
	}
	if err := t.audit(ctx, "body.composition", bodySubject(b.ID), map[string]any{"total": c.Total, "from": c.From}); err != nil {
		return err
	}
	t.say(t.txt("body.total_set", map[string]any{"Total": fmt.Sprint(c.Total), "From": locales.Day(c.From)}), t.backRow("bop", b.ID))
	t.rest()
	return nil
}
