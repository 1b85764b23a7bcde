package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sereda/council"
)

const wordColumns = `
	w.id, w.kind, w.written, w.meaning, coalesce(w.post_id, w.means_unit_id, w.person_id, 0), coalesce(w.unit_id, 0)`

func scanWord(row pgx.CollectableRow) (council.Word, error) {
	var w council.Word
	return w, row.Scan(&w.ID, &w.Kind, &w.Written, &w.Meaning, &w.RefID, &w.UnitID)
}

// WordsOf finds the words that hold for the unit's plans: its own and those
// for all.
func (tx *Tx) WordsOf(ctx context.Context, unitID int64) ([]council.Word, error) {
	return tx.words(ctx, `w.unit_id IS NULL OR w.unit_id = $1`, unitID)
}

// AllWords finds every word, those learned for one unit first.
func (tx *Tx) AllWords(ctx context.Context) ([]council.Word, error) {
	return tx.words(ctx, `true`)
}

// WordByID finds one word.
func (tx *Tx) WordByID(ctx context.Context, id int64) (council.Word, error) {
	found, err := tx.words(ctx, `w.id = $1`, id)
	if err == nil && len(found) != 1 {
		err = fmt.Errorf("find word %d: %w", id, council.ErrNotFound)
	}
	if err != nil {
		return council.Word{}, err
	}
	return found[0], nil
}

// words finds the words for which a condition of ours holds.
func (tx *Tx) words(ctx context.Context, where string, args ...any) ([]council.Word, error) {
	rows, err := tx.tx.Query(ctx, `
		SELECT `+wordColumns+`
		FROM word w
		WHERE `+where+`
		ORDER BY w.unit_id IS NULL, w.kind, w.folded, w.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("find words: %w", err)
	}
	words, err := pgx.CollectRows(rows, scanWord)
	if err != nil {
		return nil, fmt.Errorf("find words: %w", err)
	}
	return words, nil
}

// SaveWord adds a word, or gives the one that is written so another meaning.
// It returns the word's id.
func (tx *Tx) SaveWord(ctx context.Context, w council.Word) (int64, error) {
	var id int64
	err := tx.tx.QueryRow(ctx, `
		INSERT INTO word (kind, written, folded, meaning, post_id, means_unit_id, person_id, unit_id)
		VALUES ($1, $2, $3, $4,
			CASE $1 WHEN 'leader' THEN nullif($5::bigint, 0) END,
			CASE $1 WHEN 'unit' THEN nullif($5::bigint, 0) END,
			CASE $1 WHEN 'person' THEN nullif($5::bigint, 0) END,
			nullif($6::bigint, 0))
		ON CONFLICT (kind, folded, unit_id) DO UPDATE SET
			written = excluded.written, meaning = excluded.meaning, post_id = excluded.post_id,
			means_unit_id = excluded.means_unit_id, person_id = excluded.person_id
		RETURNING id`,
		string(w.Kind), w.Written, council.FoldWord(w.Written), w.Meaning, w.RefID, w.UnitID).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("save word: %w", err)
	}
	return id, nil
}

// AcceptWord makes a unit's word hold for all; what other units, or all, wrote
// so before means the same from now on.
func (tx *Tx) AcceptWord(ctx context.Context, w council.Word) error {
	_, err := tx.tx.Exec(ctx, `DELETE FROM word WHERE kind = $1 AND folded = $2`, string(w.Kind), council.FoldWord(w.Written))
	if err != nil {
		return fmt.Errorf("accept word %d: %w", w.ID, err)
	}
	w.UnitID = 0
	_, err = tx.SaveWord(ctx, w)
	return err
}

// RemoveWord forgets a word; one that is gone already is no error.
func (tx *Tx) RemoveWord(ctx context.Context, id int64) error {
	if _, err := tx.tx.Exec(ctx, `DELETE FROM word WHERE id = $1`, id); err != nil {
		return fmt.Errorf("remove word %d: %w", id, err)
	}
	return nil
}
