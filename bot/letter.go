package bot

import (
	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"sereda/council"
)

// call is a letter as a call of the Bot API.
type call struct {
	method string
	params any
}

// callOf writes a letter: a menu, a change in place, or a new message.
func callOf(l council.Letter) call {
	if len(l.Message.Menu) > 0 {
		return call{"setMyCommands", &menuParams{menuOf(l.Message.Menu), menuScope{"chat", l.ChatID}}}
	}
	if l.Message.Edit != 0 && l.Message.Keep {
		return call{"editMessageReplyMarkup", &tg.EditMessageReplyMarkupParams{
			ChatID: l.ChatID, MessageID: l.Message.Edit, ReplyMarkup: inline(l.Message.Buttons),
		}}
	}
	if l.Message.Edit != 0 {
		return call{"editMessageText", &tg.EditMessageTextParams{
			ChatID: l.ChatID, MessageID: l.Message.Edit, Text: l.Message.HTML, ParseMode: models.ParseModeHTML,
			LinkPreviewOptions: noPreview(), ReplyMarkup: inline(l.Message.Buttons),
		}}
	}
	return call{"sendMessage", &tg.SendMessageParams{
		ChatID: l.ChatID, Text: l.Message.HTML, ParseMode: models.ParseModeHTML,
		LinkPreviewOptions: noPreview(), DisableNotification: l.Message.Silent, ReplyMarkup: markup(l.Message),
	}}
}

// menuParams are written by hand: the library's scopes leave their type out of
// plain JSON.
type menuParams struct {
	Commands []models.BotCommand `json:"commands"`
	Scope    menuScope           `json:"scope"`
}

type menuScope struct {
	Type   string `json:"type"`
	ChatID int64  `json:"chat_id,omitempty"`
}

func menuOf(menu []council.Command) []models.BotCommand {
	commands := make([]models.BotCommand, len(menu))
	for i, c := range menu {
		commands[i] = models.BotCommand{Command: c.Name, Description: c.Description}
	}
	return commands
}

func noPreview() *models.LinkPreviewOptions {
	return &models.LinkPreviewOptions{IsDisabled: tg.True()}
}

func markup(m council.Message) models.ReplyMarkup {
	switch {
	case m.AskContact != "":
		return &models.ReplyKeyboardMarkup{
			Keyboard:       [][]models.KeyboardButton{{{Text: m.AskContact, RequestContact: true}}},
			ResizeKeyboard: true, OneTimeKeyboard: true,
		}
	case m.EndAsk:
		return &models.ReplyKeyboardRemove{RemoveKeyboard: true}
	}
	return inline(m.Buttons)
}

// inline is the buttons under a message, nil when there are none. An edit
// without buttons takes them away.
func inline(rows [][]council.Button) models.ReplyMarkup {
	if len(rows) == 0 {
		return nil
	}
	keyboard := make([][]models.InlineKeyboardButton, 0, len(rows))
	for _, buttons := range rows {
		if len(buttons) == 0 {
			continue
		}
		line := make([]models.InlineKeyboardButton, len(buttons))
		for i, b := range buttons {
			line[i] = models.InlineKeyboardButton{Text: b.Text, CallbackData: b.Data, URL: b.URL, Style: style(b)}
		}
		keyboard = append(keyboard, line)
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: keyboard}
}

func style(b council.Button) string {
	switch {
	case b.Danger:
		return "danger"
	case b.Primary:
		return "success"
	}
	return ""
}
