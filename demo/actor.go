package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sereda/simulator"
)

// actor is a person of the council at their phone. Told aloud, everything they
// do and see is printed.
type actor struct {
	user       *simulator.User
	name       string
	transcript *transcript
	aloud      bool
}

// patience is how long somebody waits for an answer before the story fails.
const patience = 20 * time.Second

// say types a text and waits for the answer.
func (a *actor) say(ctx context.Context, text string) (simulator.Message, error) {
	if a.aloud {
		a.transcript.did(a.name, text)
	}
	a.user.Skip()
	a.user.Send(text)
	return a.next(ctx, text)
}

// send sends a file and waits for the answer.
func (a *actor) send(ctx context.Context, name string, data []byte) (simulator.Message, error) {
	if a.aloud {
		a.transcript.did(a.name, "надсилає 📎 "+name)
	}
	a.user.Skip()
	a.user.SendDocument(name, data)
	return a.next(ctx, name)
}

// press presses the button whose label contains the words, and waits for the
// screen that follows.
func (a *actor) press(ctx context.Context, m simulator.Message, words string) (simulator.Message, error) {
	label, found := find(m, words)
	if !found {
		return m, a.lacks(m, words)
	}
	a.user.Skip()
	answer, err := a.tap(ctx, m, label)
	if err != nil {
		return m, err
	}
	if answer.Alert {
		return m, fmt.Errorf("%s pressed «%s» and was told: %s", a.name, label, answer.Text)
	}
	return a.next(ctx, label)
}

func (a *actor) lacks(m simulator.Message, words string) error {
	return fmt.Errorf("%s sees no button «%s» under «%s»", a.name, words, m.Text)
}

// tap presses a button whose answer is all that follows.
func (a *actor) tap(ctx context.Context, m simulator.Message, label string) (simulator.Answer, error) {
	if a.aloud {
		a.transcript.did(a.name, "натискає ["+label+"]")
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answer, err := a.user.Press(m, label).Wait(ctx)
	if err != nil {
		return answer, fmt.Errorf("%s pressed «%s»: %w", a.name, label, err)
	}
	if a.aloud && answer.Text != "" {
		a.transcript.line("Середа → %s: (%s)", a.name, answer.Text)
	}
	return answer, nil
}

func (a *actor) next(ctx context.Context, after string) (simulator.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	m, err := a.user.Next(ctx)
	if err != nil {
		return m, fmt.Errorf("%s got no answer to «%s»: %w", a.name, after, err)
	}
	if a.aloud {
		a.transcript.message(a.name, m)
	}
	return m, nil
}

// all presses one button after another.
func (a *actor) all(ctx context.Context, m simulator.Message, labels ...string) (simulator.Message, error) {
	var err error
	for _, words := range labels {
		if m, err = a.press(ctx, m, words); err != nil {
			return m, err
		}
	}
	return m, nil
}

// find is the label of the first button that contains the words.
func find(m simulator.Message, words string) (string, bool) {
	if m.Keyboard == nil {
		return "", false
	}
	for _, row := range m.Keyboard.Rows {
		for _, b := range row {
			if strings.Contains(b.Text, words) {
				return b.Text, true
			}
		}
	}
	return "", false
}
