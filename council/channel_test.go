package council_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestByWhichChannelsADistributionGoes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name           string
		telegram, mail bool
		wish           council.Wish
		too, urgent    bool
		want           string
	}{
		{"nothing chosen: in Telegram", true, true, council.NoWish, false, false, "telegram"},
		{"nothing chosen: what the regulation sends by e-mail goes both ways", true, true, council.NoWish, true, false, "telegram email"},
		{"nothing chosen, not in Telegram", false, true, council.NoWish, false, false, "email"},
		{"Telegram alone, also of what goes by e-mail besides", true, true, council.WishTelegram, true, false, "telegram"},
		{"e-mail instead", true, true, council.WishMail, false, false, "email"},
		{"both", true, true, council.WishBoth, false, false, "telegram email"},
		{"what is urgent comes in Telegram whatever was chosen", true, true, council.WishMail, false, true, "telegram email"},
		{"e-mail chosen, no address known", true, false, council.WishMail, false, false, "telegram"},
		{"Telegram chosen, the bot is blocked", false, true, council.WishTelegram, false, false, "email"},
		{"both chosen, one there is", true, false, council.WishBoth, true, false, "telegram"},
		{"both chosen, the other there is", false, true, council.WishBoth, true, true, "email"},
		{"neither is there", false, false, council.WishMail, true, true, "print"},
	} {
		var got []string
		for _, c := range (council.Road{Telegram: tt.telegram, Mail: tt.mail, Wish: tt.wish}).Channels(tt.too, tt.urgent) {
			got = append(got, string(c))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestByWhichChannelsANoticeGoes(t *testing.T) {
	t.Parallel()
	chosen, never := &council.Mail{Chosen: true}, &council.Mail{Chosen: true, Never: true}
	for _, tt := range []struct {
		name           string
		mail           *council.Mail
		telegram, post bool
		wish           council.Wish
		want           []council.Channel
	}{
		{"what is not distributed stays in Telegram", nil, true, true, council.WishMail, []council.Channel{council.ByTelegram}},
		{"and goes by e-mail where that reaches nobody", nil, false, true, council.WishTelegram, []council.Channel{council.ByMail}},
		{"what is distributed goes as chosen", chosen, true, true, council.WishMail, []council.Channel{council.ByMail}},
		{"what comes with another letter comes with it", never, true, true, council.WishMail, nil},
		{"and is no letter of its own", never, true, true, council.WishBoth, []council.Channel{council.ByTelegram}},
		{"nor without an address", never, true, false, council.WishMail, []council.Channel{council.ByTelegram}},
		{"nor for who is not in Telegram", never, false, true, council.WishMail, []council.Channel{council.OnPaper}},
	} {
		n := council.Notice{PersonID: 1, Class: council.Bulk, Key: "a", Message: council.Message{HTML: "новина", Mail: tt.mail}}
		if diff := cmp.Diff(tt.want, n.Channels(council.Road{Telegram: tt.telegram, Mail: tt.post, Wish: tt.wish})); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestKeysOfTheOtherChannel(t *testing.T) {
	t.Parallel()
	for inTelegram, byMail := range map[string]string{
		"change:7:3":          "change:7:3:email",
		"change:7:3:again:2":  "change:7:3:email:again:2",
		"plan:2026-11-30:1:7": "plan:2026-11-30:1:7:email",
	} {
		if got := council.MailKey(inTelegram); got != byMail {
			t.Errorf("of %s by e-mail: %s", inTelegram, got)
		}
		for _, key := range []string{inTelegram, byMail} {
			if got := council.TelegramKey(key); got != inTelegram {
				t.Errorf("of %s in Telegram: %s", key, got)
			}
		}
	}
}
