package bot

import (
	"context"
	"time"

	"github.com/go-telegram/bot/models"

	"sereda/council"
)

// documentParams are those of sendDocument and sendPhoto. The library's would write the file
// into the JSON; Document and Photo are the ids of files Telegram keeps, "" for
// an upload.
type documentParams struct {
	ChatID   int64              `json:"chat_id"`
	Document string             `json:"document,omitempty"`
	Photo    string             `json:"photo,omitempty"`
	Caption  string             `json:"caption,omitempty"`
	Mode     models.ParseMode   `json:"parse_mode,omitempty"`
	Silent   bool               `json:"disable_notification,omitempty"`
	Markup   models.ReplyMarkup `json:"reply_markup,omitempty"`
}

// sentDocument is what comes back.
type sentDocument struct {
	ID       int64 `json:"message_id"`
	Document struct {
		FileID string `json:"file_id"`
	} `json:"document"`
}

// sendDocument carries out a letter with a file that Telegram keeps.
func (s *Sender) sendDocument(ctx context.Context, l council.Letter) council.Fate {
	d := l.Message.Document
	if d.Picture {
		params := documentOf(l)
		params.Photo = d.FileID
		var sent sentDocument
		err := s.Client.Call(ctx, "sendPhoto", params, &sent)
		return s.judge(l, sent.ID, messageError(sent.ID, err))
	}
	sent, err := s.documentByID(ctx, l, d.FileID)
	return s.judge(l, sent.ID, err)
}

// sendOurs carries out a letter with a file of ours. It is uploaded once; whoever
// gets it next gets it by the id Telegram gave it. The upload comes before the
// limit: permissions to leave that were given while it lasts would all be used at
// its end.
func (s *Sender) sendOurs(ctx context.Context, l council.Letter, left func()) council.Fate {
	began := time.Now()
	known := s.uploads.of(l.Message.Document.StoredID)
	known.Lock()
	upload := func(ctx context.Context) council.Fate { return s.sendStored(ctx, l, known) }
	if time.Since(began) > limitTimeout { // the claim would run out
		known.Unlock()
		return council.Fate{Letter: l, Ending: council.Retry}
	}
	if known.id == "" {
		defer known.Unlock()
		return s.leave(ctx, l, left, upload)
	}
	id := known.id
	known.Unlock()
	return s.leave(ctx, l, left, func(ctx context.Context) council.Fate {
		sent, err := s.documentByID(ctx, l, id)
		if forgotten(err) {
			known.Lock()
			defer known.Unlock()
			return upload(ctx)
		}
		return s.judge(l, sent.ID, err)
	})
}

// sendStored sends the file of the database: by Telegram's id where that is
// known, otherwise its bytes.
func (s *Sender) sendStored(ctx context.Context, l council.Letter, known *uploaded) council.Fate {
	file, err := s.Outbox.FileByID(ctx, l.Message.Document.StoredID)
	if err != nil {
		return s.judge(l, 0, err)
	}
	if file.TelegramID != "" {
		sent, err := s.documentByID(ctx, l, file.TelegramID)
		if !forgotten(err) {
			known.id = file.TelegramID
			return s.judge(l, sent.ID, err)
		}
	}
	var sent sentDocument
	err = s.Client.Upload(ctx, "sendDocument", documentOf(l), "document", file, &sent)
	fate := s.judge(l, sent.ID, messageError(sent.ID, err))
	fate.FileID, known.id = sent.Document.FileID, sent.Document.FileID
	return fate
}

func (s *Sender) documentByID(ctx context.Context, l council.Letter, id string) (sentDocument, error) {
	var sent sentDocument
	params := documentOf(l)
	params.Document = id
	err := s.Client.Call(ctx, "sendDocument", params, &sent)
	return sent, messageError(sent.ID, err)
}

func documentOf(l council.Letter) documentParams {
	p := documentParams{ChatID: l.ChatID, Silent: l.Message.Silent, Markup: markup(l.Message)}
	if l.Message.HTML != "" {
		p.Caption, p.Mode = l.Message.HTML, models.ParseModeHTML
	}
	return p
}

// forgotten tells that Telegram does not know the file: another bot's token
// sent it.
func forgotten(err error) bool {
	return refused(err, "wrong file identifier") || refused(err, "wrong remote file identifier")
}
