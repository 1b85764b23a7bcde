package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"

	"sereda/council"
)

// Upload posts params and a file, under the name of its field, as a form. The
// file's bytes are sent from where they are. Errors are those of Call.
func (c *Client) Upload(ctx context.Context, method string, params any, field string, file council.File, result any) error {
	var head bytes.Buffer
	form := multipart.NewWriter(&head)
	if err := writeFields(form, params); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	if _, err := form.CreateFormFile(field, file.Name); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	// What Close adds stands after the file.
	until := head.Len()
	if err := form.Close(); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	whole := head.Bytes()
	body := io.MultiReader(bytes.NewReader(whole[:until]), bytes.NewReader(file.Data), bytes.NewReader(whole[until:]))
	return c.post(ctx, method, form.FormDataContentType(), body, int64(len(whole)+len(file.Data)), result)
}

// writeFields writes params as they marshal: texts as they are, anything else
// as JSON.
func writeFields(form *multipart.Writer, params any) error {
	raw, err := json.Marshal(params)
	if err != nil {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return err
	}
	for name, value := range fields {
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		if err := form.WriteField(name, text); err != nil {
			return err
		}
	}
	return nil
}
