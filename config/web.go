package config

import "net"

// Web is the server for health, metrics, the webhook and the hall's screen.
type Web struct {
	// Listen is host:port.
	Listen string
	// PublicURL is under what address people reach it, without a slash at the
	// end; "" means http at Listen.
	PublicURL string
	// Public shows the page and the feeds for everybody: entries marked public
	// and sittings of open meetings.
	Public bool
}

// Address is where people's browsers find a path of the server.
func (w Web) Address(path string) string {
	if w.PublicURL != "" {
		return w.PublicURL + path
	}
	host, port, _ := net.SplitHostPort(w.Listen) // read when the settings were
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + path
}
