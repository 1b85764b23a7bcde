package handlers_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"

	"sereda/council"
	"sereda/documents"
	"sereda/handlers"
	"sereda/locales"
	"sereda/storage"
	"sereda/testkit"
)

// town is a small council on a database of its own: what a dialogue is played
// with. Its clock is the test's: it stands where it is put.
type town struct {
	t       *testing.T
	dsn     string
	db      *storage.DB
	app     *handlers.App
	now     time.Time
	update  int64
	message int

	culture, schools, water council.Unit
	mayor                   int64
	people                  map[string]int64
	// committee and heads are the bodies of a town that has them.
	committee, heads council.Body

	chats map[int64]*chat
	told  []council.Notice
	// mails: letters leave by e-mail too.
	mails bool
	// papersWait: ordered papers are not written yet.
	papersWait bool
	// upload is the file of the update being handled.
	upload *council.Upload
}

// chat is one person's: the screen they look at and where the dialogue stands.
type chat struct {
	conversation []byte
	screen       council.Message
	screenID     int
}

// The town's people, by Telegram account.
const (
	olena     = 101 // heads culture
	petro     = 102 // heads schools and water
	deputy    = 103 // standing deputy of olena
	organiser = 104
	secretary = 105
	mayor     = 106
	admin     = 107
	stranger  = 999
)

var kyiv = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		panic(err)
	}
	return zone
}()

// at is a moment of the week in which plans for 30.11–06.12 are made: "вт 10:00".
func at(text string) time.Time {
	days := map[string]int{"пн": 23, "вт": 24, "ср": 25, "чт": 26, "пт": 27, "сб": 28, "нд": 29}
	word, clock, _ := strings.Cut(text, " ")
	of, err := time.Parse("15:04", clock)
	if err != nil || days[word] == 0 {
		panic("no moment: " + text)
	}
	return time.Date(2026, 11, days[word], of.Hour(), of.Minute(), 0, 0, kyiv)
}

// planned is the week that the town plans.
var planned = council.Week{Monday: council.NewDate(2026, 11, 30)}

// weekly fires every week at the same hour.
type weekly struct {
	day    time.Weekday
	hour   int
	minute int
}

func (w weekly) Next(after time.Time) time.Time {
	local := after.In(kyiv)
	for i := range 9 {
		next := time.Date(local.Year(), local.Month(), local.Day()+i, w.hour, w.minute, 0, 0, kyiv)
		if next.Weekday() == w.day && next.After(after) {
			return next
		}
	}
	panic("a week has its days")
}

func newTown(t *testing.T) *town {
	t.Helper()
	dsn := testkit.DSN(t)
	db, err := storage.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	secrets := 0
	w := &town{t: t, dsn: dsn, db: db, now: at("вт 10:00"), message: 1000, people: map[string]int64{}, chats: map[int64]*chat{}}
	w.app = &handlers.App{
		Texts: texts, Zone: kyiv, Council: "Рада", BotName: func() string { return "sereda_bot" }, Reader: reader{},
		Timetable: council.Timetable{Zone: kyiv,
			Deadline: weekly{time.Wednesday, 12, 0}, Digest: weekly{time.Thursday, 15, 0}},
		Days:            council.DayTimetable{Zone: kyiv, Quiet: council.QuietHours{From: 20 * 60, To: 7 * 60}, Eve: 17 * 60, Morning: 8 * 60},
		Secret:          func() string { secrets++; return fmt.Sprintf("secret-%d", secrets) },
		HallAddress:     func(secret string) string { return "https://sereda.example.org/hall/" + secret },
		CalendarAddress: func(secret string) string { return "https://sereda.example.org/calendar/" + secret + ".ics" },
		Papers:          documents.Writer{Texts: texts},
	}
	w.app.Prepare()
	w.settle()
	return w
}

// settle fills the directory.
func (w *town) settle() {
	from := council.NewDate(2026, 1, 1)
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		unit := func(name string, kind council.UnitKind, duty council.Duty) council.Unit {
			u := council.Unit{Name: name, Kind: kind, Duty: duty, From: from}
			id, err := tx.AddUnit(ctx, u)
			w.must(err)
			u.ID = id
			return u
		}
		person := func(account int64, surname, given, patronymic, phone string) int64 {
			id, err := tx.AddPerson(ctx, council.Person{Surname: surname, Given: given, Patronymic: patronymic, Phone: phone})
			w.must(err)
			_, err = tx.Bind(ctx, account, id, w.now)
			w.must(err)
			w.people[surname] = id
			return id
		}
		w.culture = unit("Управління культури", council.ExecutiveBody, council.MustSubmit)
		w.schools = unit("Управління освіти", council.ExecutiveBody, council.MustSubmit)
		w.water = unit("КП «Водоканал»", council.Enterprise, council.IfNeedBe)
		head := person(olena, "Коваль", "Олена", "Петрівна", "+380000000001")
		two := person(petro, "Бондар", "Петро", "Іванович", "+380000000002")
		w.must(tx.AppointHead(ctx, w.culture.ID, head, "Начальниця управління", from))
		w.must(tx.AppointHead(ctx, w.schools.ID, two, "Начальник управління", from))
		w.must(tx.AppointHead(ctx, w.water.ID, two, "Директор", from))
		second := person(deputy, "Гай", "Марія", "Юріївна", "+380000000003")
		_, err := tx.AddSubstitution(ctx, council.Replacement{
			Substitution: council.Substitution{AbsentID: head, SubstituteID: second, From: from}, UnitID: w.culture.ID})
		w.must(err)
		w.must(tx.GrantRole(ctx, person(organiser, "Лис", "Ірина", "Олегівна", "+380000000004"), council.Organiser, 0, from))
		w.must(tx.GrantRole(ctx, person(secretary, "Сова", "Надія", "Іванівна", "+380000000005"), council.Secretary, 0, from))
		w.must(tx.GrantRole(ctx, person(admin, "Кіт", "Юрій", "Ілліч", "+380000000007"), council.Administrator, 0, from))
		w.must(tx.AddPost(ctx, council.Post{Kind: council.LeaderPost, Title: "Міський голова"},
			person(mayor, "Дуб", "Тарас", "Ігорович", "+380000000006"), from))
		leaders, err := tx.LeadersOn(ctx, from)
		w.must(err)
		w.mayor = leaders[0].PostID
		return nil
	})
}

func (w *town) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) tx(work func(ctx context.Context, tx *storage.Tx) error) {
	w.t.Helper()
	ctx := w.t.Context()
	w.must(w.db.InTx(ctx, func(tx *storage.Tx) error { return work(ctx, tx) }))
}

// says is a person typing a text; the outcome is what Sereda decides.
func (w *town) says(account int64, text string) council.Outcome {
	w.t.Helper()
	w.message++
	return w.handle(account, &models.Update{Message: &models.Message{
		ID: w.message, Date: int(w.now.Unix()), Chat: models.Chat{ID: account, Type: models.ChatTypePrivate},
		From: &models.User{ID: account, FirstName: "Хтось"}, Text: text}})
}

// presses is a person pressing buttons, one after another, each on the screen
// that they see then and by words of its label; the outcome is the last one's.
func (w *town) presses(account int64, buttons ...string) council.Outcome {
	w.t.Helper()
	var outcome council.Outcome
	for _, words := range buttons {
		outcome = w.pressesData(account, w.onScreen(account, words))
	}
	return outcome
}

// onScreen is the data of the button of the person's screen whose label contains
// the words.
func (w *town) onScreen(account int64, words string) string {
	w.t.Helper()
	screen := w.chat(account).screen
	for _, row := range screen.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, words) {
				return b.Data
			}
		}
	}
	w.t.Fatalf("no button %q under:\n%s\n%v", words, screen.HTML, labels(screen))
	return ""
}

// pressesData is a press of any button, also of an old screen or a forged one.
func (w *town) pressesData(account int64, data string) council.Outcome {
	w.t.Helper()
	id := w.chat(account).screenID
	return w.handle(account, &models.Update{CallbackQuery: &models.CallbackQuery{
		ID: "press", From: models.User{ID: account, FirstName: "Хтось"}, Data: data,
		Message: models.MaybeInaccessibleMessage{Type: models.MaybeInaccessibleMessageTypeMessage,
			Message: &models.Message{ID: id, Date: int(w.now.Unix()), Chat: models.Chat{ID: account, Type: models.ChatTypePrivate}}}}})
}

func (w *town) chat(account int64) *chat {
	c, known := w.chats[account]
	if !known {
		c = &chat{}
		w.chats[account] = c
	}
	return c
}

// handle passes an update through as the bot does: one transaction, undone when
// the answer is a refusal.
func (w *town) handle(account int64, u *models.Update) council.Outcome {
	w.t.Helper()
	w.update++
	u.ID = w.update
	c := w.chat(account)
	var outcome council.Outcome
	ctx := w.t.Context()
	err := w.db.InTx(ctx, func(tx *storage.Tx) error {
		access, err := tx.AccessOf(ctx, []int64{account}, council.DateOf(w.now.In(kyiv)))
		if err != nil {
			return err
		}
		outcome, err = w.app.Handle(ctx, tx, handlers.Request{
			Update: u, Access: access[account], Conversation: c.conversation, Now: w.now, Upload: w.upload})
		if err != nil {
			return err
		}
		boards, err := w.app.Boards(ctx, tx, outcome.Boards, w.now)
		if err != nil {
			return err
		}
		outcome.Notices = append(outcome.Notices, boards...)
		_, err = tx.Enqueue(ctx, outcome.Notices, w.now, w.now)
		return err
	})
	var refusal *council.Refusal
	if errors.As(err, &refusal) {
		outcome, err = refusal.Outcome, nil
	}
	w.must(err)
	w.take(account, c, outcome)
	if outcome.Spreads {
		w.spread()
	}
	if outcome.Papers && !w.papersWait {
		sent := w.papers()
		w.take(account, c, council.Outcome{Notices: sent})
		outcome.Notices = append(outcome.Notices, sent...)
	}
	return outcome
}

// take shows the outcome to the person and checks what holds for every one.
func (w *town) take(account int64, c *chat, o council.Outcome) {
	w.t.Helper()
	if o.Conversation != nil {
		c.conversation = o.Conversation
	}
	for _, n := range o.Notices {
		w.wellFormed(n.Message)
		if n.ChatID != account {
			w.told = append(w.told, n)
			continue
		}
		if len(n.Message.Menu) > 0 {
			continue
		}
		if n.Message.Keep {
			c.screen.Buttons = n.Message.Buttons
			continue
		}
		c.screen = n.Message
		if n.Message.Edit == 0 {
			w.message++
			c.screenID = w.message
		}
	}
}

func (w *town) wellFormed(m council.Message) {
	w.t.Helper()
	if len(m.Menu) > 0 {
		if len(m.Menu) > 5 {
			w.t.Errorf("a menu of %d commands", len(m.Menu))
		}
		return
	}
	if n := len([]rune(m.HTML)); (m.HTML == "") != m.Keep || n > 4096 {
		w.t.Errorf("a message of %d characters", n)
	}
	if strings.Contains(m.HTML, "<no value>") {
		w.t.Errorf("a text lacks its data: %s", m.HTML)
	}
	names := map[string]bool{}
	for _, row := range m.Buttons {
		if len(row) == 0 || len(row) > 8 {
			w.t.Errorf("%d buttons in a row", len(row))
		}
		for _, b := range row {
			if names[b.Text] {
				w.t.Errorf("two buttons %q under %q", b.Text, m.HTML)
			}
			names[b.Text] = true
			if b.Text == "" || len(b.Data) > 64 || (b.Data == "") == (b.URL == "") {
				w.t.Errorf("button %+v", b)
			}
		}
	}
}

// screen is what the person sees: the text without tags, then the buttons, one
// row a line.
func (w *town) screen(account int64) string {
	m := w.chat(account).screen
	return plain(m.HTML) + "\n" + strings.Join(labels(m), "\n")
}

func labels(m council.Message) []string {
	var lines []string
	for _, row := range m.Buttons {
		var line []string
		for _, b := range row {
			line = append(line, "["+b.Text+"]")
		}
		lines = append(lines, strings.Join(line, " "))
	}
	return lines
}

var tags = strings.NewReplacer("<b>", "", "</b>", "", "<i>", "", "</i>", "", "<code>", "", "</code>", "",
	"&lt;", "<", "&gt;", ">", "&amp;", "&", "&#34;", `"`, "&#39;", "'")

func plain(html string) string { return tags.Replace(html) }

// sees fails unless the person's screen contains every one of the words.
func (w *town) sees(account int64, words ...string) {
	w.t.Helper()
	screen := w.screen(account)
	for _, word := range words {
		if !strings.Contains(screen, word) {
			w.t.Errorf("%q is not on the screen:\n%s", word, screen)
		}
	}
}

// titles are the titles of a unit's plan in the state, in order.
func (w *town) titles(unit council.Unit, state council.SubmissionState) []string {
	w.t.Helper()
	var titles []string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		all, err := tx.SubmissionsOf(ctx, unit.ID, planned)
		for _, s := range all {
			if s.State == state {
				titles = []string{}
				for _, e := range s.Entries {
					titles = append(titles, e.Title)
				}
			}
		}
		return err
	})
	return titles
}

// toldTo are the texts that others were told, by person.
func (w *town) toldTo(surname string) []string {
	var texts []string
	for _, n := range w.told {
		if n.PersonID == w.people[surname] && !isCopy(n) {
			texts = append(texts, plain(n.Message.HTML))
		}
	}
	slices.Sort(texts)
	return texts
}
