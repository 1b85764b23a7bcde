package demo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"syscall"

	"sereda/simulator/page"
	"sereda/storage"
)

// house is the running demonstration: its servers, the council's database,
// the bot, and the page that shows them.
type house struct {
	options Options
	servers *servers
	people  map[string]*person
	db      *storage.DB

	page    *page.Server
	address string
	web     *http.Server
	serving sync.WaitGroup
	wanted  chan string // the chapter to set up

	mu       sync.Mutex
	bot      *bot   // the latest; it may have ended
	breakOff func() // breaks the story off that plays; nil when none does
}

// open opens the house; close it, also after an error.
func (o Options) open(ctx context.Context, s *servers, again bool) (*house, error) {
	h := &house{options: o, servers: s, wanted: make(chan string, 1)}
	var err error
	if h.people, err = cast(s.telegram); err != nil {
		return h, err
	}
	if err := h.openPage(); err != nil {
		return h, err
	}
	h.page.Playing("Запуск")
	h.show()
	if h.db, err = o.database(ctx, s, again); err != nil {
		return h, err
	}
	return h, h.launch()
}

func (h *house) close(ctx context.Context) error {
	var failures []error
	if h.web != nil {
		h.page.Close()
		failures = append(failures, h.web.Close())
	}
	if b := h.latest(); b != nil {
		failures = append(failures, b.stop(ctx))
	}
	h.serving.Wait()
	if h.db != nil {
		h.db.Close()
	}
	return errors.Join(failures...)
}

// anew begins from nothing: chats, database and clock at the week's beginning.
func (h *house) anew(ctx context.Context) error {
	if err := h.Kill(); err != nil {
		return err
	}
	h.db.Close()
	err := h.servers.reset(ctx, beginning(h.options.Config.Zone), h.options.Log)
	if err != nil {
		return err
	}
	if h.people, err = cast(h.servers.telegram); err != nil {
		return err
	}
	h.show()
	if h.db, err = h.options.database(ctx, h.servers, false); err != nil {
		return err
	}
	return h.launch()
}

func (h *house) story(t *transcript) *story {
	c := h.options.Config
	return &story{servers: h.servers, db: h.db, bot: h.latest(), zone: c.Zone, toldInFull: map[string]bool{}, timetable: c.Timetable(), quiet: c.Quiet,
		people: h.people, transcript: t, importBodies: h.options.ImportBodies}
}

func (h *house) latest() *bot {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.bot
}

// launch starts the bot; when it ends, however it does, the page says so.
func (h *house) launch() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	b, err := h.servers.launch(h.options.Executable, h.options.ConfigPath)
	if err != nil {
		return fmt.Errorf("start the bot: %w", err)
	}
	h.bot = b
	h.serving.Go(func() { h.attend(b) })
	return nil
}

// attend waits for the bot's end and says so.
func (h *house) attend(b *bot) {
	err := b.child.Err()
	_ = b.log.Close()
	h.page.Changed()
	if !b.meant.Load() {
		h.options.Log.Error("the bot has ended by itself", "log", h.servers.botLog(), "err", err)
	}
}

// Running tells whether the bot's process is there.
func (h *house) Running() bool {
	b := h.latest()
	if b == nil {
		return false
	}
	select {
	case <-b.child.Ended():
		return false
	default:
		return true
	}
}

// Kill ends the bot as a power cut would.
func (h *house) Kill() error {
	b := h.latest()
	if b == nil {
		return nil
	}
	b.meant.Store(true)
	if err := b.child.Signal(syscall.SIGKILL); err != nil {
		return err
	}
	<-b.child.Ended()
	return nil
}

// Restart starts the bot unless it runs.
func (h *house) Restart() error {
	if h.Running() {
		return nil
	}
	return h.launch()
}

// Log names the file of the bot's log.
func (h *house) Log() string { return h.servers.botLog() }
