package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
)

const (
	maxUpload = 50 << 20 // the real server's limit for files bots send, bytes
	maxBody   = maxUpload + 1<<20
)

// call is one request of the bot, checked against the specification.
type call struct {
	method *object
	params map[string]any             // decoded, as the specification types them
	raw    map[string]json.RawMessage // the same parameters' JSON, for objects and lists
	files  map[string]upload          // by the name of the form's part
}

type upload struct {
	name string
	data []byte
}

// arguments are a request's parameters before they are typed: a value is
// either JSON (from a JSON body) or plain text (from a form or the query).
type arguments struct {
	json  map[string]json.RawMessage
	text  map[string]string
	files map[string]upload
}

var errTooLarge = &callError{Code: http.StatusRequestEntityTooLarge, Description: "Request Entity Too Large"}

// readArguments reads the query and the body, whatever way they are encoded.
func readArguments(r *http.Request) (arguments, error) {
	args := arguments{text: map[string]string{}}
	for name, values := range r.URL.Query() {
		args.text[name] = values[0]
	}
	if r.Method != http.MethodPost {
		return args, nil
	}
	body := http.MaxBytesReader(nil, r.Body, maxBody)
	kind, details, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/json":
		err = args.readJSON(body)
	case "multipart/form-data":
		err = args.readParts(multipart.NewReader(body, details["boundary"]))
	default:
		err = args.readForm(r, body)
	}
	var large *http.MaxBytesError
	switch {
	case err == nil:
		return args, nil
	case errors.As(err, &large):
		return args, errTooLarge
	default:
		return args, misuse("can't parse the request: %v", err)
	}
}

func (a *arguments) readJSON(body io.Reader) error {
	data, err := io.ReadAll(body)
	if err != nil || len(data) == 0 {
		return err
	}
	return json.Unmarshal(data, &a.json)
}

func (a *arguments) readForm(r *http.Request, body io.ReadCloser) error {
	r.Body = body
	if err := r.ParseForm(); err != nil {
		return err
	}
	for name, values := range r.PostForm {
		a.text[name] = values[0]
	}
	return nil
}

// readParts also takes an empty body: libraries send one with methods that have no parameters.
func (a *arguments) readParts(parts *multipart.Reader) error {
	a.files = map[string]upload{}
	for first := true; ; first = false {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) || first && err != nil && strings.HasSuffix(err.Error(), io.EOF.Error()) {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() != "" {
			a.files[part.FormName()] = upload{part.FileName(), data}
		} else {
			a.text[part.FormName()] = string(data)
		}
	}
}

// typed turns arguments into a call of the method, refusing what the
// specification does not know.
func (a arguments) typed(method *object) (*call, error) {
	c := &call{method: method, params: make(map[string]any, len(a.json)+len(a.text)), files: a.files}
	for name, data := range a.json {
		if err := c.set(name, data, "", true); err != nil {
			return c, err
		}
	}
	for name, text := range a.text {
		if err := c.set(name, nil, text, false); err != nil {
			return c, err
		}
	}
	for name := range a.files {
		s := method.fields[name]
		switch {
		case s == nil: // some other parameter refers to it as attach://name
		case !s.file:
			return c, misuse("parameter %q does not take a file", name)
		default:
			c.params[name] = a.files[name].name
		}
	}
	if name := method.missing(c.has); name != "" {
		return c, missing(method.name, name)
	}
	return c, nil
}

func (c *call) set(name string, data json.RawMessage, text string, isJSON bool) error {
	s := c.method.fields[name]
	if s == nil {
		return misuse("unknown parameter %q of %s", name, c.method.name)
	}
	value, raw, err := decode(s, data, text, isJSON)
	if err != nil {
		return misuse("parameter %q of %s: %v", name, c.method.name, err)
	}
	if err := s.check(value); err != nil {
		return limitError(name, err, c.method.name)
	}
	c.params[name] = value
	if raw != nil {
		if c.raw == nil {
			c.raw = map[string]json.RawMessage{}
		}
		c.raw[name] = raw
	}
	return nil
}

// decode gives a parameter the type its shape asks for. Objects and lists come
// as JSON in text parts, and may come as a string of JSON in a JSON body;
// numbers may come as strings, as the real server allows.
func decode(s *shape, data json.RawMessage, text string, isJSON bool) (any, json.RawMessage, error) {
	if isJSON {
		if s.isJSON() && (len(data) == 0 || data[0] != '"') {
			text = string(data)
		} else {
			var value any
			if err := json.Unmarshal(data, &value); err != nil {
				return nil, nil, err
			}
			var ok bool
			if text, ok = value.(string); !ok {
				return value, nil, nil
			}
		}
	}
	if s.isJSON() {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			return nil, nil, fmt.Errorf("not JSON: %w", err)
		}
		return value, json.RawMessage(text), nil
	}
	if s.number {
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n, nil, nil
		}
	}
	if s.boolean && !isJSON {
		switch strings.ToLower(text) {
		case "true", "yes", "1":
			return true, nil, nil
		case "false", "no", "0":
			return false, nil, nil
		}
	}
	return text, nil, nil
}

func (c *call) has(name string) bool {
	if _, ok := c.params[name]; ok {
		return true
	}
	_, ok := c.files[name]
	return ok
}

// str, num and flag read a parameter; absent ones are empty.
func (c *call) str(name string) string { v, _ := c.params[name].(string); return v }
func (c *call) num(name string) int64  { v, _ := c.params[name].(float64); return int64(v) }
func (c *call) flag(name string) bool  { v, _ := c.params[name].(bool); return v }

// object decodes an object or list parameter into v; what was checked against
// the specification decodes.
func (c *call) object(name string, v any) error {
	if err := json.Unmarshal(c.raw[name], v); err != nil {
		return misuse("parameter %q: %v", name, err)
	}
	return nil
}
