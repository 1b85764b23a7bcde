package simulator

import (
	"net"
	"net/url"
	"strings"
	"time"
)

// usualConnections is how many updates are in flight unless the bot asks otherwise.
const usualConnections = 40

// hook is the webhook while there is one. Updates go in lanes: a lane is
// strictly in order, one update in flight; lanes run side by side.
//
// As on the real server (WebhookActor.cpp of telegram-bot-api): updates are
// loaded in the order of their ids while fewer than 2 × max_connections lanes
// hold any, and whose first update has been ready longest is sent first.
type hook struct {
	url, secret string
	max         int // connections
	lanes       map[string]*lane
	loaded      int64 // the last update that lies in a lane
	inFlight    int
	lastError   string
	lastErrorAt int64
}

// lane is one queue of a webhook. It is busy while it has an update in flight
// or waits for a retry.
type lane struct {
	name    string
	queue   []laden
	busy    bool
	attempt int // failed ones of the first update
	retry   *time.Timer
}

// laden is an update in a lane with since when it may be sent, as far as the
// lane goes: since it was loaded, or since its last failure was waited out.
type laden struct {
	*update
	since time.Time
}

func (s *Server) setWebhook(c *call) (any, error) {
	if c.str("url") == "" {
		return s.deleteWebhook(c)
	}
	if err := checkWebhookURL(c.str("url")); err != nil {
		return nil, err
	}
	secret := c.str("secret_token")
	if strings.ContainsFunc(secret, func(r rune) bool {
		return r >= 128 || r != '_' && r != '-' && !isLetter(byte(r)) && !isDigit(byte(r))
	}) {
		return nil, misuse("secret token contains unallowed characters")
	}
	if err := s.allow(c); err != nil {
		return nil, err
	}
	if p := s.inbox.poll; p != nil {
		p.abort(errSetWebhook)
		s.inbox.poll = nil
	}
	connections := int(c.num("max_connections"))
	if connections == 0 {
		connections = usualConnections
	}
	s.dropPending(c)
	s.install(&hook{url: c.str("url"), secret: secret, max: min(max(connections, 1), 100)})
	return true, nil
}

// install makes h the webhook, which begins with the oldest that waits.
func (s *Server) install(h *hook) {
	h.lanes = map[string]*lane{}
	s.hook = h
	s.dispatch()
}

// checkWebhookURL wants what Telegram wants; plain http is allowed to this machine only.
func checkWebhookURL(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return misuse("bad webhook: invalid URL")
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	if u.Scheme != "https" {
		return misuse("bad webhook: An HTTPS URL must be provided for webhook")
	}
	switch u.Port() {
	case "", "80", "88", "443", "8443":
		return nil
	}
	return misuse("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
}

func (s *Server) deleteWebhook(c *call) (any, error) {
	if s.hook != nil {
		for _, l := range s.hook.lanes {
			if l.retry != nil {
				l.retry.Stop()
			}
		}
	}
	s.hook = nil
	s.dropPending(c)
	return true, nil
}

func (s *Server) dropPending(c *call) {
	if c.flag("drop_pending_updates") {
		s.acknowledge(s.inbox.lastID + 1)
	}
}

func (s *Server) getWebhookInfo(*call) (any, error) {
	info := struct {
		URL            string   `json:"url"`
		Certificate    bool     `json:"has_custom_certificate"`
		Pending        int      `json:"pending_update_count"`
		LastErrorAt    int64    `json:"last_error_date,omitempty"`
		LastError      string   `json:"last_error_message,omitempty"`
		MaxConnections int      `json:"max_connections,omitempty"`
		Allowed        []string `json:"allowed_updates,omitempty"`
	}{Pending: s.inbox.pending(), Allowed: s.inbox.allowedList()}
	if h := s.hook; h != nil {
		info.URL, info.MaxConnections = h.url, h.max
		info.LastErrorAt, info.LastError = h.lastErrorAt, h.lastError
	}
	return info, nil
}
