package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Client calls the Bot API with plain JSON. The library's params marshal as
// they are; its own client sends everything as multipart, which costs more
// than the rest of an update together.
type Client struct {
	http  *http.Client
	base  string
	files string
	token string
}

// maxAnswer bounds what is read of an answer: a hundred updates fit.
const maxAnswer = 16 << 20

// NewClient calls server, e.g. https://api.telegram.org, as the bot with token.
func NewClient(server, token string) *Client {
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		MaxIdleConnsPerHost:   128,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 70 * time.Second,
		ForceAttemptHTTP2:     true,
	}
	server = strings.TrimRight(server, "/")
	return &Client{
		http:  &http.Client{Transport: transport},
		base:  server + "/bot" + token + "/",
		files: server + "/file/bot" + token + "/",
		token: token,
	}
}

// Close ends the connections that nobody uses.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// APIError is a refusal by Telegram.
type APIError struct {
	Method      string
	Code        int
	Description string
	RetryAfter  time.Duration
}

// Error names the method, the code and Telegram's own words.
func (e *APIError) Error() string {
	return fmt.Sprintf("%s: %d %s", e.Method, e.Code, e.Description)
}

// answer is read in one go, its result into what the caller gave.
type answer struct {
	OK          bool   `json:"ok"`
	Result      any    `json:"result"`
	ErrorCode   int    `json:"error_code"`
	Description string `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

// Call posts params to the method and decodes the result into result, unless
// that is nil. A refusal is an *APIError; a *json.UnmarshalTypeError means that
// the call was carried out and answered by something else; any other error that
// it is not known whether it was. The token is never in an error.
func (c *Client) Call(ctx context.Context, method string, params, result any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	return c.post(ctx, method, "application/json", bytes.NewReader(body), int64(len(body)), result)
}

// post sends a body of so many bytes and reads the answer, as Call says.
func (c *Client) post(ctx context.Context, method, contentType string, body io.Reader, length int64, result any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+method, body)
	if err != nil {
		return fmt.Errorf("%s: the server's address cannot be used", method)
	}
	request.ContentLength = length
	request.Header.Set("Content-Type", contentType)
	response, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("%s: %w", method, withoutAddress(err))
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("%s: %w", method, withoutAddress(err))
	}
	return read(method, response.StatusCode, raw, result)
}

func read(method string, status int, raw []byte, result any) error {
	if result == nil {
		result = new(json.RawMessage)
	}
	a := answer{Result: result}
	err := json.Unmarshal(raw, &a)
	var other *json.UnmarshalTypeError
	if err != nil && !errors.As(err, &other) || !a.OK && a.ErrorCode == 0 {
		// A proxy's page, or its JSON: nothing of it is worth showing.
		return fmt.Errorf("%s: HTTP %d that is no answer of the Bot API", method, status)
	}
	if !a.OK {
		return &APIError{Method: method, Code: a.ErrorCode, Description: a.Description,
			RetryAfter: time.Duration(a.Parameters.RetryAfter) * time.Second}
	}
	if err != nil {
		return fmt.Errorf("%s: result: %w", method, err)
	}
	return nil
}

var errNoMessage = errors.New("an answer without a message")

// messageError is how a call ended that is answered by the message of this number.
// Another answer, a menu's plain true, tells that it was carried out as well; none
// does not.
func messageError(id int64, err error) error {
	var other *json.UnmarshalTypeError
	switch {
	case errors.As(err, &other):
		return nil
	case err == nil && id == 0:
		return errNoMessage
	}
	return err
}

// withoutAddress takes the address, and the token in it, out of an error of
// the HTTP client.
func withoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// refusedForGood tells that repeating the call is of no use: the token or the
// params are wrong.
func refusedForGood(err error) bool {
	var api *APIError
	return errors.As(err, &api) && api.Code >= 400 && api.Code < 500 &&
		api.Code != http.StatusTooManyRequests && api.Code != http.StatusConflict
}
