package council

import "strings"

// Wish is by which channel a person wants what is distributed: agreed plans
// and their changes (3.20, 3.21), invitations to meetings, their agenda and
// materials (4.13).
type Wish string

// The choices. Who has made none gets what is distributed in Telegram, and by
// e-mail besides what the regulation sends that way.
const (
	NoWish       Wish = ""
	WishTelegram Wish = "telegram"
	WishMail     Wish = "email"
	WishBoth     Wish = "both"
)

// Wishes are those that can be made, in the order in which they are offered.
func Wishes() []Wish { return []Wish{WishTelegram, WishMail, WishBoth} }

// Road is how a person can be reached, and how they chose to be. Telegram tells
// that an account takes messages, Mail that letters leave and an address is
// known.
type Road struct {
	Telegram, Mail bool
	Wish           Wish
}

// Channels are how something distributed goes. What was chosen and cannot be
// had gives way to what can: nobody falls between, and paper is for whom nothing
// else reaches. too sends it by e-mail besides to who has chosen nothing (3.21,
// 4.13); what is urgent goes in Telegram whatever was chosen.
func (r Road) Channels(too, urgent bool) []Channel {
	var found []Channel
	if r.Telegram && (r.Wish != WishMail || urgent) {
		found = append(found, ByTelegram)
	}
	if r.Mail && (r.Wish == WishMail || r.Wish == WishBoth || r.Wish == NoWish && too) {
		found = append(found, ByMail)
	}
	switch {
	case len(found) > 0:
		return found
	case r.Telegram:
		return []Channel{ByTelegram}
	case r.Mail:
		return []Channel{ByMail}
	}
	return []Channel{OnPaper}
}

// Channels are how the notice goes: what is distributed as its receiver chose,
// everything else in Telegram, and by e-mail where that reaches nobody. None is
// what comes to the receiver with another notice.
func (n Notice) Channels(r Road) []Channel {
	chosen := n.Message.Mail.IsChosen()
	if !chosen {
		r.Wish = WishTelegram
	}
	found := r.Channels(chosen && n.Message.Mail.Too, n.Class == Urgent)
	switch {
	case n.Mailable():
		return found
	case found[0] == ByTelegram:
		return []Channel{ByTelegram}
	case chosen && r.Telegram:
		return nil
	}
	return []Channel{OnPaper}
}

// MailKey is the key of the letter that brings by e-mail what the letter with
// the key brings in Telegram.
func MailKey(key string) string {
	first, round, again := strings.Cut(key, SentAgain)
	if first += byMail; again {
		first += SentAgain + round
	}
	return first
}

// TelegramKey is the key in Telegram of what goes by e-mail under the key.
func TelegramKey(key string) string {
	first, round, again := strings.Cut(key, SentAgain)
	if first = strings.TrimSuffix(first, byMail); again {
		first += SentAgain + round
	}
	return first
}

// byMail ends the first part of the key of a letter by e-mail.
const byMail = ":" + string(ByMail)
