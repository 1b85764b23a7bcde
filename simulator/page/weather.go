package page

import (
	"net/http"
	"time"

	"sereda/simulator"
)

// weather is how bad the day is.
type weather struct {
	Down bool `json:"down"`
	Slow int  `json:"slow"` // ms
}

const (
	mostLimited = 1000
	mostSlow    = 60_000 // ms
	// retryAfter is what a refused call is told to wait.
	retryAfter = 3 * time.Second
)

// setWeather makes Telegram unreachable, slow, or refuse the next calls.
func (s *Server) setWeather(st *stage, _ http.ResponseWriter, r *http.Request) (any, error) {
	var wanted struct {
		Down  *bool `json:"down"`
		Slow  *int  `json:"slow"`
		Limit *int  `json:"limit"`
	}
	if err := decode(r, &wanted); err != nil {
		return nil, err
	}
	switch {
	case wanted.Slow != nil && (*wanted.Slow < 0 || *wanted.Slow > mostSlow):
		return nil, bad("slow: від 0 до 60000 мс.")
	case wanted.Limit != nil && (*wanted.Limit < 0 || *wanted.Limit > mostLimited):
		return nil, bad("limit: від 0 до 1000 викликів.")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if wanted.Down != nil {
		st.weather.Down = *wanted.Down
		st.Telegram.SetDown(*wanted.Down)
	}
	if wanted.Slow != nil {
		st.weather.Slow = *wanted.Slow
		st.Telegram.SetSlow(time.Duration(*wanted.Slow) * time.Millisecond)
	}
	if wanted.Limit != nil {
		st.Telegram.Heal()
		if n := *wanted.Limit; n > 0 {
			st.Telegram.Fail("", n, simulator.Failure{RetryAfter: retryAfter})
		}
	}
	s.change()
	return nil, nil
}

// setBot kills the bot as a power cut would, or starts it.
func (s *Server) setBot(st *stage, _ http.ResponseWriter, r *http.Request) (any, error) {
	var wanted struct {
		Running *bool `json:"running"`
	}
	if err := decode(r, &wanted); err != nil {
		return nil, err
	}
	if wanted.Running == nil {
		return nil, bad("running: очікується true або false.")
	}
	do := st.Bot.Kill
	if *wanted.Running {
		do = st.Bot.Restart
	}
	if err := do(); err != nil {
		return nil, err
	}
	s.Changed()
	return nil, nil
}

// play begins a story; one that plays is broken off.
func (s *Server) play(_ *stage, _ http.ResponseWriter, r *http.Request) (any, error) {
	var wanted struct {
		Name string `json:"name"`
	}
	if err := decode(r, &wanted); err != nil {
		return nil, err
	}
	for _, story := range s.opt.Stories {
		if story.Name == wanted.Name {
			s.opt.Play(wanted.Name)
			return story, nil
		}
	}
	return nil, refusal{http.StatusNotFound, "Історії «" + short(wanted.Name, 20) + "» немає."}
}
