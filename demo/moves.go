package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sereda/simulator"
)

// move is a press and how its screen is known: by words and a button. Boards
// follow what others do, so the next edit of the chat need not be the screen.
type move struct {
	press         string
	words, button string
}

// follows makes one move after another and returns the last screen.
func (a *actor) follows(ctx context.Context, m simulator.Message, moves ...move) (simulator.Message, error) {
	for _, next := range moves {
		label, found := find(m, next.press)
		if !found {
			return m, fmt.Errorf("%s sees no button «%s» under «%s»", a.name, next.press, m.Text)
		}
		if _, err := a.tap(ctx, m, label); err != nil {
			return m, err
		}
		var err error
		if m, err = a.latest(ctx, next.words, next.button); err != nil {
			return m, err
		}
	}
	return m, nil
}

// latest waits for a message of the chat, the newest, that holds the words and
// a button; no button is any.
func (a *actor) latest(ctx context.Context, words, button string) (simulator.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		messages := a.user.Messages()
		for i := len(messages) - 1; i >= 0; i-- {
			_, there := find(messages[i], button)
			if strings.Contains(messages[i].Text+messages[i].Caption, words) && (there || button == "") {
				return messages[i], nil
			}
		}
		select {
		case <-ctx.Done():
			return simulator.Message{}, fmt.Errorf("%s waits for «%s»: %w", a.name, words, ctx.Err())
		case <-tick.C:
		}
	}
}
