package simulator

import "encoding/json"

// What the real server accepts in keyboards; it documents little of it.
const (
	maxMarkup     = 10 << 10 // bytes
	maxButtons    = 100
	maxPerRow     = 8
	maxReplyKeys  = 300
	maxReplyInRow = 12
)

// markup reads reply_markup: either an inline keyboard or something for the person's input field.
func markup(c *call) (*InlineKeyboard, *ReplyBoard, error) {
	raw := c.raw["reply_markup"]
	if raw == nil {
		return nil, nil, nil
	}
	if len(raw) > maxMarkup {
		return nil, nil, misuse("reply markup is too long")
	}
	fields, _ := c.params["reply_markup"].(map[string]any)
	if _, inline := fields["inline_keyboard"]; !inline {
		board := &ReplyBoard{}
		if err := json.Unmarshal(raw, board); err != nil {
			return nil, nil, misuse("can't parse reply keyboard markup JSON object")
		}
		return nil, board, checkBoard(board)
	}
	keyboard := &InlineKeyboard{}
	if err := json.Unmarshal(raw, keyboard); err != nil {
		return nil, nil, misuse("can't parse inline keyboard: %v", err)
	}
	if err := checkInline(keyboard); err != nil {
		return nil, nil, err
	}
	keyboard.Rows = nonEmpty(keyboard.Rows)
	if len(keyboard.Rows) == 0 {
		return nil, nil, nil
	}
	return keyboard, nil, nil
}

func nonEmpty(rows [][]Button) [][]Button {
	var kept [][]Button
	for _, row := range rows {
		if len(row) > 0 {
			kept = append(kept, row)
		}
	}
	return kept
}

func checkInline(k *InlineKeyboard) error {
	total := 0
	for _, row := range k.Rows {
		total += len(row)
		if len(row) > maxPerRow {
			return misuse("reply markup is too long: %d buttons in a row, %d are shown", len(row), maxPerRow)
		}
		for _, b := range row {
			if err := checkButton(b); err != nil {
				return err
			}
		}
	}
	if total > maxButtons {
		return misuse("reply markup is too long: %d buttons, %d are allowed", total, maxButtons)
	}
	return nil
}

func checkButton(b Button) error {
	if b.Text == "" {
		return misuse("can't parse inline keyboard button: text must be non-empty")
	}
	kinds := 0
	for _, has := range []bool{b.URL != "", b.Data != "", b.WebApp != nil, b.LoginURL != nil, b.Inline != nil,
		b.InlineHere != nil, b.InlineChosen != nil, b.CopyText != nil, b.Game != nil, b.Pay, b.Disabled != nil} {
		if has {
			kinds++
		}
	}
	switch {
	case kinds == 0:
		return misuse("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case kinds > 1:
		return misuse("can't parse inline keyboard button %q: exactly one action must be given", b.Text)
	case b.CopyText != nil && b.CopyText.Text == "":
		return misuse("BUTTON_COPY_TEXT_INVALID")
	case b.URL != "" && checkedLink(b.URL) == "":
		return misuse("BUTTON_URL_INVALID")
	}
	return nil
}

func checkBoard(b *ReplyBoard) error {
	total := 0
	for _, row := range b.Rows {
		total += len(row)
		if len(row) > maxReplyInRow {
			return misuse("reply markup is too long: %d keys in a row, %d are shown", len(row), maxReplyInRow)
		}
		for _, key := range row {
			if key.Text == "" {
				return misuse("can't parse keyboard button: text must be non-empty")
			}
		}
	}
	if total > maxReplyKeys {
		return misuse("reply markup is too long: %d keys, %d are allowed", total, maxReplyKeys)
	}
	return nil
}
