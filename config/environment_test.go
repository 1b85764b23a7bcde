package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	token    = "TELEGRAM_BOT_TOKEN=12345:AAbb_cc-dd"
	database = "DATABASE_URL=postgres://sereda:hunter2@db/sereda"
	redis    = "REDIS_URL=redis://:hunter2@cache:6379/0"
)

func TestModeFollowsFromWhatIsSet(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		environ []string
		want    Mode
		refused []string
	}{
		{"nothing", nil, Demonstration, nil},
		{"empty variables are not set", []string{"TELEGRAM_BOT_TOKEN=", "DATABASE_URL=", "REDIS_URL= "}, Demonstration, nil},
		{"a token", []string{token}, Small, nil},
		{"all", []string{token, database, redis}, Production, nil},
		{"a database in words", []string{token, "DATABASE_URL=host=/run/postgresql dbname=sereda", redis}, Production, nil},
		{"no token", []string{database, redis}, "", []string{"TELEGRAM_BOT_TOKEN"}},
		{"a database alone", []string{database}, "", []string{"TELEGRAM_BOT_TOKEN", "REDIS_URL"}},
		{"no Redis", []string{token, database}, "", []string{"REDIS_URL"}},
		{"no database", []string{token, redis}, "", []string{"DATABASE_URL"}},
		{"a webhook for the demonstration", []string{"WEBHOOK_URL=https://rada.example/tg", "WEBHOOK_SECRET=s"}, "", []string{"TELEGRAM_BOT_TOKEN"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cfg, err := load(t, "", tt.environ...)
			if diff := cmp.Diff(tt.refused, blamed(err)); diff != "" {
				t.Fatalf("refused variables (-want +got):\n%s", diff)
			}
			if got := cfg.Environment.Mode(); tt.refused == nil && got != tt.want {
				t.Errorf("mode %q, want %q", got, tt.want)
			}
		})
	}
}

func TestVariables(t *testing.T) {
	t.Parallel()
	const secret = "WEBHOOK_SECRET=correct-horse"
	tests := []struct {
		name    string
		environ []string
		refused []string
	}{
		{"a webhook", []string{token, "WEBHOOK_URL=https://rada.example/tg", secret}, nil},
		{"without a path of its own", []string{token, "WEBHOOK_URL=https://rada.example", secret}, []string{"WEBHOOK_URL"}},
		{"on the path of metrics", []string{token, "WEBHOOK_URL=https://rada.example/metrics", secret}, []string{"WEBHOOK_URL"}},
		{"on another allowed port", []string{token, "WEBHOOK_URL=https://rada.example:8443/tg", secret}, nil},
		{"on a port Telegram does not call", []string{token, "WEBHOOK_URL=https://rada.example:8080/tg", secret}, []string{"WEBHOOK_URL"}},
		{"in the clear", []string{token, "WEBHOOK_URL=http://rada.example/tg", secret}, []string{"WEBHOOK_URL"}},
		{"in the clear from a server of one's own", []string{token, "TELEGRAM_API_URL=http://10.0.0.2:8081", "WEBHOOK_URL=http://10.0.0.1:9000/tg", secret}, nil},
		{"no address", []string{token, "WEBHOOK_URL=rada.example", secret}, []string{"WEBHOOK_URL"}},
		{"a mail address from a server of one's own", []string{token, "TELEGRAM_API_URL=http://10.0.0.2", "WEBHOOK_URL=ftp://rada.example", secret}, []string{"WEBHOOK_URL"}},
		{"without a secret", []string{token, "WEBHOOK_URL=https://rada.example/tg"}, []string{"WEBHOOK_SECRET"}},
		{"a secret alone", []string{token, secret}, []string{"WEBHOOK_URL"}},
		{"a secret with a space", []string{token, "WEBHOOK_URL=https://rada.example/tg", "WEBHOOK_SECRET=correct horse"}, []string{"WEBHOOK_SECRET"}},
		{"a secret too long", []string{token, "WEBHOOK_URL=https://rada.example/tg", "WEBHOOK_SECRET=" + strings.Repeat("a", 257)}, []string{"WEBHOOK_SECRET"}},
		{"a token of another kind", []string{"TELEGRAM_BOT_TOKEN=hunter2"}, []string{"TELEGRAM_BOT_TOKEN"}},
		{"a server without a scheme", []string{"TELEGRAM_API_URL=api.telegram.org"}, []string{"TELEGRAM_API_URL"}},
		{"Redis over http", []string{token, database, "REDIS_URL=http://hunter2@cache"}, []string{"REDIS_URL"}},
		{"an address without a port", []string{"SEREDA_HTTP=localhost"}, []string{"SEREDA_HTTP"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := load(t, "", tt.environ...)
			if diff := cmp.Diff(tt.refused, blamed(err)); diff != "" {
				t.Errorf("refused variables (-want +got):\n%s", diff)
			}
			if err != nil && (strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "horse")) {
				t.Errorf("a secret shows in %q", err)
			}
		})
	}
}

// blamed are the variables of the problems.
func blamed(err error) []string {
	found, _ := err.(Problems)
	var names []string
	for _, p := range found {
		names = append(names, p.Setting)
	}
	return names
}
