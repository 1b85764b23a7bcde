package config

import (
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"
)

// telegramAPI is Telegram's own server.
const telegramAPI = "https://api.telegram.org"

// Environment is what only the environment says: secrets and addresses.
type Environment struct {
	// Token is the bot's, from BotFather; without it the demonstration runs.
	Token Secret `env:"TELEGRAM_BOT_TOKEN"`
	// APIURL is the Bot API's server, without a slash at the end.
	APIURL string `env:"TELEGRAM_API_URL" envDefault:"https://api.telegram.org"`
	// Database and Redis are addresses that may hold passwords.
	Database Secret `env:"DATABASE_URL"`
	Redis    Secret `env:"REDIS_URL"`
	// DataDir holds the private Postgres and other files.
	DataDir string `env:"SEREDA_DATA" envDefault:"./data"`
	// Listen outweighs web.listen of the file.
	Listen string `env:"SEREDA_HTTP"`
	// Public outweighs web.public of the file where it is true.
	Public bool `env:"SEREDA_PUBLIC"`
	// WebhookURL is where Telegram sends updates; without it they are polled.
	WebhookURL    string `env:"WEBHOOK_URL"`
	WebhookSecret Secret `env:"WEBHOOK_SECRET"`
	// SMTP is the mail server's address, with its password; MailFrom is who
	// letters by e-mail are from. Without them none leave.
	SMTP     Secret `env:"SMTP_URL"`
	MailFrom string `env:"MAIL_FROM"`
	// ClockURL is another process's clock to follow, of the demonstration and
	// of tests; refused with Telegram's own server.
	ClockURL string `env:"SEREDA_CLOCK"`
	// LogLevel is debug, info, warn or error.
	LogLevel string `env:"LOG_LEVEL" envDefault:"info"`
}

// Mode is what runs.
type Mode string

// The modes, by what is set: nothing at all; a token alone; a token with the
// addresses of Postgres and Redis.
const (
	Demonstration Mode = "demonstration"
	Small         Mode = "small council"
	Production    Mode = "production"
)

// Mode is what the variables ask for.
func (e Environment) Mode() Mode {
	switch {
	case !e.Token.Given():
		return Demonstration
	case !e.Database.Given():
		return Small
	}
	return Production
}

// Level is the least level that is logged.
func (e Environment) Level() slog.Level {
	level, _ := parseLevel(e.LogLevel)
	return level
}

// readEnvironment takes the variables and reports what is wrong with them. No
// report repeats a secret.
func readEnvironment(environ []string, doc *document) Environment {
	e, err := env.ParseAsWithOptions[Environment](env.Options{Environment: env.ToMap(environ)})
	report := func(variable, format string, args ...any) {
		doc.problems = append(doc.problems, Problem{Setting: variable, Text: fmt.Sprintf(format, args...)})
	}
	if err != nil {
		report("", "%v", err)
		return e
	}
	e.APIURL = strings.TrimRight(e.APIURL, "/")
	e.checkTogether(report)
	e.checkAddresses(report)
	e.checkWebhook(report)
	e.checkMail(report)
	if _, err := parseLevel(e.LogLevel); err != nil {
		report("LOG_LEVEL", "%v", err)
	}
	return e
}

type reporter func(variable, format string, args ...any)

// checkTogether refuses variables that ask for no mode.
func (e Environment) checkTogether(report reporter) {
	token, database, redis := e.Token.Given(), e.Database.Given(), e.Redis.Given()
	if !token && (database || redis) {
		report("TELEGRAM_BOT_TOKEN", "is missing, though DATABASE_URL or REDIS_URL is set; "+
			"set it, or unset both for the demonstration")
	}
	if database && !redis {
		report("REDIS_URL", "is missing, though DATABASE_URL is set; set both or none")
	}
	if redis && !database {
		report("DATABASE_URL", "is missing, though REDIS_URL is set; set both or none")
	}
	if !token && e.WebhookURL != "" {
		report("TELEGRAM_BOT_TOKEN", "is missing, though WEBHOOK_URL is set")
	}
}

var (
	tokenForm    = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)
	databaseForm = regexp.MustCompile(`^postgres(ql)?://|^[a-z_]+ *=`)
	redisForm    = regexp.MustCompile(`^(redis|rediss|unix)://`)
	secretForm   = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
)

func (e Environment) checkAddresses(report reporter) {
	if e.Token.Given() && !tokenForm.MatchString(e.Token.Reveal()) {
		report("TELEGRAM_BOT_TOKEN", "does not look like a bot's token: digits, a colon, letters")
	}
	if u, err := url.Parse(e.APIURL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		report("TELEGRAM_API_URL", "is no http address")
	}
	if e.Database.Given() && !databaseForm.MatchString(e.Database.Reveal()) {
		report("DATABASE_URL", "must begin with postgres://")
	}
	if e.Redis.Given() && !redisForm.MatchString(e.Redis.Reveal()) {
		report("REDIS_URL", "must begin with redis:// or rediss://")
	}
	if e.ClockURL != "" && e.APIURL == telegramAPI {
		report("SEREDA_CLOCK", "moves the council's time and goes with a server of one's own in TELEGRAM_API_URL only")
	}
	if e.Listen != "" {
		if _, err := parseListen(e.Listen); err != nil {
			report("SEREDA_HTTP", "%v", err)
		}
	}
}

// checkWebhook keeps to what Telegram accepts; a Bot API server of one's own
// accepts plain http and any port.
func (e Environment) checkWebhook(report reporter) {
	if e.WebhookURL == "" {
		if e.WebhookSecret.Given() {
			report("WEBHOOK_URL", "is missing, though WEBHOOK_SECRET is set")
		}
		return
	}
	if problem := e.webhookProblem(); problem != "" {
		report("WEBHOOK_URL", "%s", problem)
	}
	switch {
	case !e.WebhookSecret.Given():
		report("WEBHOOK_SECRET", "is missing: without it anybody could pretend to be Telegram")
	case !secretForm.MatchString(e.WebhookSecret.Reveal()):
		report("WEBHOOK_SECRET", "must be 1 to 256 of A-Z, a-z, 0-9, _ and -")
	}
}

// webhookProblem is what is wrong with the webhook's address, "" when nothing is.
func (e Environment) webhookProblem() string {
	u, err := url.Parse(e.WebhookURL)
	telegram := e.APIURL == telegramAPI
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return "is no https address"
	case telegram && u.Scheme != "https":
		return "must begin with https://"
	case telegram && !strings.Contains(" 443 80 88 8443 ", " "+u.Port()+" ") && u.Port() != "":
		return "Telegram calls the ports 443, 80, 88 and 8443 only, not " + u.Port()
	case slices.Contains([]string{"", "/", "/healthz", "/readyz", "/metrics"}, u.Path):
		return "needs a path of its own, such as /telegram"
	}
	return ""
}

// WebhookPath is where Telegram's posts arrive: the path of WebhookURL.
func (e Environment) WebhookPath() string {
	u, err := url.Parse(e.WebhookURL)
	if err != nil {
		return ""
	}
	return u.Path
}

func parseLevel(text string) (slog.Level, error) {
	levels := map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	}
	level, ok := levels[strings.ToLower(text)]
	if !ok {
		return slog.LevelInfo, fmt.Errorf("must be debug, info, warn or error, not %q", text)
	}
	return level, nil
}
