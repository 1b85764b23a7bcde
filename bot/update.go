package bot

import (
	"bytes"
	"encoding/json"
	"strconv"

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
	From int64
	// QueryID is the press that waits for an answer; empty when none does.
	QueryID string
	// Model is nil when the update could not be decoded; Problem says why.
	Model   *models.Update
	Problem string
	// Raw is the text as it came. It is kept only when the update is put aside.
	Raw json.RawMessage
	// Upload is the file it brings, once it was fetched and read.
	Upload *council.Upload

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
	u := Update{ID: model.ID, Model: model, Raw: raw}
	u.ChatID, u.From = addressOf(model)
	if model.CallbackQuery != nil {
		u.QueryID = model.CallbackQuery.ID
	}
	return u, nil
}

// numberOf reads no more of an update than its number, which Telegram puts
// first; 0 when it has none.
func numberOf(raw json.RawMessage) int64 {
	if rest, first := bytes.CutPrefix(raw, []byte(`{"update_id":`)); first {
		if i := bytes.IndexAny(rest, ",}"); i > 0 {
			if id, err := strconv.ParseInt(string(rest[:i]), 10, 64); err == nil {
				return id
			}
		}
	}
	var u struct {
		ID int64 `json:"update_id"`
	}
	_ = json.Unmarshal(raw, &u)
	return u.ID
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

// decodeAddress reads no more of an undecodable update than its number and,
// where that can be read, who to tell. An error means that not even the number
// could be.
func decodeAddress(raw json.RawMessage, cause error) (Update, error) {
	var parts struct {
		ID       int64           `json:"update_id"`
		Message  json.RawMessage `json:"message"`
		Callback json.RawMessage `json:"callback_query"`
	}
	if err := json.Unmarshal(raw, &parts); err != nil {
		return Update{}, err
	}
	u := Update{ID: parts.ID, Problem: "cannot be decoded: " + cause.Error(), Raw: raw}
	type account struct {
		ID int64 `json:"id"`
	}
	var message struct {
		Chat account `json:"chat"`
		From account `json:"from"`
	}
	var callback struct {
		ID   string  `json:"id"`
		From account `json:"from"`
	}
	switch {
	case json.Unmarshal(parts.Message, &message) == nil:
		u.ChatID, u.From = message.Chat.ID, message.From.ID
	case json.Unmarshal(parts.Callback, &callback) == nil:
		u.ChatID, u.From, u.QueryID = callback.From.ID, callback.From.ID, callback.ID
	}
	return u, nil
}
