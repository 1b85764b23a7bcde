package bot

import (
	"cmp"
	"slices"
	"time"
)

// take removes what may be committed now, in the order of the numbers, and
// sends back what was held too long. wait is how long until to look again; 0
// when nothing is held.
func (q *Queue) take(now time.Time) (batch []waiting, wait time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if now.Before(q.opens) {
		return nil, q.opens.Sub(now)
	}
	slices.SortFunc(q.waiting, func(a, b waiting) int { return cmp.Compare(a.update.ID, b.update.ID) })
	q.absent.giveUp(now)
	absent, held := q.absent.bounds(), map[int64]bool{} // chats of which one is held
	q.waiting = slices.DeleteFunc(q.waiting, func(w waiting) bool {
		if w.file {
			held[w.update.ChatID] = true
			return false
		}
		if len(batch) == mostTogether {
			return false
		}
		if !held[w.update.ChatID] && !absent.early(w.update) {
			batch = append(batch, w)
			return true
		}
		held[w.update.ChatID] = true
		if left := q.patience(w, now); left > 0 {
			wait = min(cmp.Or(wait, lookAgain), left)
			return false
		}
		q.absent.sentBack(w.update, now)
		w.done <- errEarly
		return true
	})
	return batch, wait
}

// patience is how much longer an update that came too soon is held.
func (q *Queue) patience(w waiting, now time.Time) time.Duration {
	since := w.since
	if q.committed.After(since) {
		since = q.committed
	}
	return min(since.Add(hold).Sub(now), w.since.Add(longestHold).Sub(now))
}
