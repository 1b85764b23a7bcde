package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// callError is the Bot API's answer to a call that failed.
type callError struct {
	Code        int
	Description string
	RetryAfter  int   // seconds
	MigrateTo   int64 // the supergroup a group has become

	misuse bool // a well-made bot never makes such a request
}

func (e *callError) Error() string { return e.Description }

// refuse is an answer that depends on the state of things and may happen to any bot.
func refuse(description string) *callError {
	return &callError{Code: http.StatusBadRequest, Description: "Bad Request: " + description}
}

// misuse is the answer to a malformed request; it counts as a violation.
func misuse(format string, args ...any) *callError {
	e := refuse(fmt.Sprintf(format, args...))
	e.misuse = true
	return e
}

func forbid(description string) *callError {
	return &callError{Code: http.StatusForbidden, Description: "Forbidden: " + description}
}

// missing is the real server's text for an absent required parameter.
func missing(method, name string) *callError {
	switch name {
	case "chat_id":
		return misuse("chat_id is empty")
	case "text":
		return misuse("message text is empty")
	case "action":
		return misuse("wrong parameter action in request")
	case "message_id":
		return misuse("message identifier is not specified")
	case "message_ids":
		return misuse("message identifiers are not specified")
	case "callback_query_id":
		return misuse(queryTooOld)
	case "file_id":
		return misuse("file_id not specified")
	case "document", "photo":
		return misuse("there is no %s in the request", name)
	}
	return misuse("parameter %q is required by %s", name, method)
}

// limitError words a departure from the specification as the real server does, where it has words for it.
func limitError(name string, err error, method string) *callError {
	text := err.Error()
	switch {
	case name == "reply_markup" && strings.Contains(text, ".callback_data: "):
		return misuse("BUTTON_DATA_INVALID")
	case name == "parse_mode":
		return misuse("unsupported parse_mode")
	case name == "action":
		return misuse("wrong parameter action in request")
	case name == "text" && method == "answerCallbackQuery":
		return misuse("MESSAGE_TOO_LONG")
	}
	return misuse("parameter %q of %s: %s", name, method, text)
}

// verify holds what the simulator is about to send against the specification.
func (s *Server) verify(shape *shape, data json.RawMessage) error {
	if n := int64(s.opt.VerifyEvery); n > 1 && s.sent.Add(1)%n != 0 {
		return nil
	}
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return err
	}
	return shape.check(value)
}

func writeResult(w http.ResponseWriter, result json.RawMessage) {
	body := make([]byte, 0, len(result)+24)
	body = append(body, `{"ok":true,"result":`...)
	body = append(body, result...)
	body = append(body, '}')
	write(w, http.StatusOK, body)
}

func writeError(w http.ResponseWriter, err error) {
	var e *callError
	if !errors.As(err, &e) {
		e = &callError{Code: http.StatusInternalServerError, Description: "Internal Server Error: " + err.Error()}
	}
	type parameters struct {
		RetryAfter int   `json:"retry_after,omitempty"`
		MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
	}
	answer := struct {
		OK          bool        `json:"ok"`
		ErrorCode   int         `json:"error_code"`
		Description string      `json:"description"`
		Parameters  *parameters `json:"parameters,omitempty"`
	}{ErrorCode: e.Code, Description: e.Description}
	if e.RetryAfter > 0 || e.MigrateTo != 0 {
		answer.Parameters = &parameters{e.RetryAfter, e.MigrateTo}
	}
	if e.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(e.RetryAfter))
	}
	body, _ := json.Marshal(answer)
	write(w, e.Code, body)
}

func write(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
