package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// errTooLong is a file longer than was allowed for.
var errTooLong = errors.New("longer than allowed")

// Download fetches a file that somebody sent, at most limit bytes of it. An
// *APIError is a refusal. The token is never in an error.
func (c *Client) Download(ctx context.Context, fileID string, limit int64) ([]byte, error) {
	var file struct {
		Path string `json:"file_path"`
	}
	params := struct {
		ID string `json:"file_id"`
	}{fileID}
	if err := c.Call(ctx, "getFile", params, &file); err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.files+file.Path, nil)
	if err != nil {
		return nil, errors.New("download: the file's address cannot be used")
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("download: %w", withoutAddress(err))
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, &APIError{Method: "download", Code: response.StatusCode, Description: http.StatusText(response.StatusCode),
			RetryAfter: secondsOf(response.Header.Get("Retry-After"))}
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("download: %w", withoutAddress(err))
	case int64(len(data)) > limit:
		return nil, errTooLong
	}
	return data, nil
}

// secondsOf reads a number of seconds; 0 for anything else.
func secondsOf(text string) time.Duration {
	pause, err := time.ParseDuration(text + "s")
	if err != nil {
		return 0
	}
	return pause
}
