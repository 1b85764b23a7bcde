package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
)

// Answers tells pressed buttons what came of them. An answer is worthless
// after 150 s, so it goes without a row: one that is lost only leaves a button
// spinning for a moment.
type Answers struct {
	Client *Client
	Log    *slog.Logger

	waiting chan Answer
}

const answerers = 16

// Prepare makes room for answers.
func (a *Answers) Prepare() { a.waiting = make(chan Answer, 1024) }

// Put hands in answers; when too many wait, the newest go unanswered.
func (a *Answers) Put(answers []Answer) {
	for _, answer := range answers {
		select {
		case a.waiting <- answer:
		default:
			a.Log.Warn("a button goes unanswered: too many wait")
		}
	}
}

// Run answers until ctx ends, and for a moment longer what waits then.
func (a *Answers) Run(ctx context.Context) {
	rest, cancel := outlive(ctx, 3*time.Second)
	defer cancel()
	var workers sync.WaitGroup
	for range answerers {
		workers.Go(func() {
			for {
				select {
				case <-ctx.Done():
					a.answerWaiting(rest)
					return
				case answer := <-a.waiting:
					a.answer(rest, answer)
				}
			}
		})
	}
	workers.Wait()
}

func (a *Answers) answerWaiting(ctx context.Context) {
	for ctx.Err() == nil {
		select {
		case answer := <-a.waiting:
			a.answer(ctx, answer)
		default:
			return
		}
	}
}

func (a *Answers) answer(ctx context.Context, answer Answer) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	err := a.Client.Call(ctx, "answerCallbackQuery", &tg.AnswerCallbackQueryParams{
		CallbackQueryID: answer.QueryID, Text: clip(answer.Text, 200), ShowAlert: answer.Alert,
	}, nil)
	if err != nil && !refused(err, "query is too old") {
		a.Log.Info("button not answered", "err", err)
	}
}

// clip keeps the first n characters.
func clip(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n-1]) + "…"
}
