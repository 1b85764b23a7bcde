package page

import (
	"net/http"
	"time"
)

// scene is what stays as it is while a stage is shown.
type scene struct {
	Epoch   string   `json:"epoch"`
	Zone    string   `json:"zone"`
	Bot     account  `json:"bot"`
	People  []Person `json:"people"`
	Stories []Story  `json:"stories"`
	Most    int      `json:"log"` // lines kept
}

type account struct {
	Name     string `json:"name"`
	Username string `json:"username"`
}

func (s *Server) scene(st *stage, _ http.ResponseWriter, _ *http.Request) (any, error) {
	bot := st.Telegram.Bot()
	return scene{Epoch: st.epoch, Zone: s.opt.Zone.String(), Bot: account{bot.FirstName, bot.Username},
		People: append([]Person{}, st.People...), Stories: append([]Story{}, s.opt.Stories...), Most: shownLines}, nil
}

// status is what changes at any time.
type status struct {
	At      time.Time     `json:"at"`
	Running bool          `json:"running"`
	Due     []due         `json:"due"`
	Jumps   []jump        `json:"jumps"`
	Bot     process       `json:"bot"`
	Playing string        `json:"playing,omitempty"` // the story's title
	Problem string        `json:"problem,omitempty"` // why a story was not played
	Weather weather       `json:"weather"`
	Limited int           `json:"limited"` // calls still to be refused
	Unread  map[int64]int `json:"unread"`
}

type process struct {
	Running bool   `json:"running"`
	Log     string `json:"log"`
}

func (s *Server) status(st *stage, at time.Time, running bool, playing string) status {
	s.mu.Lock()
	w, problem := st.weather, s.problem
	s.mu.Unlock()
	lines := s.timetable(at)
	v := status{At: at, Running: running, Due: lines, Jumps: jumps(at, lines), Playing: playing, Problem: problem,
		Bot: process{st.Bot.Running(), st.Bot.Log()}, Weather: w, Limited: st.Telegram.Failing(), Unread: map[int64]int{}}
	for _, u := range st.Telegram.Users() {
		if n := u.Unread(); n > 0 {
			v.Unread[u.ID()] = n
		}
	}
	return v
}
