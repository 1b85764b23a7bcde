package storage

import "github.com/jackc/pgx/v5"

// repeatable begins a batch, a transaction of its own, whose loss costs no more
// than a repetition: a letter is claimed or finished again. The server answers
// before its disk does, and the next commit that waits for the disk takes it
// along. A killed bot loses nothing by it, the power cut of a server the last
// moment.
func repeatable() *pgx.Batch {
	batch := &pgx.Batch{}
	batch.Queue(`SELECT set_config('synchronous_commit', 'off', true)`)
	return batch
}
