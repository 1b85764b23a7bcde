package bot_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/bot"
	"sereda/council"
	"sereda/simulator"
)

// outbox is one lane of letters: the first goes until its fate is final.
type outbox struct {
	mu      sync.Mutex
	letters []council.Letter
	claimed bool
	files   map[int64]council.File
	fates   []council.Fate
	ended   chan struct{}
}

func (o *outbox) Claim(_ context.Context, _ int, bulk bool, _ time.Time) ([]council.Letter, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if bulk || o.claimed || len(o.letters) == 0 {
		return nil, nil
	}
	o.claimed = true
	return o.letters[:1], nil
}

func (o *outbox) Finish(_ context.Context, fates []council.Fate, _ time.Time) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, f := range fates {
		o.fates, o.claimed = append(o.fates, f), false
		if f.FileID != "" {
			file := o.files[f.Letter.Message.Document.StoredID]
			file.TelegramID = f.FileID
			o.files[file.ID] = file
		}
		if f.Ending != council.Retry {
			o.letters = o.letters[1:]
		}
	}
	if len(o.letters) == 0 {
		close(o.ended)
	}
	return nil
}

func (o *outbox) FileByID(_ context.Context, id int64) (council.File, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	file, known := o.files[id]
	if !known {
		return council.File{}, council.ErrNotFound
	}
	return file, nil
}

type unlimited struct{}

func (unlimited) Wait(context.Context) error { return nil }

// deliver sends the letters and returns when each has its fate.
func (o *outbox) deliver(t *testing.T, tg *simulator.Server) {
	t.Helper()
	o.ended = make(chan struct{})
	stop := send(t, tg, o)
	select {
	case <-o.ended:
	case <-time.After(20 * time.Second):
		t.Error("letters stay")
	}
	stop()
}

// send runs a sender on the outbox until it is stopped.
func send(t *testing.T, tg *simulator.Server, o bot.Outbox) (stop func()) {
	t.Helper()
	return sendLimited(t, tg, o, unlimited{})
}

func sendLimited(t *testing.T, tg *simulator.Server, o bot.Outbox, limit bot.Limiter) (stop func()) {
	t.Helper()
	s := &bot.Sender{Client: bot.NewClient(tg.URL(), tg.Token()), Outbox: o, Limiter: limit, Clock: func() time.Time { return moment },
		Unreachable: func(context.Context, int64) error { return nil }, Ended: func([]council.Fate) {}, Log: slog.New(slog.DiscardHandler)}
	s.Prepare()
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { defer close(stopped); s.Run(ctx) }()
	return func() {
		cancel()
		<-stopped
	}
}

func person(tg *simulator.Server, id int64) *simulator.User {
	u := tg.User(id, simulator.UserSpec{FirstName: "Олена"})
	u.Start("")
	return u
}

func letter(id, chat int64, d council.Document) council.Letter {
	return council.Letter{ID: id, ChatID: chat, Message: council.Message{HTML: "<b>Протокол</b>", Document: &d,
		Buttons: [][]council.Button{{{Text: "🏠 На початок", Data: "home"}}}}}
}

// noise has every byte, and line ends of all kinds.
func noise(n int) []byte {
	data := make([]byte, n)
	source := rand.NewChaCha8([32]byte{7})
	_, _ = source.Read(data)
	return append(data, "\r\n--\r\n\r\n\x00"...)
}

func TestADocumentIsUploadedOnceAndIntact(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	first, second := person(tg, 7), person(tg, 8)
	data := noise(300_000)
	o := &outbox{
		files: map[int64]council.File{3: {ID: 3, Name: `Протокол № 12 "тест".docx`, Data: data}},
		letters: []council.Letter{
			letter(1, 7, council.Document{StoredID: 3}), letter(2, 8, council.Document{StoredID: 3}), letter(3, 8, council.Document{StoredID: 4})},
	}
	tg.Fail("sendDocument", 1, simulator.Failure{Code: http.StatusBadGateway})
	o.deliver(t, tg)

	var endings []council.Ending
	var ids []bool
	for _, f := range o.fates {
		endings, ids = append(endings, f.Ending), append(ids, f.FileID != "")
	}
	if diff := cmp.Diff([]council.Ending{council.Retry, council.Sent, council.Sent, council.Failed}, endings); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]bool{false, true, false, false}, ids); diff != "" {
		t.Errorf("the second one goes by the id: %s", diff)
	}
	got, again := last(t, first), last(t, second)
	if got.Document.Name != `Протокол № 12 "тест".docx` || got.Caption != "Протокол" || len(got.CaptionEntities) != 1 || got.Keyboard == nil {
		t.Errorf("%+v", got)
	}
	if kept, _ := tg.FileData(got.Document.ID); !bytes.Equal(kept, data) {
		t.Errorf("%d bytes of %d arrived, or others", len(kept), len(data))
	}
	if got.Document.ID != again.Document.ID {
		t.Errorf("%s and %s are one file", got.Document.ID, again.Document.ID)
	}
}

func TestATelegramFileGoesByItsID(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	u := person(tg, 7)
	kept := u.SendDocument("Кошторис.xlsx", []byte("xlsx"))
	o := &outbox{letters: []council.Letter{letter(1, 7, council.Document{FileID: kept.Document.ID, Name: "Кошторис.xlsx"})}}
	o.deliver(t, tg)
	if got := last(t, u); got.Document == nil || got.Document.ID != kept.Document.ID {
		t.Errorf("%+v", got)
	}
}

func TestAPictureTelegramKeepsGoesAsAPicture(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	u := person(tg, 7)
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	kept := u.SendPhoto(b.Bytes(), "")
	o := &outbox{letters: []council.Letter{letter(1, 7, council.Document{FileID: kept.Photo[0].ID, Picture: true})}}
	o.deliver(t, tg)
	got := last(t, u)
	if got.Document != nil || len(got.Photo) == 0 || got.Photo[0].ID != kept.Photo[0].ID || got.Caption != "Протокол" || got.Keyboard == nil {
		t.Errorf("%+v", got)
	}
}

func TestAFileAnotherTokenSentIsUploadedAnew(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	u := person(tg, 7)
	o := &outbox{
		files:   map[int64]council.File{3: {ID: 3, Name: "a.pdf", Data: []byte("%PDF"), TelegramID: "of another bot"}},
		letters: []council.Letter{letter(1, 7, council.Document{StoredID: 3})},
	}
	o.deliver(t, tg)
	got := last(t, u)
	if got.Document == nil || o.files[3].TelegramID != got.Document.ID {
		t.Errorf("%+v kept as %q", got, o.files[3].TelegramID)
	}
}

func last(t *testing.T, u *simulator.User) simulator.Message {
	t.Helper()
	all := u.Messages()
	if len(all) == 0 {
		t.Fatal("nothing came")
	}
	return all[len(all)-1]
}
