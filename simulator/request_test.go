package simulator_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sereda/simulator"
)

func button(label, action string) string {
	return `{"chat_id":7,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"` + label + `",` + action + `}]]}}`
}

func repeat(item string, n int) string { return strings.TrimSuffix(strings.Repeat(item+",", n), ",") }

func TestMalformedRequestsAreRefusedAndHeldAgainstTheBot(t *testing.T) {
	t.Parallel()
	key := `{"text":"x","callback_data":"x"}`
	for name, tc := range map[string]struct{ method, params, want string }{
		"unknown method":      {"sendNothing", `{}`, "Not Found: method not found"},
		"unplayed method":     {"sendDice", `{"chat_id":7}`, "Not Implemented: the simulator does not play sendDice"},
		"unknown parameter":   {"sendMessage", `{"chat_id":7,"text":"x","txt":1}`, `Bad Request: unknown parameter "txt" of sendMessage`},
		"no chat":             {"sendMessage", `{"text":"x"}`, "Bad Request: chat_id is empty"},
		"no text":             {"sendMessage", `{"chat_id":7}`, "Bad Request: message text is empty"},
		"empty text":          {"sendMessage", `{"chat_id":7,"text":""}`, "Bad Request: message text is empty"},
		"spaces only":         {"sendMessage", `{"chat_id":7,"text":" \n "}`, "Bad Request: text must be non-empty"},
		"text of wrong type":  {"sendMessage", `{"chat_id":7,"text":["x"]}`, `Bad Request: parameter "text" of sendMessage: expected String, got Array`},
		"null":                {"sendMessage", `{"chat_id":7,"text":"x","reply_markup":null}`, `Bad Request: parameter "reply_markup" of sendMessage: expected InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply, got null`},
		"flag of wrong type":  {"sendMessage", `{"chat_id":7,"text":"x","disable_notification":"maybe"}`, `Bad Request: parameter "disable_notification" of sendMessage: expected Boolean, got String`},
		"not JSON":            {"sendMessage", `{"chat_id":7,`, "Bad Request: can't parse the request: unexpected end of JSON input"},
		"too long":            {"sendMessage", `{"chat_id":7,"text":"` + strings.Repeat("ї", 4097) + `"}`, "Bad Request: message is too long"},
		"far too long":        {"sendMessage", `{"chat_id":7,"text":"` + strings.Repeat("x", 1<<15+1) + `"}`, "Bad Request: text is too long"},
		"parse mode":          {"sendMessage", `{"chat_id":7,"text":"x","parse_mode":"XML"}`, "Bad Request: unsupported parse_mode"},
		"HTML":                {"sendMessage", `{"chat_id":7,"text":"<b>x","parse_mode":"HTML"}`, `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`},
		"entity past the end": {"sendMessage", `{"chat_id":7,"text":"x","entities":[{"type":"bold","offset":0,"length":2}]}`, "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2"},
		"entity field":        {"sendMessage", `{"chat_id":7,"text":"x","entities":[{"type":"bold","offset":0}]}`, `Bad Request: parameter "entities" of sendMessage: [0]: MessageEntity lacks required field "length"`},
		"button field":        {"sendMessage", button("x", `"data":"x"`), `Bad Request: parameter "reply_markup" of sendMessage: inline_keyboard[0][0]: InlineKeyboardButton has no field "data"`},
		"65 bytes of data":    {"sendMessage", button("x", `"callback_data":"`+strings.Repeat("x", 65)+`"`), "Bad Request: BUTTON_DATA_INVALID"},
		"33 letters of data":  {"sendMessage", button("x", `"callback_data":"`+strings.Repeat("ж", 33)+`"`), "Bad Request: BUTTON_DATA_INVALID"},
		"button without act":  {"sendMessage", button("x", `"style":"danger"`), "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		"button style":        {"sendMessage", button("x", `"callback_data":"x","style":"pink"`), `Bad Request: parameter "reply_markup" of sendMessage: inline_keyboard[0][0].style: "pink" is not one of 'danger'|'success'|'primary'`},
		"two acts":            {"sendMessage", button("x", `"callback_data":"x","url":"https://a.ua"`), `Bad Request: can't parse inline keyboard button "x": exactly one action must be given`},
		"label":               {"sendMessage", button("", `"callback_data":"x"`), "Bad Request: can't parse inline keyboard button: text must be non-empty"},
		"9 in a row":          {"sendMessage", `{"chat_id":7,"text":"x","reply_markup":{"inline_keyboard":[[` + repeat(key, 9) + `]]}}`, "Bad Request: reply markup is too long: 9 buttons in a row, 8 are shown"},
		"101 buttons":         {"sendMessage", `{"chat_id":7,"text":"x","reply_markup":{"inline_keyboard":[` + repeat("["+key+"]", 101) + `]}}`, "Bad Request: reply markup is too long: 101 buttons, 100 are allowed"},
		"10 KB of markup":     {"sendMessage", `{"chat_id":7,"text":"x","reply_markup":{"inline_keyboard":[` + repeat(`[{"text":"`+strings.Repeat("x", 110)+`","callback_data":"x"}]`, 80) + `]}}`, "Bad Request: reply markup is too long"},
		"toast too long":      {"answerCallbackQuery", `{"callback_query_id":"1","text":"` + strings.Repeat("я", 201) + `"}`, "Bad Request: MESSAGE_TOO_LONG"},
		"chat action":         {"sendChatAction", `{"chat_id":7,"action":"dancing"}`, "Bad Request: wrong parameter action in request"},
		"no document":         {"sendDocument", `{"chat_id":7}`, "Bad Request: there is no document in the request"},
		"caption":             {"sendDocument", `{"chat_id":7,"document":"x","caption":"` + strings.Repeat("x", 1025) + `"}`, "Bad Request: message caption is too long"},
		"edit nothing":        {"editMessageText", `{"text":"x"}`, "Bad Request: chat_id is empty"},
		"edit no message":     {"editMessageText", `{"chat_id":7,"text":"x"}`, "Bad Request: message identifier is not specified"},
		"101 commands":        {"setMyCommands", `{"commands":[` + repeat(`{"command":"a","description":"b"}`, 101) + `]}`, `Bad Request: parameter "commands" of setMyCommands: 101 items where 0-100 are allowed`},
		"command name":        {"setMyCommands", `{"commands":[{"command":"План","description":"b"}]}`, "Bad Request: BOT_COMMAND_INVALID"},
		"command scope":       {"setMyCommands", `{"commands":[],"scope":{"type":"everyone"}}`, `Bad Request: parameter "scope" of setMyCommands: type: "everyone" is not one of 'default'`},
		"reaction":            {"setMessageReaction", `{"chat_id":7,"message_id":1,"reaction":[{"type":"emoji","emoji":"🧨"}]}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tg, _, _ := started(t)
			got := post(t, tg, tc.method, tc.params)
			if got.OK || tc.want != "" && got.Description != tc.want {
				t.Errorf("got %q, want %q", got.Description, tc.want)
			}
			if n := len(tg.Forgive()); n != 1 {
				t.Errorf("%d violations, want 1", n)
			}
		})
	}
}

func TestEveryEncodingMeansTheSame(t *testing.T) {
	t.Parallel()
	keyboard := `{"inline_keyboard":[[{"text":"\u003cТак\u003e","callback_data":"yes"}]]}`
	for name, call := range map[string]func(t *testing.T, tg *simulator.Server) answer{
		"JSON": func(t *testing.T, tg *simulator.Server) answer {
			return post(t, tg, "sendMessage", `{"chat_id":7,"text":"5","disable_notification":true,"reply_markup":`+keyboard+`}`)
		},
		"JSON in strings, as older clients do": func(t *testing.T, tg *simulator.Server) answer {
			return post(t, tg, "SENDmessage", `{"chat_id":"7","text":"5","disable_notification":true,"reply_markup":`+quote(keyboard)+`}`)
		},
		"urlencoded": func(t *testing.T, tg *simulator.Server) answer {
			values := url.Values{"chat_id": {"7"}, "text": {"5"}, "disable_notification": {"true"}, "reply_markup": {keyboard}}
			return send(t, tg, "sendmessage", "application/x-www-form-urlencoded", strings.NewReader(values.Encode()))
		},
		"query": func(t *testing.T, tg *simulator.Server) answer {
			values := url.Values{"chat_id": {"7"}, "text": {"5"}, "disable_notification": {"True"}, "reply_markup": {keyboard}}
			return send(t, tg, "sendMessage?"+values.Encode(), "", nil)
		},
		"multipart": func(t *testing.T, tg *simulator.Server) answer {
			kind, body := form(t, "chat_id", "7", "text", "5", "disable_notification", "true", "reply_markup", keyboard)
			return send(t, tg, "sendMessage", kind, body)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tg, u, _ := started(t)
			if a := call(t, tg); !a.OK {
				t.Fatal(a.Description)
			}
			m := u.Receive(t)
			got := []any{m.Text, m.Labels(), m.Button("<Так>").Data, m.Silent}
			if diff := cmp.Diff([]any{"5", [][]string{{"<Так>"}}, "yes", true}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

func TestEmptyMultipartBodyIsNoParameters(t *testing.T) {
	t.Parallel()
	tg, _, _ := started(t)
	if a := send(t, tg, "getMe", "multipart/form-data; boundary=xyz", bytes.NewReader(nil)); !a.OK {
		t.Error(a.Description)
	}
	kind, body := form(t)
	if a := send(t, tg, "getWebhookInfo", kind, body); !a.OK {
		t.Error(a.Description)
	}
}

func TestForeignTokenIsUnauthorized(t *testing.T) {
	t.Parallel()
	tg, _, _ := started(t)
	resp, err := http.Get(tg.URL() + "/bot9:other/getMe")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("got %s", resp.Status)
	}
}

func TestWhatDependsOnTheStateIsNoViolation(t *testing.T) {
	t.Parallel()
	tg, u, _ := started(t)
	tg.User(8, simulator.UserSpec{})
	gone := tg.User(9, simulator.UserSpec{})
	gone.Start("")
	gone.Deactivate()
	post(t, tg, "sendMessage", `{"chat_id":7,"text":"<b>x</b>","parse_mode":"HTML"}`)
	m := u.Receive(t)
	for _, tc := range []struct{ method, params, want string }{
		{"sendMessage", `{"chat_id":5,"text":"x"}`, "Bad Request: chat not found"},
		{"sendMessage", `{"chat_id":"@nobody","text":"x"}`, "Bad Request: chat not found"},
		{"sendMessage", `{"chat_id":8,"text":"x"}`, "Forbidden: bot can't initiate conversation with a user"},
		{"sendMessage", `{"chat_id":9,"text":"x"}`, "Forbidden: user is deactivated"},
		{"sendMessage", `{"chat_id":7,"text":"x","reply_parameters":{"message_id":99}}`, "Bad Request: message to be replied not found"},
		{"editMessageText", `{"chat_id":7,"message_id":99,"text":"x"}`, "Bad Request: message to edit not found"},
		{"editMessageText", `{"chat_id":7,"message_id":1,"text":"x"}`, "Bad Request: message can't be edited"},
		{"editMessageText", `{"chat_id":7,"message_id":3,"text":"<b>x</b>","parse_mode":"HTML"}`, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"deleteMessage", `{"chat_id":7,"message_id":99}`, "Bad Request: message to delete not found"},
		{"pinChatMessage", `{"chat_id":7,"message_id":99}`, "Bad Request: message to pin not found"},
		{"forwardMessage", `{"chat_id":7,"from_chat_id":7,"message_id":99}`, "Bad Request: message to forward not found"},
		{"answerCallbackQuery", `{"callback_query_id":"99"}`, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"getFile", `{"file_id":"zz"}`, "Bad Request: wrong file_id or the file is temporarily unavailable"},
	} {
		if m.ID != 3 {
			t.Fatalf("the message has id %d", m.ID)
		}
		if got := post(t, tg, tc.method, tc.params).Description; got != tc.want {
			t.Errorf("%s %s: got %q, want %q", tc.method, tc.params, got, tc.want)
		}
	}
}
