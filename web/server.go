package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Server answers on one address until its context ends.
type Server struct {
	Listen  string
	Health  *Health
	Metrics http.Handler
	// Webhook takes Telegram's updates at WebhookPath; nil when they are polled.
	Webhook     http.Handler
	WebhookPath string
	// Hall shows the hall's screen under HallPath; nil when nothing does.
	Hall http.Handler
	// Calendar gives people's calendars under CalendarPath; nil when nothing
	// does.
	Calendar http.Handler
	// Public is the page for everybody under PublicPath; nil when there is
	// none.
	Public http.Handler
	Log    *slog.Logger
}

// Run serves until ctx ends, then lets requests under way finish. Ready hears
// the address once it is bound: the port may be the kernel's choice.
func (s *Server) Run(ctx context.Context, ready func(address net.Addr)) error {
	listener, err := net.Listen("tcp", s.Listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	ready(listener.Addr())
	server := &http.Server{
		Handler:           s.routes(),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelWarn),
	}
	finished := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(finished)
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		if server.Shutdown(grace) != nil {
			server.Close()
		}
	})
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		stop()
		return fmt.Errorf("serve: %w", err)
	}
	<-finished // Serve returns when Shutdown begins
	return nil
}

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.Handle("GET /readyz", s.Health)
	mux.Handle("GET /metrics", s.Metrics)
	if s.Hall != nil {
		mux.Handle(HallPath+"{secret}", s.Hall)
	}
	if s.Calendar != nil {
		mux.Handle("GET "+CalendarPath+"{file}", s.Calendar)
	}
	if s.Public != nil {
		mux.Handle("GET "+PublicPath+"{$}", s.Public)
		mux.Handle("GET "+PublicPath+"{file}", s.Public)
	}
	if s.Webhook != nil {
		mux.Handle(s.WebhookPath, s.Webhook)
	}
	return mux
}
