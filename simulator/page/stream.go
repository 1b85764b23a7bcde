package page

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"sereda/simulator"
)

const (
	// pulse is how often a silent stream shows that it lives.
	pulse = 15 * time.Second
	// stuck is how long a browser may leave the stream unread.
	stuck = 30 * time.Second
)

// stream sends what happens until the browser goes, the stage is replaced or
// the page is closed.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	st, _, _ := s.now()
	if st == nil {
		refuse(w, http.StatusServiceUnavailable, "Демонстрація ще запускається.")
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	from, resumed := resume(r.Header.Get("Last-Event-ID"), st)
	var following sync.WaitGroup
	defer following.Wait()
	defer cancel()
	events := make(chan simulator.Event, 256)
	following.Go(func() { follow(ctx, st.Telegram, from, events) })

	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := &sender{w: w, control: http.NewResponseController(w)}
	out.write("retry: 1000\n\n")
	out.event("hello", "", map[string]any{"epoch": st.epoch, "seq": from, "resumed": resumed})
	s.pump(ctx, st, out, events)
}

// pump sends until something ends the stream.
func (s *Server) pump(ctx context.Context, st *stage, out *sender, events <-chan simulator.Event) {
	heart := time.NewTicker(pulse)
	defer heart.Stop()
	for out.err == nil {
		_, playing, changed := s.now()
		at, running, moved := st.Clock.Reading()
		v := s.status(st, at, running, playing)
		out.event("status", "", v)
		passing, stop := passes(v)
		for fresh := true; fresh && out.err == nil; {
			if len(events) == 0 {
				out.flush()
			}
			select {
			case <-ctx.Done():
				stop()
				return
			case <-st.over:
				stop()
				return
			case <-changed:
				fresh = false
			case <-moved:
				fresh = false
			case <-passing:
				fresh = false
			case e := <-events:
				if change := asStep(st.Telegram, e); change != nil {
					out.event("step", st.epoch+"-"+strconv.FormatInt(e.Seq, 10), change)
				}
				// Refused calls count down.
				fresh = e.Code != http.StatusTooManyRequests
			case <-heart.C:
				out.beat()
			}
		}
		stop()
	}
}

// passes tells when a running clock has passed the next thing due.
func passes(v status) (<-chan time.Time, func()) {
	if !v.Running || len(v.Due) == 0 {
		return nil, func() {}
	}
	timer := time.NewTimer(v.Due[0].At.Sub(v.At) + time.Second)
	return timer.C, func() { timer.Stop() }
}

// follow hands over the log's events from seq on.
func follow(ctx context.Context, tg *simulator.Server, seq int64, events chan<- simulator.Event) {
	for e := range tg.Follow(ctx, seq) {
		select {
		case events <- e:
		case <-ctx.Done():
			return
		}
	}
}

// longest is how many missed events are sent again; after more than that
// everything is better fetched anew.
const longest = 2000

// resume is where a browser goes on: after the event it saw last, if that was
// of this stage, or from now on.
func resume(last string, st *stage) (seq int64, resumed bool) {
	mark := st.Telegram.Mark()
	epoch, number, _ := strings.Cut(last, "-")
	seq, err := strconv.ParseInt(number, 10, 64)
	if err != nil || epoch != st.epoch || seq > mark || seq < mark-longest {
		return mark, false
	}
	return seq, true
}

// sender writes server-sent events; after the first error it writes nothing.
type sender struct {
	w       http.ResponseWriter
	control *http.ResponseController
	err     error
}

func (o *sender) event(name, id string, v any) {
	raw, err := json.Marshal(v)
	if err != nil {
		o.err = err
		return
	}
	if id != "" {
		id = "id: " + id + "\n"
	}
	o.write(fmt.Sprintf("event: %s\n%sdata: %s\n\n", name, id, raw))
}

func (o *sender) beat() { o.write(": \n\n") }

func (o *sender) write(text string) {
	if o.err != nil {
		return
	}
	_ = o.control.SetWriteDeadline(time.Now().Add(stuck))
	_, o.err = o.w.Write([]byte(text))
}

func (o *sender) flush() {
	if o.err == nil {
		o.err = o.control.Flush()
	}
}
