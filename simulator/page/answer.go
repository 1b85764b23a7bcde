package page

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strconv"

	"sereda/simulator"
)

// refusal is why a request is not done, for people's eyes.
type refusal struct {
	status int
	text   string
}

func (e refusal) Error() string { return e.text }

// bad is a request that makes no sense.
func bad(text string) error { return refusal{http.StatusBadRequest, text} }

// action answers a request on a stage with something for JSON.
type action func(st *stage, w http.ResponseWriter, r *http.Request) (any, error)

// personal is an action in somebody's chat.
type personal func(st *stage, u *simulator.User, w http.ResponseWriter, r *http.Request) (any, error)

// onStage answers with what do returns, as soon as there is a stage.
func (s *Server) onStage(do action) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		st, _, _ := s.now()
		if st == nil {
			refuse(w, http.StatusServiceUnavailable, "Демонстрація ще запускається.")
			return
		}
		result, err := do(st, w, r)
		var no refusal
		switch {
		case errors.As(err, &no):
			refuse(w, no.status, no.text)
		case err != nil:
			s.opt.Log.Error("page", "path", r.URL.Path, "err", err)
			refuse(w, http.StatusInternalServerError, "Не вдалося: "+err.Error())
		case result == nil:
			w.WriteHeader(http.StatusNoContent)
		default:
			reply(w, http.StatusOK, result)
		}
	})
}

// idle is onStage for what must not happen while a story plays.
func (s *Server) idle(do action) http.Handler {
	return s.onStage(func(st *stage, w http.ResponseWriter, r *http.Request) (any, error) {
		if _, playing, _ := s.now(); playing != "" {
			return nil, refusal{http.StatusConflict, "Зараз грає історія — зачекайте, доки вона скінчиться."}
		}
		return do(st, w, r)
	})
}

func (s *Server) inChat(do personal) http.Handler { return s.onStage(withUser(do)) }

func (s *Server) acting(do personal) http.Handler { return s.idle(withUser(do)) }

// withUser finds the person whose chat the path names.
func withUser(do personal) action {
	return func(st *stage, w http.ResponseWriter, r *http.Request) (any, error) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		if err == nil {
			for _, u := range st.Telegram.Users() {
				if u.ID() == id {
					return do(st, u, w, r)
				}
			}
		}
		return nil, refusal{http.StatusNotFound, "Такої людини тут немає."}
	}
}

// maxJSON is more than the longest text a person may send at once, bytes.
const maxJSON = 256 << 10

// read decodes a request's JSON body into v, refusing fields it does not know.
func decode(r *http.Request, v any) error {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		return refusal{http.StatusUnsupportedMediaType, "Очікується application/json."}
	}
	d := json.NewDecoder(http.MaxBytesReader(nil, r.Body, maxJSON))
	d.DisallowUnknownFields()
	var large *http.MaxBytesError
	switch err := d.Decode(v); {
	case errors.As(err, &large):
		return refusal{http.StatusRequestEntityTooLarge, "Запит завеликий."}
	case err != nil:
		return bad("Запит не вдалося прочитати: " + err.Error())
	case d.More():
		return bad("У запиті є щось зайве.")
	}
	return nil
}

func reply(w http.ResponseWriter, status int, v any) {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // what the page says is made to be said
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(raw)
}

func refuse(w http.ResponseWriter, status int, text string) {
	reply(w, status, map[string]string{"error": text})
}
