package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// KeepBoard remembers the message that shows the meeting in a chat, and what
// of it: one for each chat and meeting, the newest.
func (tx *Tx) KeepBoard(ctx context.Context, meetingID int64, b council.Board) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO board (meeting_id, chat_id, message_id, view)
		VALUES ($1, $2, $3, $4)
		ON CONFLICT (meeting_id, chat_id) DO UPDATE SET message_id = excluded.message_id, view = excluded.view`,
		meetingID, b.ChatID, b.MessageID, b.View)
	if err != nil {
		return fmt.Errorf("keep board of meeting %d: %w", meetingID, err)
	}
	return nil
}

// BoardsOf are the messages that show the meeting, those that serve something
// else just now included.
func (tx *Tx) BoardsOf(ctx context.Context, meetingID int64) ([]council.Board, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT chat_id, message_id, view FROM board WHERE meeting_id = $1 ORDER BY chat_id`, meetingID)
	if err != nil {
		return nil, fmt.Errorf("find boards of meeting %d: %w", meetingID, err)
	}
	boards, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (council.Board, error) {
		var b council.Board
		return b, row.Scan(&b.ChatID, &b.MessageID, &b.View)
	})
	if err != nil {
		return nil, fmt.Errorf("find boards of meeting %d: %w", meetingID, err)
	}
	return boards, nil
}

// queueGone forgets the boards whose messages were deleted. It comes first, as a
// press keeps its board before it writes notices.
func queueGone(batch *pgx.Batch, fates []council.Fate) {
	for _, f := range fates {
		if f.Gone {
			batch.Queue(`DELETE FROM board WHERE chat_id = $1 AND message_id = $2`, f.Letter.ChatID, f.Letter.Message.Edit)
		}
	}
}
