package simulator

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// ServeHTTP answers as api.telegram.org would: /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.isDown() {
		panic(http.ErrAbortHandler)
	}
	path, isFile := strings.CutPrefix(r.URL.Path, "/file")
	path, isBot := strings.CutPrefix(path, "/bot")
	token, rest, _ := strings.Cut(path, "/")
	switch {
	case !isBot:
		writeError(w, &callError{Code: http.StatusNotFound, Description: "Not Found"})
	case token != s.opt.Token:
		writeError(w, &callError{Code: http.StatusUnauthorized, Description: "Unauthorized"})
	case isFile:
		s.serveFile(w, r, rest)
	default:
		s.serveCall(w, r, rest)
	}
}

func (s *Server) serveCall(w http.ResponseWriter, r *http.Request, name string) {
	method := s.facts.methods[strings.ToLower(name)]
	if method == nil {
		s.violate("unknown method " + name)
		writeError(w, &callError{Code: http.StatusNotFound, Description: "Not Found: method not found"})
		return
	}
	args, err := readArguments(r)
	var c *call
	if err == nil {
		c, err = args.typed(method)
	} else {
		c = &call{method: method}
	}
	result, err := s.perform(r.Context(), c, err)
	var cut *brokenError
	switch {
	case errors.As(err, &cut):
		cut.respond(w)
	case err != nil:
		writeError(w, err)
	default:
		writeResult(w, result)
	}
}

// perform runs a call, spoiled already if err is set, through the failures on
// demand, and records it.
func (s *Server) perform(ctx context.Context, c *call, err error) (json.RawMessage, error) {
	e := Event{Kind: Called, Method: c.method.name, Params: c.params}
	e.ChatID, e.UserID = c.num("chat_id"), c.num("user_id")
	s.mu.Lock()
	e.Call = s.record(e)
	fault, slow := s.nextFault(c), s.slow
	s.mu.Unlock()
	s.linger(ctx, c.method.name, slow)

	if err == nil && fault != nil {
		err = fault.before(ctx, s.closing)
	}
	var raw json.RawMessage
	if err == nil {
		raw, err = s.execute(ctx, c, &e)
	}
	if err == nil && fault != nil {
		err = fault.after(ctx, s.closing)
	}
	if err != nil {
		s.mu.Lock()
		s.answered(&e, err)
		s.mu.Unlock()
	}
	return raw, err
}

// execute runs the handler and renders its result. A success is recorded in
// the same breath as it happens, so that the log's order is the true one.
func (s *Server) execute(ctx context.Context, c *call, e *Event) (json.RawMessage, error) {
	if c.method.name == "getUpdates" {
		return s.getUpdates(ctx, c, e)
	}
	handle := s.methods[c.method.name]
	if handle == nil {
		return nil, &callError{Code: http.StatusNotImplemented, misuse: true,
			Description: "Not Implemented: the simulator does not play " + c.method.name}
	}
	s.mu.Lock()
	var result any
	err := s.tooMany(c, time.Now())
	if err == nil {
		result, err = handle(s, c)
	}
	if err == nil {
		e.Message, _ = result.(*Message)
		s.answered(e, nil)
	}
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(result)
	if err == nil {
		err = s.verify(c.method.returns, raw)
	}
	if err != nil {
		s.violate("the simulator's answer to " + c.method.name + ": " + err.Error())
	}
	return raw, nil
}

// answered records how a call ended. A cut connection after the deed leaves
// both the deed's success and the cut in the log.
func (s *Server) answered(e *Event, err error) {
	e.Kind, e.OK, e.Code, e.Description, e.RetryAfter = Answered, err == nil, http.StatusOK, "", 0
	if err != nil {
		e.Code, e.Description = http.StatusInternalServerError, err.Error()
	}
	var failure *callError
	if errors.As(err, &failure) {
		e.Code, e.RetryAfter = failure.Code, time.Duration(failure.RetryAfter)*time.Second
		if failure.misuse {
			s.crimes = append(s.crimes, e.Method+": "+failure.Description)
		}
	}
	var cut *brokenError
	if errors.As(err, &cut) {
		e.Code = cut.status
	}
	count := s.counts[e.Method]
	if count == nil {
		count = &Count{}
		s.counts[e.Method] = count
	}
	if e.OK {
		count.OK++
	} else {
		count.Failed++
	}
	s.record(*e)
}

func (s *Server) violate(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.crimes = append(s.crimes, text)
}
