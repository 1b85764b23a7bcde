package storage

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sereda/testkit"
)

// TestHowAConnectionPlans: for data in memory, unless the address says
// otherwise.
func TestHowAConnectionPlans(t *testing.T) {
	t.Parallel()
	dsn := testkit.DSN(t)
	tests := []struct {
		name, address string
		want          string
	}{
		{"by itself", dsn, "1.1"},
		{"as the address says", dsn + "&random_page_cost=3", "3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			db, err := Open(t.Context(), tt.address)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			var got string
			if err := db.pool.QueryRow(t.Context(), `SELECT current_setting('random_page_cost')`).Scan(&got); err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("random_page_cost: got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestWhatIsRepeatableDoesNotWaitForTheDisk, and only that.
func TestWhatIsRepeatableDoesNotWaitForTheDisk(t *testing.T) {
	t.Parallel()
	conn, err := pgx.Connect(t.Context(), testkit.DSN(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), `SET synchronous_commit = on`); err != nil {
		t.Fatal(err)
	}
	const ask = `SELECT current_setting('synchronous_commit')`
	var within, after string
	batch := repeatable()
	batch.Queue(ask).QueryRow(func(row pgx.Row) error { return row.Scan(&within) })
	if err := conn.SendBatch(t.Context(), batch).Close(); err != nil {
		t.Fatal(err)
	}
	if err := conn.QueryRow(t.Context(), ask).Scan(&after); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"off", "on"}, []string{within, after}); diff != "" {
		t.Errorf("synchronous_commit in the batch and after it (-want +got):\n%s", diff)
	}
}
