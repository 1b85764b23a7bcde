package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"sereda/config"
	"sereda/council"
	"sereda/postgres"
	"sereda/storage"
)

// database is the demonstration council's, in the private Postgres.
const database = "sereda"

// Options say how to run the demonstration.
type Options struct {
	Config config.Config
	// ConfigPath is given on to the bot.
	ConfigPath string
	// Fresh forgets what was played before.
	Fresh bool
	// Executable is this binary, which is the bot too.
	Executable string
	// Import brings the directory into the database, ImportBodies the bodies
	// with their seats.
	Import, ImportBodies Import
	Out                  io.Writer
	Log                  *slog.Logger
}

// Import brings a spreadsheet into the database as it stands on the day.
type Import func(ctx context.Context, db *storage.DB, name string, file []byte, today council.Date) error

// Run plays the week, or goes on where it was left, and stays up until ctx
// ends; then it ends everything it started.
func Run(ctx context.Context, o Options) error {
	dir := filepath.Join(o.Config.Environment.DataDir, "demo")
	if o.Fresh {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	remembered, again, err := recall(dir)
	if err != nil {
		return err
	}
	if !again {
		remembered.Clock = beginning(o.Config.Zone)
	}
	s, err := start(ctx, dir, remembered.Clock, o.Log)
	if err != nil {
		return err
	}
	err = o.play(ctx, s, remembered, again)
	ending := context.WithoutCancel(ctx)
	return errors.Join(ignoreEnd(err), s.stop(ending))
}

// ignoreEnd: being told to stop is how a demonstration ends.
func ignoreEnd(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (o Options) play(ctx context.Context, s *servers, remembered state, again bool) error {
	h, err := o.open(ctx, s, again)
	if err == nil {
		err = h.tell(ctx, &remembered)
	}
	remembered.Clock = s.clock.Now()
	return errors.Join(err, h.close(context.WithoutCancel(ctx)), remembered.keep(s.dir))
}

// tell plays the story unless it is played, and then lets the clock run.
func (h *house) tell(ctx context.Context, remembered *state) error {
	t := newTranscript(h.options.Out, h.servers.clock.Now, h.options.Config.Zone)
	if remembered.Played {
		t.line("Тиждень уже зіграно; годинник іде далі. Спочатку: make run-fresh.")
	} else {
		if err := h.week(ctx, t); err != nil {
			return err
		}
		remembered.Played = true
	}
	h.servers.clock.Go(true)
	t.stayingUp(h.servers, h.address)
	if err := remembered.keepAt(h.servers); err != nil {
		return err
	}
	h.played("")
	return h.stay(ctx, remembered)
}

// week plays the whole week, unless the page wants one of its moments.
func (h *house) week(ctx context.Context, t *transcript) error {
	h.playing("Тиждень ради")
	err := h.breakable(ctx, func(ctx context.Context) error { return h.story(t).play(ctx, time.Time{}) })
	if errors.Is(err, errOther) {
		t.line("На сторінці обрано іншу мить тижня; далі — там.")
		return nil
	}
	return err
}

func (r *state) keepAt(s *servers) error {
	r.Clock = s.clock.Now()
	return errors.Join(r.keep(s.dir), s.save())
}

// stay keeps the clock and the chats from time to time and sets up what the
// page asks for, until ctx ends.
func (h *house) stay(ctx context.Context, remembered *state) error {
	const every = 10 * time.Second
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case name := <-h.wanted:
			h.stage(ctx, name)
		case <-tick.C:
			h.servers.redis.FastForward(every)
		}
		if err := remembered.keepAt(h.servers); err != nil {
			h.options.Log.Warn("the demonstration cannot be kept", "err", err)
		}
	}
}

// stage sets a chapter up; what goes wrong is told on the page, which stays.
func (h *house) stage(ctx context.Context, name string) {
	problem := ""
	err := h.set(ctx, name)
	if errors.Is(err, errOther) {
		return
	}
	if err != nil && ctx.Err() == nil {
		h.options.Log.Error("a story of the page", "story", name, "err", err)
		problem = "Історію не вдалося зіграти: " + err.Error()
	}
	h.played(problem)
}

// database opens the council's database and fills it at the first run.
func (o Options) database(ctx context.Context, s *servers, again bool) (*storage.DB, error) {
	dsn := s.postgres.DSN(database)
	if !again {
		if err := postgres.CreateDatabase(ctx, s.postgres.DSN("postgres"), database); err != nil {
			return nil, err
		}
	}
	if err := storage.Migrate(ctx, dsn); err != nil {
		return nil, err
	}
	db, err := storage.Open(ctx, dsn)
	if err != nil || again {
		return db, err
	}
	today := council.DateOf(s.clock.Now().In(o.Config.Zone))
	if err := o.Import(ctx, db, "council.csv", Directory(), today); err != nil {
		db.Close()
		return nil, fmt.Errorf("directory of the demonstration: %w", err)
	}
	return db, (state{Clock: s.clock.Now()}).keep(s.dir)
}
