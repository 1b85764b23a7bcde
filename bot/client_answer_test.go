package bot

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
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
		{"a refusal", `{"ok":false,"error_code":403,"description":"Forbidden"}`, 0, "sendMessage: 403 Forbidden"},
		{"a page", `<html>`, 0, "sendMessage: HTTP 200 that is no answer of the Bot API"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := &Sender{Client: answering(t, tt.body)}
			id, err := s.call(t.Context(), call{method: "sendMessage", params: struct{}{}})
			if id != tt.id || text(err) != tt.err {
				t.Errorf("got %d, %q", id, text(err))
			}
		})
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
