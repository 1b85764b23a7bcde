package page

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
)

// Listen opens the page's address, which must be this machine's own: whoever
// reaches the page acts for everybody in it. When the port is taken another
// one is opened and asked is false.
func Listen(address string) (listener net.Listener, asked bool, err error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, false, fmt.Errorf("page: %w", err)
	}
	if !isLoopback(host) {
		return nil, false, fmt.Errorf("page: it may listen on this machine only (127.0.0.1, ::1, localhost), not on %q", host)
	}
	listener, err = net.Listen("tcp", address)
	if err == nil {
		return listener, true, nil
	}
	if !errors.Is(err, syscall.EADDRINUSE) && !errors.Is(err, syscall.EACCES) {
		return nil, false, fmt.Errorf("page: %w", err)
	}
	listener, err = net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return nil, false, fmt.Errorf("page: %w", err)
	}
	return listener, false, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// policy lets the page load from its own address alone.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guarded refuses requests by a foreign name (another site's name pointed at
// this machine) and acts that another site's page asks for.
func guarded(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusForbidden, "Так може діяти лише сама сторінка.")
	}))
	protected := crossOrigin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLoopback(hostname(r.Host)) {
			refuse(w, http.StatusForbidden, "Сторінка відповідає лише за адресою цього комп’ютера.")
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-cache")
		protected.ServeHTTP(w, r)
	})
}

func hostname(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return hostport
}
