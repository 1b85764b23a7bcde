package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

// AgendaOf finds a meeting's agenda in its order, and all materials: those of
// the meeting itself (no item) and those of its items, in the order they came.
func (tx *Tx) AgendaOf(ctx context.Context, meetingID int64) ([]council.AgendaItem, []council.Material, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT id, position, title, speaker
		FROM agenda_item WHERE meeting_id = $1
		ORDER BY position, id`, meetingID)
	if err != nil {
		return nil, nil, fmt.Errorf("find agenda of meeting %d: %w", meetingID, err)
	}
	items, err := pgx.CollectRows(rows, pgx.RowToStructByPos[council.AgendaItem])
	if err != nil {
		return nil, nil, fmt.Errorf("find agenda of meeting %d: %w", meetingID, err)
	}
	rows, err = tx.tx.Query(ctx, `
		SELECT id, coalesce(item_id, 0), name, link, file_id
		FROM material WHERE meeting_id = $1
		ORDER BY id`, meetingID)
	if err != nil {
		return nil, nil, fmt.Errorf("find materials of meeting %d: %w", meetingID, err)
	}
	materials, err := pgx.CollectRows(rows, pgx.RowToStructByPos[council.Material])
	if err != nil {
		return nil, nil, fmt.Errorf("find materials of meeting %d: %w", meetingID, err)
	}
	return items, materials, nil
}

// SetAgendaItem adds an item at the agenda's end, when it has no id, or changes
// its title and speaker. It returns the id.
func (tx *Tx) SetAgendaItem(ctx context.Context, meetingID int64, item council.AgendaItem) (int64, error) {
	if item.ID != 0 {
		return item.ID, tx.one(ctx, "change agenda item", item.ID, `
			UPDATE agenda_item SET title = $3, speaker = $4
			WHERE id = $1 AND meeting_id = $2`, item.ID, meetingID, item.Title, item.Speaker)
	}
	if err := tx.lockAgenda(ctx, meetingID); err != nil {
		return 0, err
	}
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO agenda_item (meeting_id, position, title, speaker)
		SELECT $1, coalesce(max(position), 0) + 1, $2, $3 FROM agenda_item WHERE meeting_id = $1
		RETURNING id`, meetingID, item.Title, item.Speaker).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add agenda item to meeting %d: %w", meetingID, err)
	}
	return id, nil
}

// RemoveAgendaItem takes an item with its materials out and closes the gap. One
// that is gone already is no error.
func (tx *Tx) RemoveAgendaItem(ctx context.Context, meetingID, itemID int64) error {
	if err := tx.lockAgenda(ctx, meetingID); err != nil {
		return err
	}
	batch := &pgx.Batch{}
	batch.Queue(`DELETE FROM material WHERE meeting_id = $1 AND item_id = $2`, meetingID, itemID)
	batch.Queue(`DELETE FROM agenda_item WHERE meeting_id = $1 AND id = $2`, meetingID, itemID)
	batch.Queue(renumberAgenda, meetingID, int64(0), 0)
	if err := tx.tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("remove agenda item %d: %w", itemID, err)
	}
	return nil
}

// MoveAgendaItem puts an item at a position, 1 being the first; the others make
// room. A position beyond the ends is that end.
func (tx *Tx) MoveAgendaItem(ctx context.Context, meetingID, itemID int64, position int) error {
	if err := tx.lockAgenda(ctx, meetingID); err != nil {
		return err
	}
	if _, err := tx.tx.Exec(ctx, renumberAgenda, meetingID, itemID, position); err != nil {
		return fmt.Errorf("move agenda item %d: %w", itemID, err)
	}
	return nil
}

// renumberAgenda numbers the items of $1 from 1 on; the item $2 lands at the
// position $3: before what stands there when it comes from below, after it when
// it comes from above.
const renumberAgenda = `
	UPDATE agenda_item i SET position = n.position
	FROM (
		SELECT id, row_number() OVER (
			ORDER BY CASE WHEN id <> $2 THEN position
				WHEN position < $3 THEN $3 + 0.5
				ELSE $3 - 0.5 END, id) AS position
		FROM agenda_item WHERE meeting_id = $1) n
	WHERE i.id = n.id AND i.position <> n.position`

// lockAgenda makes two who change one agenda wait for each other.
func (tx *Tx) lockAgenda(ctx context.Context, meetingID int64) error {
	if _, err := tx.tx.Exec(ctx, `SELECT FROM meeting WHERE id = $1 FOR NO KEY UPDATE`, meetingID); err != nil {
		return fmt.Errorf("lock agenda of meeting %d: %w", meetingID, err)
	}
	return nil
}

// AddMaterial attaches a link or a file to the meeting, or to an item of its
// agenda, and returns its id.
func (tx *Tx) AddMaterial(ctx context.Context, meetingID int64, m council.Material, by int64, at time.Time) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO material (meeting_id, item_id, name, link, file_id, added_by, added_at)
		VALUES ($1, nullif($2::bigint, 0), $3, $4, $5, nullif($6::bigint, 0), $7)
		RETURNING id`, meetingID, m.ItemID, m.Name, m.Link, m.FileID, by, at).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add material to meeting %d: %w", meetingID, kindOf(err))
	}
	return id, nil
}

// RemoveMaterial takes a material off; one that is gone already is no error.
func (tx *Tx) RemoveMaterial(ctx context.Context, meetingID, id int64) error {
	if _, err := tx.tx.Exec(ctx, `DELETE FROM material WHERE meeting_id = $1 AND id = $2`, meetingID, id); err != nil {
		return fmt.Errorf("remove material %d: %w", id, err)
	}
	return nil
}
