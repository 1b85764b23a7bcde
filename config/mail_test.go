package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheMailServer(t *testing.T) {
	t.Parallel()
	good := map[string]MailServer{
		"smtp://mail.example.org":                  {Host: "mail.example.org", Port: 587, Security: "starttls"},
		"smtp://u%40x:p%2Fw@mail.example.org:2525": {Host: "mail.example.org", Port: 2525, Security: "starttls", User: "u@x", Password: NewSecret("p/w")},
		"smtps://u:p@mail.example.org/":            {Host: "mail.example.org", Port: 465, Security: "tls", User: "u", Password: NewSecret("p")},
		"smtp://127.0.0.1:25?tls=none":             {Host: "127.0.0.1", Port: 25, Security: "none"},
		"smtp://[2001:db8::1]:25?tls=offered":      {Host: "2001:db8::1", Port: 25, Security: "offered"},
	}
	for text, want := range good {
		got, err := parseMailServer(text)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v %s", text, err, diff)
		}
	}
	for text, want := range map[string]string{
		"mail.example.org:587":                        "must be like",
		"http://mail.example.org":                     "must be like",
		"smtp://":                                     "must be like",
		"smtp://mail.example.org/box":                 "must be like",
		"smtp://mail.example.org:99999":               "no such port",
		"smtps://mail.example.org?tls=none":           "at once",
		"smtp://mail.example.org?tls=maybe":           "may have",
		"smtp://u:hushhush@mail.example.org?tls=none": "in the open",
		"smtp://u:hush hush@mail.example.org":         "must be like",
	} {
		if _, err := parseMailServer(text); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestMailNeedsBothVariables(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		smtp, from string
		want       []string
	}{
		{"", "", nil},
		{"smtp://mail.example.org", "Рада <sereda@rada.example.org>", nil},
		{"smtp://mail.example.org", "", []string{"MAIL_FROM"}},
		{"", "sereda@rada.example.org", []string{"SMTP_URL"}},
		{"smtp://mail.example.org", "Рада", []string{"MAIL_FROM"}},
		{"nonsense", "Рада", []string{"SMTP_URL", "MAIL_FROM"}},
	} {
		var got []string
		Environment{SMTP: NewSecret(tt.smtp), MailFrom: tt.from}.checkMail(func(variable, _ string, _ ...any) { got = append(got, variable) })
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q %q: %s", tt.smtp, tt.from, diff)
		}
	}
}
