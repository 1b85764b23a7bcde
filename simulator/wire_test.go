package simulator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"

	"sereda/simulator"
)

// answer is what the Bot API says.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	ErrorCode   int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// send posts a body to a method and decodes the answer.
func send(t *testing.T, tg *simulator.Server, method, contentType string, body io.Reader) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, tg.URL()+"/bot"+tg.Token()+"/"+method, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		t.Fatal(err)
	}
	if !a.OK && a.ErrorCode != resp.StatusCode {
		t.Errorf("status %d with error_code %d", resp.StatusCode, a.ErrorCode)
	}
	return a
}

// post calls a method with JSON.
func post(t *testing.T, tg *simulator.Server, method, params string) answer {
	t.Helper()
	return send(t, tg, method, "application/json", bytes.NewBufferString(params))
}

// form is a multipart body: field, value, field, value…; a value in bytes is a file.
func form(t *testing.T, parts ...any) (contentType string, body *bytes.Buffer) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for i := 0; i < len(parts); i += 2 {
		name := parts[i].(string)
		switch value := parts[i+1].(type) {
		case string:
			_ = w.WriteField(name, value)
		case []byte:
			part, err := w.CreateFormFile(name, "план.docx")
			if err != nil {
				t.Fatal(err)
			}
			_, _ = part.Write(value)
		}
	}
	_ = w.Close()
	return w.FormDataContentType(), body
}

// updates polls once and decodes with the real library's types.
func updates(t *testing.T, tg *simulator.Server, params string) []models.Update {
	t.Helper()
	a := post(t, tg, "getUpdates", params)
	if !a.OK {
		t.Fatalf("getUpdates: %s", a.Description)
	}
	var list []models.Update
	if err := json.Unmarshal(a.Result, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// ids are the updates' ids.
func ids(list []models.Update) []int64 {
	var out []int64
	for _, u := range list {
		out = append(out, u.ID)
	}
	return out
}

// watch is a clock moved by hand; it begins on a Wednesday morning.
type watch struct {
	mu  sync.Mutex
	now time.Time
}

func newWatch() *watch { return &watch{now: time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)} }

func (w *watch) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *watch) Add(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// started is a server with one person who has started the bot, whose update is taken.
func started(t *testing.T) (*simulator.Server, *simulator.User, *watch) {
	t.Helper()
	clock := newWatch()
	tg := simulator.Run(t, simulator.Options{Now: clock.Now})
	u := tg.User(7, simulator.UserSpec{FirstName: "Олена", LastName: "Коваль", Username: "olena_k", Language: "uk", Phone: "380501112233"})
	u.Start("")
	updates(t, tg, `{"offset":-1}`)
	updates(t, tg, `{"offset":2}`)
	return tg, u, clock
}

// httpPost calls a method and leaves the answer, whatever it is, to the caller.
func httpPost(t *testing.T, tg *simulator.Server, method, params string) (*http.Response, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, tg.URL()+"/bot"+tg.Token()+"/"+method,
		bytes.NewBufferString(params))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	return http.DefaultClient.Do(req)
}

// actionLife is how long a chat action is seen.
const actionLife = 5 * time.Second

// httpGet fetches a page.
func httpGet(t *testing.T, address string) (string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return string(body), err
}
