package handlers

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"sereda/council"
	"sereda/locales"
)

// App is the dialogues with what they need to know of this council.
type App struct {
	Texts     *locales.Catalog
	Zone      *time.Location
	Timetable council.Timetable
	// Days is the day's timetable: who was told of what is told again when it
	// changes.
	Days   council.DayTimetable
	Reader Reader
	// WorkHours are when the council works; entries outside them are pointed out.
	WorkHours council.WorkHours
	// Council is the council's name, as people read it.
	Council string
	// BotName is the bot's @name without @, for invitation links. It is asked
	// when it is needed: Telegram may tell it later than Sereda starts.
	BotName func() string
	// Secret makes an invitation link's secret; a test may make it predictable.
	Secret func() string
	// HallSecret is what the codes on a hall's screen are made of.
	HallSecret []byte
	// HallAddress is where the hall's screen with the secret opens.
	HallAddress func(secret string) string
	// CalendarAddress is where a calendar with the secret finds its events.
	CalendarAddress func(secret string) string
	// Mails: letters leave by e-mail, so that there is a channel to choose.
	Mails bool
	// Papers writes the documents of meetings and of the plan.
	Papers Writer

	commands map[string]turnFunc
	presses  map[string]turnFunc
	steps    map[string]turnFunc
	// files are the steps to which a file is an answer.
	files map[string]turnFunc
	// pictures are those to which a picture is.
	pictures map[string]turnFunc
	// cards add to a meeting's card; changed follow a meeting that was moved
	// or cancelled.
	cards   []cardRows
	changed []meetingFunc
	// papers are what is read for a paper that was ordered.
	papers map[council.PaperKind]paperFunc
	// revised follow every new revision of a week's plan.
	revised []revisedFunc
}

// Request is one update with its person and conversation. Now is the
// council's instant.
type Request struct {
	Update       *models.Update
	Access       council.Access
	Conversation []byte
	Now          time.Time
	// Upload is the file that the update brings; nil when it brings none, or
	// none was fetched.
	Upload *council.Upload
}

// turnFunc decides one turn of a dialogue.
type turnFunc func(ctx context.Context, t *turn) error

// Prepare registers the dialogues. It is called once, before Handle.
func (a *App) Prepare() {
	a.commands, a.presses, a.steps = map[string]turnFunc{}, map[string]turnFunc{}, map[string]turnFunc{}
	a.files, a.pictures, a.cards, a.changed = map[string]turnFunc{}, map[string]turnFunc{}, nil, nil
	a.revised, a.papers = nil, map[council.PaperKind]paperFunc{}
	a.registerHome()
	a.registerPlan()
	a.registerEntry()
	a.registerPaste()
	a.registerUpload()
	a.registerTemplate()
	a.registerDoubts()
	a.registerWords()
	a.registerAgain()
	a.registerDoor()
	a.registerDirectory()
	a.registerPeople()
	a.registerMissing()
	a.registerWeek()
	a.registerForming()
	a.registerChanges()
	a.registerHistory()
	a.registerPlanPapers()
	a.registerDistribution()
	a.registerTold()
	a.registerDays()
	a.registerEventMaterials()
	a.registerEventOverview()
	a.registerOutcomes()
	a.registerMyEvents()
	a.registerBroadcast()
	a.registerBodies()
	a.registerMeetings()
	a.registerResponses()
	a.registerBoard()
	a.registerRoll()
	a.registerClosing()
	a.registerMinutes()
	a.registerDocuments()
	a.registerAssignments()
	a.registerCalendar()
	a.registerChannel()
}

// Handle decides what one update leads to.
func (a *App) Handle(ctx context.Context, store Store, r Request) (council.Outcome, error) {
	t := &turn{app: a, store: store, Request: r, conversation: readConversation(r.Conversation)}
	if err := a.decide(ctx, t); err != nil {
		if !t.explain(err) {
			return council.Outcome{}, err
		}
		return council.Outcome{}, &council.Refusal{Outcome: t.out, Reason: err}
	}
	// A stranger may just have been let in.
	t.out.RolesChanged = t.out.RolesChanged || !r.Access.Known()
	return t.out, nil
}

func (a *App) decide(ctx context.Context, t *turn) error {
	u := t.Update
	switch {
	case u.MyChatMember != nil:
		return a.reachability(ctx, t, u.MyChatMember)
	case u.CallbackQuery != nil:
		return a.pressed(ctx, t, u.CallbackQuery)
	case u.Message != nil:
		return a.said(ctx, t, u.Message)
	case u.EditedMessage != nil:
		return a.edited(ctx, t, u.EditedMessage)
	}
	return nil // channel posts, reactions: not ours to answer
}

func (a *App) pressed(ctx context.Context, t *turn, q *models.CallbackQuery) error {
	t.query = q
	if m := q.Message.Message; m != nil {
		t.chatID, t.screen = m.Chat.ID, m.ID
		if m.Chat.Type != models.ChatTypePrivate {
			t.toast("group.toast")
			return nil
		}
	} else if m := q.Message.InaccessibleMessage; m != nil {
		t.chatID = m.Chat.ID
	} else {
		t.chatID = q.From.ID
	}
	if !t.Access.Known() {
		return a.stranger(ctx, t)
	}
	p, err := parsePress(q.Data)
	do, known := a.presses[p.Do]
	if err != nil || !known {
		t.toast("press.stale")
		return a.home(ctx, t)
	}
	t.press = p
	return do(ctx, t)
}

func (a *App) said(ctx context.Context, t *turn, m *models.Message) error {
	t.message, t.chatID = m, m.Chat.ID
	if m.Chat.Type != models.ChatTypePrivate {
		return a.group(t, m)
	}
	command, argument := commandOf(m.Text)
	if m.Contact != nil {
		return a.contact(ctx, t, m)
	}
	if command == "start" && argument != "" {
		return a.opened(ctx, t, argument)
	}
	if !t.Access.Known() {
		return a.stranger(ctx, t)
	}
	if command != "" {
		return a.commanded(ctx, t, command)
	}
	if m.Text == "" {
		return a.wordless(ctx, t, m)
	}
	t.text = strings.TrimSpace(m.Text)
	if looksLikeCode(t.text) {
		// In the hall nobody remembers a question left open in the morning.
		if done, err := t.codeTyped(ctx); done || err != nil {
			return err
		}
	}
	if step, waits := a.steps[t.conversation.Step]; waits {
		return step(ctx, t)
	}
	return a.idle(ctx, t)
}

func (a *App) commanded(ctx context.Context, t *turn, command string) error {
	do, known := a.commands[command]
	if !known {
		t.say(a.Texts.Text("command.unknown"), t.homeButtons()...)
		return nil
	}
	return do(ctx, t)
}

// commandOf splits "/plan@bot argument". A command stands at the start.
func commandOf(text string) (command, argument string) {
	if !strings.HasPrefix(text, "/") {
		return "", ""
	}
	head, argument, _ := strings.Cut(text[1:], " ")
	command, _, _ = strings.Cut(head, "@")
	return strings.ToLower(command), strings.TrimSpace(argument)
}

// explain turns the council's kinds of trouble into a calm answer, in place of
// whatever was decided so far; anything else is for the log.
func (t *turn) explain(err error) bool {
	var key string
	switch {
	case errors.Is(err, council.ErrForbidden):
		key = "error.forbidden"
	case errors.Is(err, council.ErrConflict):
		key = "error.conflict"
	case errors.Is(err, council.ErrNotFound):
		key = "error.gone"
	default:
		return false
	}
	t.out = council.Outcome{}
	if t.message != nil {
		t.rest() // what was refused is no answer to the question that waited
	}
	if t.query != nil {
		t.toast(key)
		return true
	}
	t.say(t.app.Texts.Text(key), t.homeButtons()...)
	return true
}

// need refuses unless the person's roles allow the action.
func (t *turn) need(action council.Action) error {
	if !t.Access.May(action) {
		return fmt.Errorf("%s: %w", action, council.ErrForbidden)
	}
	if action == council.EditDirectory {
		t.out.RolesChanged = true
	}
	return nil
}
