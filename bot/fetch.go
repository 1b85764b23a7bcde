package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/go-telegram/bot/models"

	"sereda/council"
)

const (
	// fetchTime is how long a file may take, its waiting for others included.
	// Telegram waits 60 s for the answer to an update it posts.
	fetchTime = 30 * time.Second
	// readTime is how long the reading alone may take.
	readTime = 5 * time.Second
	// fetchedTogether bounds the files in memory that wait to be read.
	fetchedTogether = 3
	// maxDownload is what Telegram gives of a file to a bot, in bytes.
	maxDownload = 20 << 20
)

// Fetcher brings the files that people send and has them read, before their
// update is handled: a transaction waits for nothing but the database.
type Fetcher struct {
	Client *Client
	// Known tells from whom files are taken.
	Known func(ctx context.Context, account int64) (bool, error)
	// Accept tells by a file's name and size why it is not to be fetched; nil
	// when it is.
	Accept func(name string, size int64) error
	// Read reads a file; one at a time. It ends with ctx.
	Read func(ctx context.Context, name string, data []byte) ([]byte, error)
	Log  *slog.Logger

	fetching, reading chan struct{}
}

// Prepare is called once, before any file is fetched.
func (f *Fetcher) Prepare() {
	f.fetching, f.reading = make(chan struct{}, fetchedTogether), make(chan struct{}, 1)
}

// Wants tells that the update brings a file to be fetched first.
func (f *Fetcher) Wants(u Update) bool {
	return f != nil && u.Model != nil && u.Model.Message != nil && u.Model.Message.Document != nil &&
		u.Model.Message.Chat.Type == models.ChatTypePrivate
}

// Fetch fetches and reads an update's file. What goes wrong is in the result;
// nil when files are not taken from this person.
func (f *Fetcher) Fetch(ctx context.Context, u Update) *council.Upload {
	started := time.Now()
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	if known, err := f.Known(ctx, u.From); err == nil && !known {
		return nil
	}
	document := u.Model.Message.Document
	upload := &council.Upload{Name: document.FileName}
	upload.Content, upload.Problem = f.fetch(ctx, document)
	if upload.Problem != nil {
		f.Log.Info("file not read", "update_id", u.ID, "chat_id", u.ChatID, "bytes", document.FileSize, "err", upload.Problem)
	} else {
		f.Log.Info("file read", "update_id", u.ID, "chat_id", u.ChatID, "bytes", document.FileSize, "duration", time.Since(started))
	}
	return upload
}

func (f *Fetcher) fetch(ctx context.Context, d *models.Document) ([]byte, error) {
	if err := f.Accept(d.FileName, d.FileSize); err != nil {
		return nil, err
	}
	if !enter(ctx, f.fetching) {
		return nil, council.ErrNotFetched
	}
	defer func() { <-f.fetching }()
	data, err := f.download(ctx, d.FileID)
	if err != nil {
		return nil, err
	}
	if !enter(ctx, f.reading) {
		return nil, council.ErrNotFetched
	}
	defer func() { <-f.reading }()
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	return f.Read(ctx, d.FileName, data)
}

// enter takes a place; false when ctx ended first.
func enter(ctx context.Context, places chan struct{}) bool {
	select {
	case places <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// download tries until the file is there, it is refused for good, or the time
// is up.
func (f *Fetcher) download(ctx context.Context, fileID string) ([]byte, error) {
	pause := newBackoff(200*time.Millisecond, 5*time.Second)
	for range 5 {
		data, err := f.Client.Download(ctx, fileID, maxDownload)
		switch {
		case err == nil:
			return data, nil
		case errors.Is(err, errTooLong), refused(err, "file is too big"):
			return nil, f.Accept("", maxDownload+1)
		case refusedForGood(err):
			return nil, errors.Join(council.ErrNotFetched, err)
		}
		f.Log.Warn("file not fetched yet", "err", err)
		pause.wait(ctx, retryAfter(err))
		if ctx.Err() != nil {
			break
		}
	}
	return nil, council.ErrNotFetched
}
