package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
	"sereda/documents"
	"sereda/storage"
)

// posting lets letters leave by e-mail.
func (w *town) posting() {
	w.mails, w.db.Mails, w.app.Mails = true, true, true
}

// person is who the directory knows by the surname.
func (w *town) person(surname string) council.Person {
	w.t.Helper()
	var p council.Person
	w.tx(func(ctx context.Context, tx *storage.Tx) (err error) {
		p, err = tx.PersonByID(ctx, w.people[surname], council.DateOf(w.now))
		return err
	})
	return p
}

func (w *town) wishes(surname string, wish council.Wish, email string) {
	w.t.Helper()
	if p := w.person(surname); p.Wish != wish || p.Email != email {
		w.t.Errorf("%s: %q %q, want %q %q", surname, p.Wish, p.Email, wish, email)
	}
}

func TestAPersonChoosesWhereToSend(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.posting()
	w.says(olena, "/start")
	w.sees(olena, "[📆 Календар] [📬 Куди надсилати]\n[")
	w.presses(olena, "Куди надсилати")
	w.sees(olena, "Ще не обрано", "адреси не записано",
		"[У Telegram]\n[Поштою замість Telegram]\n[У Telegram і поштою]\n[✉️ Записати адресу]\n[🏠 На початок]")

	w.presses(olena, "У Telegram")
	w.sees(olena, "Обрано: у Telegram.", "[✅ У Telegram]")
	w.wishes("Коваль", council.WishTelegram, "")

	w.presses(olena, "Поштою замість")
	w.sees(olena, "Напишіть свою електронну адресу")
	w.wishes("Коваль", council.WishTelegram, "") // until the address is known
	for _, bad := range []string{"-", "не знаю", "koval@rada", "Олена <koval@rada.example.org>", "a@b.c, d@e.f"} {
		w.says(olena, bad)
		w.sees(olena, "Не вдалося прочитати адресу")
	}
	w.says(olena, "koval@rada.example.org")
	w.sees(olena, "Обрано: поштою замість Telegram.\n✉️ koval@rada.example.org", "[✅ Поштою замість Telegram]", "[✉️ Змінити адресу]")
	w.wishes("Коваль", council.WishMail, "koval@rada.example.org")

	w.presses(olena, "У Telegram і поштою")
	w.pressesData(olena, "cws:3") // a second tap
	w.sees(olena, "Обрано: у Telegram і поштою.")
	w.wishes("Коваль", council.WishBoth, "koval@rada.example.org")

	w.presses(olena, "Змінити адресу")
	w.says(olena, "olena@rada.example.org")
	w.wishes("Коваль", council.WishBoth, "olena@rada.example.org")
	for _, forged := range []string{"cws:9", "cws:0", "cws"} {
		if o := w.pressesData(olena, forged); o.Toast != w.app.Texts.Label("press.stale") {
			t.Errorf("%s: %q", forged, o.Toast)
		}
	}
	w.wishes("Коваль", council.WishBoth, "olena@rada.example.org")
	w.hasMail("Коваль", "")
	w.pressesData(olena, "cw")
	w.sees(olena, "⚠️ Адреси не записано, тож поки що лише в Telegram.")

	var kept []string
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		records, err := tx.Records(ctx, at("пн 00:00"))
		for _, r := range records {
			if r.Action == "person.channel" {
				kept = append(kept, r.Subject)
			}
		}
		return err
	})
	subject := fmt.Sprintf("person:%d", w.people["Коваль"])
	if diff := cmp.Diff([]string{subject, subject, subject}, kept); diff != "" {
		t.Error(diff)
	}
}

func TestTheChannelIsChosenOnSomebodysBehalf(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.posting()
	w.unbind("Коваль")
	card, choice := hallPress("dp", w.people["Коваль"]), hallPress("dpk", w.people["Коваль"])
	w.pressesData(organiser, card)
	w.presses(organiser, "Куди надсилати")
	w.sees(organiser, "Коваль Олена", "Ще не обрано", "⚠️ Немає ні Telegram, ні адреси, тож поки що на папері під підпис.")
	if o := w.presses(organiser, "Поштою замість"); !o.Alert || !strings.Contains(o.Toast, "Адреси цієї людини в довіднику немає") {
		t.Errorf("%+v", o)
	}
	w.wishes("Коваль", council.NoWish, "")
	w.hasMail("Коваль", "koval@rada.example.org")
	w.pressesData(organiser, choice)
	w.presses(organiser, "Поштою замість")
	w.sees(organiser, "📬 Обрано: поштою замість Telegram.")
	w.wishes("Коваль", council.WishMail, "koval@rada.example.org")

	for _, forged := range []string{choice, hallPress("dpks", w.people["Коваль"], 1)} {
		if o := w.pressesData(petro, forged); o.Toast != w.app.Texts.Label("error.forbidden") {
			t.Errorf("%s by a head: %q", forged, o.Toast)
		}
		w.pressesData(stranger, forged)
	}
	if o := w.pressesData(organiser, hallPress("dpks", w.people["Кіт"], 1)); o.Toast != w.app.Texts.Label("person.administrators_only") {
		t.Errorf("an administrator's by an organiser: %q", o.Toast)
	}
	w.wishes("Коваль", council.WishMail, "koval@rada.example.org")
	w.wishes("Кіт", council.NoWish, "")
}

func TestWhereNoLettersLeaveThereIsNothingToChoose(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.says(olena, "/start")
	if screen := w.screen(olena); strings.Contains(screen, "Куди надсилати") {
		t.Error(screen)
	}
	for _, data := range []string{"cw", "cws:2", "cwe"} {
		if o := w.pressesData(olena, data); o.Toast != w.app.Texts.Label("press.stale") {
			t.Errorf("%s: %q", data, o.Toast)
		}
	}
	for _, data := range []string{hallPress("dpk", w.people["Коваль"]), hallPress("dpks", w.people["Коваль"], 2)} {
		if o := w.pressesData(organiser, data); o.Toast != w.app.Texts.Label("press.stale") {
			t.Errorf("%s: %q", data, o.Toast)
		}
	}
	w.wishes("Коваль", council.NoWish, "")
}

// TestAPlanGoesAsChosen: each by their channel, once; a letter that the server
// refuses for good comes in Telegram, with the button, and who has it is not
// printed for.
func TestAPlanGoesAsChosen(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.posting()
	w.app.Papers = documents.Writer{Texts: w.app.Texts, Zone: kyiv}
	for surname, wish := range map[string]council.Wish{"Коваль": council.WishMail, "Бондар": council.WishBoth, "Дуб": council.WishTelegram} {
		w.hasMail(surname, map[string]string{"Коваль": "koval", "Бондар": "bondar", "Дуб": "dub"}[surname]+"@rada.example.org")
		w.tx(func(ctx context.Context, tx *storage.Tx) error { return tx.SetWish(ctx, w.people[surname], wish) })
	}
	w.submitEntries(w.culture, council.Submitted, timed(1, 10, "Концерт", w.mayor))
	w.agreed()
	channels := func() []string {
		var found []string
		w.tx(func(ctx context.Context, tx *storage.Tx) error {
			all, err := tx.Deliveries(ctx, council.AboutWeek(planned), council.CopyKind+":")
			for _, d := range all {
				found = append(found, d.Person.Surname+" "+string(d.Channel)+" "+string(d.State))
			}
			return err
		})
		return found
	}
	if diff := cmp.Diff([]string{"Бондар email waiting", "Бондар telegram waiting", "Дуб telegram waiting", "Коваль email waiting"}, channels()); diff != "" {
		t.Error(diff)
	}
	w.mailRefuses("Коваль")
	w.deliver()
	if diff := cmp.Diff([]string{"Бондар email sent", "Бондар telegram sent", "Дуб telegram sent", "Коваль email failed", "Коваль telegram sent"}, channels()); diff != "" {
		t.Error(diff)
	}
	w.tx(func(ctx context.Context, tx *storage.Tx) error {
		found, err := tx.NoticesByKey(ctx, council.AboutWeek(planned), []string{council.CopyKey(planned, 1, w.people["Коваль"], council.ByTelegram)})
		w.told = append(w.told, found...)
		return err
	})
	w.toldAboutThePlan(organiser)
	w.sees(organiser, "Не вдалося надіслати · 1\n• Коваль О.П. ✉️ — вт 24.11 о 10:00 (550: no such user)", "Доставлено · 3")
	if screen := w.screen(organiser); strings.Contains(screen, "Роздрукувати для решти") {
		t.Errorf("who has the plan is printed for:\n%s", screen)
	}
	w.looksAt(olena, "Коваль")
	if o := w.presses(olena, "Ознайомлено"); o.Toast != "Дякуємо, записано" {
		t.Errorf("%+v", o)
	}
}
