package page

import (
	"net/http"
	"time"

	"sereda/council"
)

// due is a line of the timetable.
type due struct {
	At   time.Time `json:"at"`
	What string    `json:"what"` // ask, remind, missing, chase, digest or deadline
	Week string    `json:"week"` // the planned week's Monday
}

// jump is a moment worth going to.
type jump struct {
	Name string    `json:"name"`
	At   time.Time `json:"at"`
}

// almost is how long before the deadline one goes to see it come.
const almost = 5 * time.Minute

// shownDue is how far the timetable is shown, in lines: two weeks of it.
const shownDue = 14

// timetable is what comes next after now, the deadlines among it. Deadlines
// moved by hand are the bot's own knowledge, and not in it.
func (s *Server) timetable(now time.Time) []due {
	t := s.opt.Timetable
	var lines []due
	seen := map[council.Week]bool{}
	for _, o := range t.Upcoming(now, shownDue, nil) {
		if !seen[o.Week] && o.Deadline.After(now) && !o.Deadline.After(o.At) {
			lines = append(lines, due{o.Deadline, "deadline", o.Week.String()})
			seen[o.Week] = true
		}
		lines = append(lines, due{o.At, string(o.Kind), o.Week.String()})
	}
	return lines
}

// jumps are the moments that the clock's buttons go to: the next thing due,
// just before the next deadline, the next digest.
func jumps(now time.Time, lines []due) []jump {
	var found []jump
	seen := map[string]bool{}
	add := func(name string, at time.Time) {
		if !seen[name] && at.After(now) {
			seen[name] = true
			found = append(found, jump{name, at})
		}
	}
	for _, l := range lines {
		add("next", l.At)
		switch l.What {
		case "deadline":
			add("deadline", l.At.Add(-almost))
		case "digest":
			add("digest", l.At)
		}
	}
	return found
}

// The years that the clock may be set to.
const (
	firstYear = 2020
	lastYear  = 2099
)

// moveClock moves the council's clock, lets it run or stand.
func (s *Server) moveClock(st *stage, _ http.ResponseWriter, r *http.Request) (any, error) {
	var move struct {
		Add     string `json:"add"`
		At      string `json:"at"`
		Next    bool   `json:"next"`
		Running *bool  `json:"running"`
	}
	if err := decode(r, &move); err != nil {
		return nil, err
	}
	now := st.Clock.Now()
	to := now
	switch {
	case move.Running != nil:
		st.Clock.Go(*move.Running)
		return nil, nil
	case move.Add != "":
		d, err := time.ParseDuration(move.Add)
		if err != nil {
			return nil, bad("add: очікується тривалість на зразок 1h або 30m.")
		}
		to = now.Add(d)
	case move.Next:
		to = s.opt.Timetable.Upcoming(now, 1, nil)[0].At
	default:
		var err error
		if to, err = time.ParseInLocation("2006-01-02T15:04", move.At, s.opt.Zone); err != nil {
			return nil, bad("Час не зрозуміло: потрібні день і година.")
		}
	}
	if y := to.In(s.opt.Zone).Year(); y < firstYear || y > lastYear {
		return nil, bad("Годинник ходить від 2020 до 2099 року.")
	}
	st.Clock.Set(to)
	st.Telegram.Tick()
	return nil, nil
}
