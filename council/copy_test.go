package council_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestByWhichChannelsACopyGoes(t *testing.T) {
	t.Parallel()
	const tg, mail, paper = council.ByTelegram, council.ByMail, council.OnPaper
	for _, tt := range []struct {
		name          string
		reach         council.Reach
		email         string
		member, mails bool
		want          []council.Channel
	}{
		{"in Telegram", council.Reachable, "a@b.c", false, true, []council.Channel{tg}},
		{"a member of the committee gets it by e-mail too (3.21)", council.Reachable, "a@b.c", true, true, []council.Channel{tg, mail}},
		{"e-mail only", council.NoAccount, "a@b.c", false, true, []council.Channel{mail}},
		{"who blocked the bot has an e-mail", council.Blocked, "a@b.c", false, true, []council.Channel{mail}},
		{"neither", council.NoAccount, "", true, true, []council.Channel{paper}},
		{"no mail leaves the council", council.NoAccount, "a@b.c", true, false, []council.Channel{paper}},
		{"blocked and no e-mail", council.Blocked, "", false, true, []council.Channel{paper}},
	} {
		a := council.Addressee{Person: council.Person{Email: tt.email}, Reach: tt.reach, Member: tt.member}
		if diff := cmp.Diff(tt.want, a.Channels(tt.mails)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}
