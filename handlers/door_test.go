package handlers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/storage"
)

// newcomer is a Telegram account that nobody in the town has.
const newcomer = 201

// shares is a person sending a contact: whose it is, and with which phone.
func (w *town) shares(account, owner int64, phone string, forwarded bool) council.Outcome {
	w.t.Helper()
	w.message++
	m := &models.Message{ID: w.message, Date: int(w.now.Unix()), Chat: models.Chat{ID: account, Type: models.ChatTypePrivate},
		From: &models.User{ID: account, FirstName: "Хтось"}, Contact: &models.Contact{PhoneNumber: phone, UserID: owner}}
	if forwarded {
		m.ForwardOrigin = &models.MessageOrigin{Type: models.MessageOriginTypeUser}
	}
	return w.handle(account, &models.Update{Message: m})
}

// becomes is Telegram telling how the person stands with the bot.
func (w *town) becomes(account int64, status models.ChatMemberType) council.Outcome {
	w.t.Helper()
	return w.handle(account, &models.Update{MyChatMember: &models.ChatMemberUpdated{
		Chat: models.Chat{ID: account, Type: models.ChatTypePrivate}, From: models.User{ID: account},
		NewChatMember: models.ChatMember{Type: status}}})
}

// hire adds somebody who has no account yet.
func (w *town) hire(surname, phone string) int64 {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		w.people[surname], err = tx.AddPerson(ctx, council.Person{
			Surname: surname, Given: "Людмила", Patronymic: "Геннадіївна", Phone: phone})
		return err
	})
	return w.people[surname]
}

// invite makes a link whose secret is the word; personID 0 is the first
// administrator's.
func (w *town) invite(personID int64, secret string) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		return tx.Invite(ctx, council.SecretHash(secret),
			council.Invitation{PersonID: personID, ExpiresAt: w.now.Add(council.InvitationLife)}, w.now)
	})
}

// whoIs is the surname behind the account, empty for a stranger.
func (w *town) whoIs(account int64) string {
	w.t.Helper()
	var surname string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		found, err := tx.AccessOf(ctx, []int64{account}, council.DateOf(w.now.In(kyiv)))
		surname = found[account].Person.Surname
		return err
	})
	return surname
}

func (w *town) attempts(account int64) council.Tries {
	w.t.Helper()
	var tries council.Tries
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		tries, err = tx.TriesOf(ctx, account, w.now.Add(-time.Hour))
		return err
	})
	return tries
}

func TestAStrangerLearnsNothing(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	var seen []council.Message
	for _, try := range []func() council.Outcome{
		func() council.Outcome { return w.says(stranger, "Привіт") },
		func() council.Outcome { return w.says(stranger, "/start") },
		func() council.Outcome { return w.says(stranger, "/people") },
		func() council.Outcome { return w.pressesData(stranger, "dh") },
		func() council.Outcome { return w.shares(stranger, stranger, "+380999999999", false) },
	} {
		seen = append(seen, try().Notices[0].Message)
	}
	for _, m := range seen[1:] {
		if diff := cmp.Diff(seen[0], m); diff != "" {
			t.Errorf("answers differ: %s", diff)
		}
	}
	if seen[0].AskContact == "" || strings.Contains(seen[0].HTML, "Рада") {
		t.Errorf("the answer: %+v", seen[0])
	}
	want := council.Tries{council.ByWords: 4, council.ByContact: 1}
	if diff := cmp.Diff(want, w.attempts(stranger)); diff != "" {
		t.Errorf("attempts: %s", diff)
	}
}

func TestAStrangersTriesRunOut(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	answers := 0
	for range 30 {
		answers += len(w.says(stranger, "Відчиніть").Notices)
	}
	if answers != 5 {
		t.Errorf("%d answers", answers)
	}
	if diff := cmp.Diff(council.Tries{council.ByWords: 20}, w.attempts(stranger)); diff != "" {
		t.Errorf("attempts kept: %s", diff)
	}
	w.now = w.now.Add(time.Hour + time.Minute)
	if n := len(w.says(stranger, "Відчиніть").Notices); n != 1 {
		t.Errorf("an hour later: %d answers", n)
	}

	w.says(admin, "/start")
	w.presses(admin, "Спроби входу")
	w.sees(admin, "999 · повідомлення · 21 раз")
	if o := w.pressesData(organiser, "da"); o.Toast == "" || len(o.Notices) != 0 {
		t.Errorf("the organiser sees attempts: %+v", o)
	}
}

func TestWrongLinksRunOutButChatterDoesNotCloseTheDoor(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.invite(w.hire("Нова", ""), "right")
	for range 10 {
		w.says(newcomer, "Агов")
	}
	w.says(newcomer, "/start right")
	if got := w.whoIs(newcomer); got != "Нова" {
		t.Errorf("after chatter: %q", got)
	}
	w.invite(w.hire("Друга", ""), "second")
	for range 5 {
		w.says(stranger, "/start wrong")
	}
	w.says(stranger, "/start second")
	if got := w.whoIs(stranger); got != "" {
		t.Errorf("after five wrong links: %q", got)
	}
}

func TestAnInvitationLetsInOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.invite(w.hire("Нова", ""), "right")
	o := w.says(newcomer, "/start right")
	if got := plain(o.Notices[0].Message.HTML); !strings.Contains(got, "Людмила Геннадіївна") || !o.Notices[0].Message.EndAsk {
		t.Errorf("greeting %q", got)
	}
	w.sees(newcomer, "Середа · Рада")

	w.says(stranger, "/start right")
	w.sees(stranger, "Це посилання не діє")
	if got := []string{w.whoIs(newcomer), w.whoIs(stranger)}; !cmp.Equal(got, []string{"Нова", ""}) {
		t.Errorf("who is in: %v", got)
	}
}

func TestALinkThatLetsNobodyInSaysNoMoreThanThat(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		arrange func(w *town)
	}{
		{"never made", func(*town) {}},
		{"expired", func(w *town) { w.invite(w.hire("Нова", ""), "link"); w.now = w.now.Add(council.InvitationLife) }},
		{"replaced by a newer one", func(w *town) { w.invite(w.hire("Нова", ""), "link"); w.invite(w.people["Нова"], "newer") }},
		{"used", func(w *town) { w.invite(w.hire("Нова", ""), "link"); w.says(newcomer, "/start link") }},
		{"of somebody who has left", func(w *town) {
			w.invite(w.hire("Нова", ""), "link")
			today := council.DateOf(w.now)
			w.tx(func(ctx context.Context, tx *storage.Tx) error {
				return tx.EndPerson(ctx, w.people["Нова"], today.AddDays(-1), today, w.now)
			})
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			tt.arrange(w)
			w.says(stranger, "/start link")
			w.sees(stranger, "Це посилання не діє. Попросіть нове")
			if w.whoIs(stranger) != "" {
				t.Error("let in")
			}
		})
	}
}

func TestALinkOpenedBySomebodyWhoIsIn(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.invite(w.hire("Нова", ""), "for-nova")
	w.says(olena, "/start for-nova")
	w.sees(olena, "Ви вже ввійшли як Коваль Олена Петрівна", "посилання залишається чинним")
	w.says(newcomer, "/start for-nova")
	if got := []string{w.whoIs(olena), w.whoIs(newcomer)}; !cmp.Equal(got, []string{"Коваль", "Нова"}) {
		t.Errorf("who is in: %v", got)
	}

	w.invite(w.people["Коваль"], "for-olena")
	o := w.says(olena, "/start for-olena")
	if got := plain(o.Notices[0].Message.HTML); !strings.Contains(got, "Ви вже ввійшли") {
		t.Errorf("her own link: %q", got)
	}
	w.says(stranger, "/start for-olena")
	if got := w.whoIs(stranger); got != "" {
		t.Errorf("her link let in another: %q", got)
	}
	o = w.says(olena, "/start rubbish")
	if got := plain(o.Notices[0].Message.HTML); !strings.Contains(got, "вже не діє") {
		t.Errorf("a bad link: %q", got)
	}
}

func TestANewInvitationMovesThePersonToTheNewAccount(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.invite(w.people["Коваль"], "moved")
	w.says(newcomer, "/start moved")
	if got := []string{w.whoIs(olena), w.whoIs(newcomer)}; !cmp.Equal(got, []string{"", "Коваль"}) {
		t.Errorf("who is in: %v", got)
	}
	if len(w.told) != 1 || w.told[0].ChatID != olena || !strings.Contains(w.told[0].Message.HTML, "перенесено") {
		t.Errorf("the former account is told: %+v", w.told)
	}
	w.sees(newcomer, "Управління культури")
}

func TestOnesOwnContactLetsIn(t *testing.T) {
	t.Parallel()
	const phone = "+380671112233"
	tests := []struct {
		name    string
		arrange func(w *town)
		share   func(w *town)
		in      bool
		answer  string
	}{
		{"as Telegram writes it, without the plus", nil,
			func(w *town) { w.shares(newcomer, newcomer, "380671112233", false) }, true, ""},
		{"not another's", nil,
			func(w *town) { w.shares(newcomer, olena, phone, false) }, false, "Потрібен саме ваш контакт"},
		{"not one from the address book", nil,
			func(w *town) { w.shares(newcomer, 0, phone, false) }, false, "Потрібен саме ваш контакт"},
		{"not a forwarded one", nil,
			func(w *town) { w.shares(newcomer, newcomer, phone, true) }, false, "Потрібен саме ваш контакт"},
		{"not a phone nobody has", nil,
			func(w *town) { w.shares(newcomer, newcomer, "+380670000000", false) }, false, "Це службовий бот"},
		{"not one that cannot be read", nil,
			func(w *town) { w.shares(newcomer, newcomer, "???", false) }, false, "Це службовий бот"},
		{"not while another account is in",
			func(w *town) { w.shares(stranger, stranger, phone, false) },
			func(w *town) { w.shares(newcomer, newcomer, phone, false) }, false, "Це службовий бот"},
		{"not the account that was taken away",
			func(w *town) {
				w.shares(newcomer, newcomer, phone, false)
				w.tx(func(ctx context.Context, tx *storage.Tx) error {
					_, err := tx.Unbind(ctx, w.people["Нова"], w.now)
					return err
				})
			},
			func(w *town) { w.shares(newcomer, newcomer, phone, false) }, false, "Це службовий бот"},
		{"not once the tries have run out",
			func(w *town) {
				for range 5 {
					w.shares(newcomer, olena, phone, false)
				}
			},
			func(w *town) { w.shares(newcomer, newcomer, phone, false) }, false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.hire("Нова", phone)
			if tt.arrange != nil {
				tt.arrange(w)
			}
			tt.share(w)
			if got := w.whoIs(newcomer) == "Нова"; got != tt.in {
				t.Errorf("in = %v", got)
			}
			w.sees(newcomer, tt.answer)
		})
	}
}

func TestTheOrganiserHearsOfASecondAccountOnceADay(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for range 3 {
		w.shares(newcomer, newcomer, "+380000000001", false)
	}
	keys := map[string]bool{}
	for _, n := range w.told {
		keys[n.Key] = true
	}
	if len(keys) != 1 || len(w.toldTo("Лис")) != 3 {
		t.Errorf("told %v", w.told)
	}
}

func TestSomebodyInsideHasNoUseForAContact(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.shares(olena, stranger, "+380671112233", false)
	w.sees(olena, "Ви вже ввійшли")
	if tries := w.attempts(olena); len(tries) != 0 {
		t.Errorf("attempts %v", tries)
	}
}

func TestTheFirstAdministratorComesByThePrintedLink(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.invite(0, "first")
	w.says(newcomer, "/start first")
	if got := w.whoIs(newcomer); got != "Хтось" {
		t.Errorf("in as %q", got)
	}
	w.sees(newcomer, "Спроби входу", "Довідник")
	w.says(stranger, "/start first")
	if got := w.whoIs(stranger); got != "" {
		t.Errorf("the link worked twice: %q", got)
	}

	w.invite(0, "second")
	w.says(olena, "/start second")
	w.sees(olena, "Спроби входу", "Управління культури")
}

func TestBlockingAndUnblockingIsNoticed(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.becomes(olena, models.ChatMemberTypeBanned)
	w.becomes(olena, models.ChatMemberTypeBanned)
	w.becomes(stranger, models.ChatMemberTypeBanned)
	told := w.toldTo("Лис")
	if len(told) != 2 || !strings.Contains(told[0], "Коваль Олена Петрівна") || w.told[0].Key != w.told[1].Key {
		t.Errorf("the organiser is told once: %+v", w.told)
	}
	if b := w.binding("Коваль"); !b.BlockedAt.Equal(w.now) {
		t.Errorf("blocked at %v", b.BlockedAt)
	}
	w.becomes(olena, models.ChatMemberTypeMember)
	if b := w.binding("Коваль"); !b.BlockedAt.IsZero() || b.Account != olena {
		t.Errorf("after unblocking: %+v", b)
	}
}

func (w *town) binding(surname string) council.Binding {
	w.t.Helper()
	var b council.Binding
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		b, err = tx.BindingOf(ctx, w.people[surname])
		return err
	})
	return b
}
