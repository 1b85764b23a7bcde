package bot

import (
	"encoding/json"

	"github.com/go-telegram/bot/models"

	"sereda/council"
)

// Update is one update on its way through: decoded, or put aside with its text
// when it cannot be.
type Update struct {
	ID int64
	// ChatID is where an answer would go and what the update is ordered by.
	ChatID int64
	// From is the account that caused it.
	From  int64
	Model *models.Update
	// Problem and Raw are set when the update could not be decoded.
	Problem string
	Raw     string

	// What is known inside the transaction.
	Access       council.Access
	Conversation []byte
}

// decode reads one update. What cannot be decoded keeps its text, so that one
// strange update never stops the others.
func decode(raw json.RawMessage) (Update, error) {
	model := &models.Update{}
	if err := json.Unmarshal(raw, model); err != nil {
		return decodeAddress(raw, err)
	}
	u := Update{ID: model.ID, Model: model}
	u.ChatID, u.From = addressOf(model)
	return u, nil
}

func addressOf(u *models.Update) (chat, from int64) {
	switch {
	case u.Message != nil:
		return messageAddress(u.Message)
	case u.EditedMessage != nil:
		return messageAddress(u.EditedMessage)
	case u.CallbackQuery != nil:
		q := u.CallbackQuery
		switch {
		case q.Message.Message != nil:
			return q.Message.Message.Chat.ID, q.From.ID
		case q.Message.InaccessibleMessage != nil:
			return q.Message.InaccessibleMessage.Chat.ID, q.From.ID
		}
		return q.From.ID, q.From.ID
	case u.MyChatMember != nil:
		return u.MyChatMember.Chat.ID, u.MyChatMember.From.ID
	}
	return 0, 0
}

func messageAddress(m *models.Message) (chat, from int64) {
	if m.From != nil {
		from = m.From.ID
	}
	return m.Chat.ID, from
}

// decodeAddress reads no more of an undecodable update than who to tell.
func decodeAddress(raw json.RawMessage, cause error) (Update, error) {
	type chat struct {
		ID int64 `json:"id"`
	}
	type message struct {
		Chat chat `json:"chat"`
		From chat `json:"from"`
	}
	var little struct {
		ID       int64    `json:"update_id"`
		Message  *message `json:"message"`
		Callback *struct {
			From chat `json:"from"`
		} `json:"callback_query"`
	}
	if err := json.Unmarshal(raw, &little); err != nil {
		return Update{}, err
	}
	u := Update{ID: little.ID, Problem: "cannot be decoded: " + cause.Error(), Raw: string(raw)}
	switch {
	case little.Message != nil:
		u.ChatID, u.From = little.Message.Chat.ID, little.Message.From.ID
	case little.Callback != nil:
		u.ChatID, u.From = little.Callback.From.ID, little.Callback.From.ID
	}
	return u, nil
}
