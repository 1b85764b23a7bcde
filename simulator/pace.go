package simulator

import (
	"net/http"
	"strings"
	"time"
)

// Pace is how many sends and edits a second (real time) Telegram lets through
// before it answers 429; 0 is no limit. The real server's are about 30 overall
// and 1 per chat, with short bursts tolerated.
type Pace struct{ Overall, PerChat int }

// pacer remembers the sends of the last second.
type pacer struct {
	all   []time.Time
	chats map[int64][]time.Time
}

// paced says which methods count.
func paced(method string) bool {
	return strings.HasPrefix(method, "send") && method != "sendChatAction" || strings.HasPrefix(method, "editMessage") ||
		method == "forwardMessage" || method == "copyMessage"
}

// tooMany refuses a call that comes too soon. Call it with the lock held.
func (s *Server) tooMany(c *call, now time.Time) error {
	if s.opt.Pace == (Pace{}) || !paced(c.method.name) {
		return nil
	}
	if s.pacer.chats == nil {
		s.pacer.chats = map[int64][]time.Time{}
	}
	chat := c.num("chat_id")
	all, mine := lastSecond(s.pacer.all, now), lastSecond(s.pacer.chats[chat], now)
	if exceeds(all, s.opt.Pace.Overall) || exceeds(mine, s.opt.Pace.PerChat) {
		return (&fault{Failure: Failure{RetryAfter: time.Second}}).failure(http.StatusTooManyRequests)
	}
	s.pacer.all, s.pacer.chats[chat] = append(all, now), append(mine, now)
	return nil
}

func exceeds(sent []time.Time, limit int) bool { return limit > 0 && len(sent) >= limit }

func lastSecond(sent []time.Time, now time.Time) []time.Time {
	for len(sent) > 0 && now.Sub(sent[0]) >= time.Second {
		sent = sent[1:]
	}
	return sent
}
