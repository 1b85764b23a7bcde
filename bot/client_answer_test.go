package bot

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sereda/council"
)

// TestWhatTellsThatALetterWasSent: whatever Telegram answers with, unless it says
// nothing of a message at all. Sent anew it would come twice, passed over not at all.
func TestWhatTellsThatALetterWasSent(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		id         int64
		err        string
	}{
		{"a message", `{"ok":true,"result":{"message_id":7,"text":"x"}}`, 7, ""},
		{"a menu's answer", `{"ok":true,"result":true}`, 0, ""},
		{"a message of another shape", `{"ok":true,"result":{"message_id":"seven"}}`, 0, ""},
		{"nothing", `{"ok":true}`, 0, errNoMessage.Error()},
		{"null", `{"ok":true,"result":null}`, 0, errNoMessage.Error()},
		{"a refusal", `{"ok":false,"error_code":403,"description":"Forbidden"}`, 0, "%s: 403 Forbidden"},
		{"a page", `<html>`, 0, "%s: HTTP 200 that is no answer of the Bot API"},
	}
	ways := map[string]func(ctx context.Context, s *Sender) (int64, error){
		"sendMessage": func(ctx context.Context, s *Sender) (int64, error) {
			return s.call(ctx, call{method: "sendMessage", params: struct{}{}})
		},
		"sendDocument": func(ctx context.Context, s *Sender) (int64, error) {
			sent, err := s.documentByID(ctx, council.Letter{Message: council.Message{Document: &council.Document{}}}, "known")
			return sent.ID, err
		},
	}
	for _, tt := range tests {
		for method, send := range ways {
			t.Run(method+": "+tt.name, func(t *testing.T) {
				t.Parallel()
				id, err := send(t.Context(), &Sender{Client: answering(t, tt.body)})
				if id != tt.id || text(err) != strings.ReplaceAll(tt.err, "%s", method) {
					t.Errorf("got %d, %q", id, text(err))
				}
			})
		}
	}
}

// TestAnAnswerWithoutUpdatesIsAFailure: the poller would ask again and again.
func TestAnAnswerWithoutUpdatesIsAFailure(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"ok":true,"result":[]}`: "",
		`{"ok":true}`:             "getUpdates: an answer without updates",
	} {
		p := &Poller{Client: answering(t, body)}
		if _, err := p.fetch(t.Context(), 0, 0); text(err) != want {
			t.Errorf("%s: %q", body, text(err))
		}
	}
}

// answering is a client of a server that always says the same.
func answering(t *testing.T, body string) *Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = strings.NewReader(body).WriteTo(w)
	}))
	t.Cleanup(server.Close)
	client := NewClient(server.URL, "1:secret")
	t.Cleanup(client.Close)
	return client
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
