package main

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"sereda/clock"
	"sereda/config"
	"sereda/council"
	"sereda/handlers"
	"sereda/intake"
	"sereda/locales"
	"sereda/scheduler"
	"sereda/storage"
)

// plainCommand is the bot that Sereda is measured against: the library's own
// polling, which acknowledges updates as it receives them, a goroutine for each
// update, answers sent by the handler itself. It decides with the same code on
// the same Postgres and Redis, an update a transaction.
type plainCommand struct{}

type plainBot struct {
	db    *storage.DB
	redis *storage.Redis
	clock clock.Clock
	zone  *time.Location
	app   *handlers.App
	log   *slog.Logger
}

// Run serves until ctx ends; the environment is Sereda's.
func (*plainCommand) Run(ctx context.Context) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	cfg, err := settings()
	if err != nil {
		return err
	}
	env := cfg.Environment
	p := &plainBot{zone: cfg.Zone, log: log}
	if p.db, err = storage.Open(ctx, env.Database.Reveal()); err != nil {
		return err
	}
	defer p.db.Close()
	if p.redis, err = storage.OpenRedis(env.Redis.Reveal(), log); err != nil {
		return err
	}
	defer p.redis.Close()
	if p.clock, err = clock.Follow(ctx, env.ClockURL); err != nil {
		return err
	}
	if p.app, err = newApp(cfg); err != nil {
		return err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 128 // kept alive
	b, err := bot.New(env.Token.Reveal(),
		bot.WithServerURL(env.APIURL), bot.WithDefaultHandler(p.handle),
		bot.WithHTTPClient(50*time.Second, &http.Client{Transport: transport, Timeout: 70 * time.Second}))
	if err != nil {
		return err
	}
	b.Start(ctx)
	return nil
}

// settings are Sereda's defaults and what the environment says.
func settings() (config.Config, error) {
	return config.Load(config.Source{Environ: os.Environ(), Now: time.Now(), ParseSchedule: scheduler.ParseSchedule})
}

func newApp(cfg config.Config) (*handlers.App, error) {
	texts, err := locales.Load()
	if err != nil {
		return nil, err
	}
	app := &handlers.App{
		Texts: texts, Zone: cfg.Zone, Timetable: cfg.Timetable(), Reader: reader{},
		Council: cfg.Council, BotName: func() string { return "sereda_bench_bot" }, Secret: council.NewSecret,
	}
	app.Prepare()
	return app, nil
}

func (p *plainBot) handle(ctx context.Context, b *bot.Bot, u *models.Update) {
	var chat, from int64
	switch {
	case u.CallbackQuery != nil:
		chat, from = u.CallbackQuery.Message.Message.Chat.ID, u.CallbackQuery.From.ID
	case u.Message != nil:
		chat, from = u.Message.Chat.ID, u.Message.From.ID
	default:
		return
	}
	outcome, err := p.decide(ctx, u, chat, from)
	if err == nil {
		err = p.answer(ctx, b, u, outcome)
	}
	if err != nil {
		p.log.Error("update lost", "update_id", u.ID, "err", err)
	}
}

func (p *plainBot) decide(ctx context.Context, u *models.Update, chat, from int64) (outcome council.Outcome, err error) {
	conversation := p.redis.Read(ctx, []int64{chat})[chat].State
	now := p.clock.Now()
	err = p.db.InTx(ctx, func(tx *storage.Tx) error {
		access, err := tx.AccessOf(ctx, []int64{from}, council.DateOf(now.In(p.zone)))
		if err != nil {
			return err
		}
		outcome, err = p.app.Handle(ctx, tx, handlers.Request{
			Update: u, Access: access[from], Conversation: conversation, Now: now})
		return err
	})
	if err == nil && outcome.Conversation != nil {
		p.redis.Write(ctx, map[int64]council.Remembered{chat: {UpdateID: u.ID, State: outcome.Conversation}})
	}
	return outcome, err
}

func (p *plainBot) answer(ctx context.Context, b *bot.Bot, u *models.Update, o council.Outcome) error {
	for _, n := range o.Notices {
		if err := send(ctx, b, n); err != nil {
			return err
		}
	}
	if u.CallbackQuery == nil {
		return nil
	}
	_, err := b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{
		CallbackQueryID: u.CallbackQuery.ID, Text: o.Toast, ShowAlert: o.Alert})
	return err
}

func send(ctx context.Context, b *bot.Bot, n council.Notice) (err error) {
	preview := &models.LinkPreviewOptions{IsDisabled: bot.True()}
	if n.Message.Edit != 0 {
		_, err = b.EditMessageText(ctx, &bot.EditMessageTextParams{
			ChatID: n.ChatID, MessageID: n.Message.Edit, Text: n.Message.HTML, ParseMode: models.ParseModeHTML,
			LinkPreviewOptions: preview, ReplyMarkup: keyboard(n.Message.Buttons)})
		return err
	}
	_, err = b.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: n.ChatID, Text: n.Message.HTML, ParseMode: models.ParseModeHTML,
		LinkPreviewOptions: preview, ReplyMarkup: keyboard(n.Message.Buttons)})
	return err
}

func keyboard(rows [][]council.Button) models.ReplyMarkup {
	if len(rows) == 0 {
		return nil
	}
	k := &models.InlineKeyboardMarkup{}
	for _, buttons := range rows {
		var row []models.InlineKeyboardButton
		for _, b := range buttons {
			row = append(row, models.InlineKeyboardButton{Text: b.Text, CallbackData: b.Data, URL: b.URL})
		}
		k.InlineKeyboard = append(k.InlineKeyboard, row)
	}
	return k
}

// reader reads hours and titles, all that the measured conversation types.
type reader struct{ handlers.Reader }

// Hours reads a time.
func (reader) Hours(text string) (council.Hours, bool, error) {
	hours, allDay, trouble := intake.Time(text)
	if trouble != nil {
		return hours, allDay, trouble
	}
	return hours, allDay, nil
}

// LeadersIn finds the leaders a title names.
func (reader) LeadersIn(title string, leaders []council.Leader) []int64 {
	return intake.Mentions(title, leaders)
}
