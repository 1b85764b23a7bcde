package bot

import (
	"maps"
	"math"
	"slices"
	"time"
)

// absences are the numbers, from the first that came to the highest, of updates
// that are not here: they never came, or were sent back. Telegram still has
// them, or another replica got them, or they are no more: it drops a press after
// 150 seconds.
type absences struct {
	first, highest int64
	latest         time.Time // when the last came
	missing        map[int64]absence
	lowest         blocker
}

// blocker is the lowest number that never came, with since when it is.
type blocker struct {
	id    int64
	since time.Time
}

// absence is one of them. known tells that it has been here, so that its chat
// is; of the others any chat may be meant.
type absence struct {
	chat  int64
	known bool
	until time.Time
}

const (
	// goneAfter is how long a number is waited for that never came. Telegram
	// repeats what failed after 0, 2, 4, 8 seconds, or the one second we ask for.
	goneAfter = 15 * time.Second
	// lowestFor is how long it is waited for at least while it is the lowest:
	// what came too soon is back by then, and what comes after that in its chat.
	lowestFor = 3 * time.Second
	// backFor is how long one is waited for that was sent back: a press lives as
	// long.
	backFor = 150 * time.Second
	// mostAbsent bounds how many are waited for. Telegram posts at most twice
	// max_connections chats at a time, in the order of the numbers.
	mostAbsent = 1000
)

// came takes a number down as here, and those it skipped as absent.
func (a *absences) came(id int64, now time.Time) {
	delete(a.missing, id)
	switch {
	case a.highest == 0:
		a.first, a.highest = id, id
	case id > a.highest:
		a.skip(max(a.highest+1, id-mostAbsent), id, now)
		a.highest = id
	case id < a.first:
		a.skip(max(id+1, a.first-mostAbsent), a.first, now)
		a.first = id
	}
	a.latest = now
}

// skip takes the numbers from first up to before end down as absent.
func (a *absences) skip(first, end int64, now time.Time) {
	for id := first; id < end; id++ {
		a.add(id, absence{until: now.Add(goneAfter)})
	}
}

// sentBack takes an update down as absent again.
func (a *absences) sentBack(u Update, now time.Time) {
	a.add(u.ID, absence{u.ChatID, true, now.Add(backFor)})
}

func (a *absences) add(id int64, how absence) {
	if a.missing == nil {
		a.missing = map[int64]absence{}
	}
	a.missing[id] = how
}

// found takes down as here what another replica has handled.
func (a *absences) found(ids []int64) {
	for _, id := range ids {
		delete(a.missing, id)
	}
}

// giveUp stops waiting for what was sent back long ago, and for the lowest of
// those that never came when its time is up: it alone can be known to be held up
// by nothing here.
func (a *absences) giveUp(now time.Time) {
	maps.DeleteFunc(a.missing, func(_ int64, how absence) bool { return how.known && !now.Before(how.until) })
	lowest := a.bounds().unknown
	if lowest != a.lowest.id {
		a.lowest = blocker{lowest, now}
	}
	if how, ok := a.missing[lowest]; ok && !now.Before(how.until) && now.Sub(a.lowest.since) >= lowestFor {
		delete(a.missing, lowest)
		a.giveUp(now)
	}
}

// bounds are the lowest absent numbers: whose chat is not known, and of each
// chat. An update above one that may be of its chat came too soon.
type bounds struct {
	unknown int64
	chats   map[int64]int64
}

func (a *absences) bounds() bounds {
	b := bounds{unknown: math.MaxInt64, chats: map[int64]int64{}}
	for id, how := range a.missing {
		switch lowest, ok := b.chats[how.chat]; {
		case !how.known:
			b.unknown = min(b.unknown, id)
		case !ok || id < lowest:
			b.chats[how.chat] = id
		}
	}
	return b
}

func (b bounds) early(u Update) bool {
	lowest, ok := b.chats[u.ChatID]
	return b.unknown < u.ID || ok && lowest < u.ID
}

func (a *absences) numbers() []int64 { return slices.Collect(maps.Keys(a.missing)) }
