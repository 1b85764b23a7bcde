package simulator_test

import (
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"sereda/simulator"
)

func TestPrivacyModeInGroups(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		all  bool
		want []string
	}{
		"on":  {false, []string{"/plan", "/plan@test_bot", "reply"}},
		"off": {true, []string{"просто так", "/plan", "/plan@test_bot", "/plan@other_bot", "reply"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tg := simulator.Run(t, simulator.Options{ReadsGroups: tc.all})
			u := tg.User(7, simulator.UserSpec{})
			g := tg.Group(-100, simulator.GroupSpec{Title: "Апарат"}, u)
			if a := post(t, tg, "sendMessage", `{"chat_id":-100,"text":"x"}`); a.Description != "Forbidden: bot is not a member of the group chat" {
				t.Errorf("not a member: %q", a.Description)
			}
			g.AddBot(u)
			list := updates(t, tg, `{}`)
			if len(list) != 2 || list[0].MyChatMember == nil || list[1].Message.NewChatMembers[0].ID != 1000 {
				t.Fatalf("adding the bot: %v", list)
			}
			post(t, tg, "sendMessage", `{"chat_id":-100,"text":"Вітаю"}`)
			hi := g.Receive(t, u)
			for _, text := range []string{"просто так", "/plan", "/plan@test_bot", "/plan@other_bot"} {
				g.Send(u, text)
			}
			g.Reply(u, hi, "reply")
			var got []string
			for _, one := range updates(t, tg, `{"offset":3}`) {
				got = append(got, one.Message.Text)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGroupLosesTheBotAndBecomesASupergroup(t *testing.T) {
	t.Parallel()
	tg := simulator.Run(t, simulator.Options{})
	u, other := tg.User(7, simulator.UserSpec{}), tg.User(8, simulator.UserSpec{})
	g := tg.Group(-100, simulator.GroupSpec{Title: "Апарат"}, u)
	g.AddBot(u)
	g.Add(u, other)
	g.Leave(other)
	up := g.Upgrade(u, -1009)
	list := updates(t, tg, `{"offset":5}`)
	if len(list) != 2 || list[0].Message.MigrateToChatID != -1009 || list[1].Message.MigrateFromChatID != -100 {
		t.Fatalf("upgrade: %v", list)
	}
	a := post(t, tg, "sendMessage", `{"chat_id":-100,"text":"x"}`)
	if a.Parameters.MigrateTo != -1009 || a.Description != "Bad Request: group chat was upgraded to a supergroup chat" {
		t.Errorf("old id: %+v", a)
	}
	post(t, tg, "sendMessage", `{"chat_id":-1009,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}}`)
	m := up.Receive(t, u)
	other.Press(m, "a")
	if q := updates(t, tg, `{"offset":7}`)[0].CallbackQuery; q.From.ID != 8 || q.Message.Message.Chat.Type != models.ChatTypeSupergroup {
		t.Errorf("press %+v", q)
	}
	up.RemoveBot(u)
	if a := post(t, tg, "sendMessage", `{"chat_id":-1009,"text":"x"}`); a.Description != "Forbidden: bot was kicked from the supergroup chat" {
		t.Errorf("kicked: %q", a.Description)
	}
	up.AddBot(u)
	post(t, tg, "leaveChat", `{"chat_id":-1009}`)
	if a := post(t, tg, "sendMessage", `{"chat_id":-1009,"text":"x"}`); a.Description != "Forbidden: bot is not a member of the supergroup chat" {
		t.Errorf("left: %q", a.Description)
	}
}
