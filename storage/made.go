package storage

import (
	"context"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// MadeBy finds the plan that a message of a chat made entries of, line by line:
// a draft before what is submitted, then the latest week. Not found, when it
// made none.
func (tx *Tx) MadeBy(ctx context.Context, chatID int64, messageID int) (council.Made, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT s.unit_id, s.week, s.state, coalesce(jsonb_agg(e.source) FILTER (WHERE e.removed), '[]')
		FROM entry e JOIN submission s ON s.id = e.submission_id
		WHERE e.source->>'chat_id' = $1 AND e.source->>'message_id' = $2 AND e.source->>'line' IS NOT NULL
			AND s.state IN ('draft', 'submitted', 'proposed')
		GROUP BY s.id
		ORDER BY s.state = 'draft' DESC, s.week DESC, s.id DESC LIMIT 1`,
		strconv.FormatInt(chatID, 10), strconv.Itoa(messageID))
	if err != nil {
		return council.Made{}, fmt.Errorf("find what message %d made: %w", messageID, err)
	}
	made, err := pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (council.Made, error) {
		var m council.Made
		return m, row.Scan(&m.UnitID, &m.Week.Monday, &m.State, &m.Removed)
	})
	if err != nil {
		return council.Made{}, fmt.Errorf("find what message %d made: %w", messageID, kindOf(err))
	}
	return made, nil
}
