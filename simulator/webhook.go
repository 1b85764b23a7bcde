package simulator

import (
	"net/http"
	"time"
)

type hook struct{}

func (h *hook) add(u *update) {}
func (s *Server) dispatch()   {}
func newWebhookClient() *http.Client {
	return &http.Client{Timeout: 60 * time.Second}
}
func backoff(attempt int, retryAfter time.Duration) time.Duration { return 0 }
