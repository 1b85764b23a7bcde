package bot

import (
	"context"
	"time"

	"sereda/council"
)

// record writes fates as they come, together where several have come, and
// tells how many. What cannot be written is claimed again after the lease.
func (s *Sender) record(ctx context.Context, ended <-chan council.Fate, written chan<- int) {
	var last time.Time
	for fate := range ended {
		time.Sleep(apart - time.Since(last))
		last = time.Now()
		fates := gather(fate, ended)
		s.finish(ctx, fates)
		written <- len(fates)
	}
}

func gather(first council.Fate, more <-chan council.Fate) []council.Fate {
	fates := []council.Fate{first}
	for {
		select {
		case fate, open := <-more:
			if !open {
				return fates
			}
			fates = append(fates, fate)
		default:
			return fates
		}
	}
}

// finish writes fates, trying again as long as the database is away: a fate
// lost is a message repeated. Even a stopped sender gets a moment for it.
func (s *Sender) finish(ctx context.Context, fates []council.Fate) {
	ctx, cancel := outlive(ctx, lastMoment)
	defer cancel()
	pause := newBackoff(50*time.Millisecond, 2*time.Second)
	for tries := 1; ; tries++ {
		err := s.write(ctx, fates)
		if err == nil {
			s.Ended(fates)
			return
		}
		if tries == 1 {
			s.unwritten.Add(1)
			defer s.unwritten.Add(-1)
		}
		s.Log.Warn("fates cannot be written", "letters", len(fates), "err", err)
		if ctx.Err() != nil {
			return
		}
		pause.wait(ctx, 0)
	}
}

// write tells of unreachable accounts first: were it the other way round, a
// crash in between would leave the organisers untold.
func (s *Sender) write(ctx context.Context, fates []council.Fate) error {
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	for _, f := range fates {
		if !f.Blocked {
			continue
		}
		if err := s.Unreachable(ctx, f.Letter.ChatID); err != nil {
			s.Log.Error("nobody was told of an unreachable account", "chat_id", f.Letter.ChatID, "err", err)
		}
	}
	return s.Outbox.Finish(ctx, fates, s.Clock())
}
