package simulator_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"sereda/simulator"
)

// TestLibraryCallsAreWellFormed makes the calls our bot makes with the real
// library; Run fails the test if the simulator finds one of them malformed.
func TestLibraryCallsAreWellFormed(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	b, err := bot.New(tg.Token(), bot.WithServerURL(tg.URL()))
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	sent, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: 7, Text: "x", LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: bot.True()},
		ReplyParameters: &models.ReplyParameters{MessageID: 1, AllowSendingWithoutReply: true},
		Entities:        []models.MessageEntity{{Type: models.MessageEntityTypeBold, Offset: 0, Length: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	if sent.ReplyToMessage.Text != "/start" || sent.Entities[0].Type != models.MessageEntityTypeBold {
		t.Errorf("sent %+v", sent)
	}
	file := func(data []byte) models.InputFile {
		return &models.InputFileUpload{Filename: "Порядок денний.docx", Data: bytes.NewReader(data)}
	}
	for name, call := range map[string]func() error{
		"key board": func() error {
			_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: 7, Text: "x", ReplyMarkup: &models.ReplyKeyboardMarkup{
				Keyboard: [][]models.KeyboardButton{{{Text: "Номер", RequestContact: true}}}, ResizeKeyboard: true, OneTimeKeyboard: true}})
			return err
		},
		"its removal": func() error {
			_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: 7, Text: "x", ReplyMarkup: &models.ReplyKeyboardRemove{RemoveKeyboard: true}})
			return err
		},
		"forced reply": func() error {
			_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: 7, Text: "x", ReplyMarkup: &models.ForceReply{ForceReply: true}})
			return err
		},
		"buttons": func() error {
			_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: 7, Text: "x", ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{
				{Text: "a", CallbackData: "a", Style: "danger"}, {Text: "b", URL: "https://rada.ua"}, {Text: "c", CopyText: &models.CopyTextButton{Text: "5"}}}}}})
			return err
		},
		"document": func() error {
			_, err := b.SendDocument(ctx, &bot.SendDocumentParams{ChatID: 7, Document: file([]byte("docx")), Caption: "<i>x</i>", ParseMode: models.ParseModeHTML})
			return err
		},
		"photo": func() error {
			_, err := b.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: 7, Photo: file(picture(t, 10, 10))})
			return err
		},
		"action": func() error {
			_, err := b.SendChatAction(ctx, &bot.SendChatActionParams{ChatID: 7, Action: models.ChatActionUploadDocument})
			return err
		},
		"reaction": func() error {
			_, err := b.SetMessageReaction(ctx, &bot.SetMessageReactionParams{ChatID: 7, MessageID: 1,
				Reaction: []models.ReactionType{{Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Type: "emoji", Emoji: "👌"}}}})
			return err
		},
		"commands": func() error {
			_, err := b.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: []models.BotCommand{{Command: "plan", Description: "План"}},
				Scope: &models.BotCommandScopeChat{ChatID: 7}})
			return err
		},
		"menu": func() error {
			_, err := b.SetChatMenuButton(ctx, &bot.SetChatMenuButtonParams{ChatID: 7, MenuButton: models.MenuButtonCommands{Type: models.MenuButtonTypeCommands}})
			return err
		},
		"pin": func() error {
			_, err := b.PinChatMessage(ctx, &bot.PinChatMessageParams{ChatID: 7, MessageID: sent.ID, DisableNotification: true})
			return err
		},
		"chat": func() error { _, err := b.GetChat(ctx, &bot.GetChatParams{ChatID: 7}); return err },
		"webhook": func() error {
			_, err := b.GetWebhookInfo(ctx)
			return err
		},
	} {
		if err := call(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	f, err := b.GetFile(ctx, &bot.GetFileParams{FileID: u.SendDocument("a.txt", []byte("text")).Document.ID})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := httpGet(t, b.FileDownloadLink(f)); err != nil || text != "text" {
		t.Errorf("download: %q %v", text, err)
	}
}

func TestLongTextsComeInParts(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	line := strings.Repeat("ї", 99) + "\n"
	tg.User(7, simulator.UserSpec{}).Send(strings.Repeat(line, 50))
	list := updates(t, tg, `{}`)
	if len(list) != 2 || len([]rune(list[0].Message.Text)) != 3999 {
		t.Errorf("%d parts, the first of %d letters", len(list), len([]rune(list[0].Message.Text)))
	}
}
