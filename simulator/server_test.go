package simulator_test

import (
	"context"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"sereda/simulator"
)

// echo runs a bot on the real library that answers texts with a button and presses with an edit.
func echo(t *testing.T, tg *simulator.Server) {
	t.Helper()
	handle := func(ctx context.Context, b *bot.Bot, u *models.Update) {
		switch {
		case u.Message != nil:
			_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: u.Message.Chat.ID, Text: "<b>" + u.Message.Text + "</b>",
				ParseMode: models.ParseModeHTML, ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{
					{{Text: "Так", CallbackData: "yes"}}}}})
			if err != nil && ctx.Err() == nil {
				t.Errorf("send: %v", err)
			}
		case u.CallbackQuery != nil:
			_, _ = b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID, Text: "Гаразд"})
			_, _ = b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: u.CallbackQuery.From.ID,
				MessageID: u.CallbackQuery.Message.Message.ID, Text: "pressed " + u.CallbackQuery.Data})
		}
	}
	b, err := bot.New(tg.Token(), bot.WithServerURL(tg.URL()), bot.WithDefaultHandler(handle))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); b.Start(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
}

func TestConversationWithLibrary(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	echo(t, tg)
	olena := tg.User(7, simulator.UserSpec{FirstName: "Олена"})
	olena.Send("привіт")
	m := olena.Receive(t)
	if m.Text != "привіт" || len(m.Entities) != 1 || m.Entities[0].Length != 6 {
		t.Errorf("got %q with %v", m.Text, m.Entities)
	}
	p := olena.Press(m, "Так")
	if a := p.WaitAnswer(t); a.Text != "Гаразд" {
		t.Errorf("answer %v", a)
	}
	if m := olena.Receive(t); m.Text != "pressed yes" || m.Keyboard != nil {
		t.Errorf("edited to %q, keyboard %v", m.Text, m.Keyboard)
	}
	tg.Settle(t)
}
