package storage

import (
	"context"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sereda/council"
	"sereda/testkit"
)

// TestWhateverAnAccessIsMadeOfMovesTheVersion: a table that the statements read and
// that moved nothing would leave people their old rights.
func TestWhateverAnAccessIsMadeOfMovesTheVersion(t *testing.T) {
	t.Parallel()
	conn, err := pgx.Connect(t.Context(), testkit.DSN(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	column := func(sql string, args ...any) []string {
		t.Helper()
		rows, _ := conn.Query(t.Context(), sql, args...)
		values, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		return values
	}
	batch := &pgx.Batch{}
	queueAccess(batch, []int64{1}, council.NewDate(2026, 11, 25))
	var read []string
	for _, q := range batch.QueuedQueries {
		for _, line := range column("EXPLAIN (FORMAT JSON) "+q.SQL, q.Arguments...) {
			for _, found := range regexp.MustCompile(`"Relation Name": "(\w+)"`).FindAllStringSubmatch(line, -1) {
				read = append(read, found[1])
			}
		}
	}
	slices.Sort(read)
	moving := column(`
		SELECT c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
		WHERE t.tgfoid = 'directory_changed'::regproc GROUP BY 1 HAVING count(*) = 3 ORDER BY 1`)
	if diff := cmp.Diff(slices.Compact(read), moving); diff != "" {
		t.Errorf("tables (-read +moving the version):\n%s", diff)
	}
}

var versions = [...]directoryVersion{{0}, {1}, {2}, {3}}

// TestWhatIsRememberedIsNobodysToChange: neither who gave it nor who got it.
func TestWhatIsRememberedIsNobodysToChange(t *testing.T) {
	t.Parallel()
	day := council.NewDate(2026, 11, 25)
	var m accessMemory
	given := council.Access{Account: 9, Roles: []council.Role{council.Head}, Leaders: []int64{1}}
	m.keep(versions[1], day, map[int64]council.Access{9: given})
	given.Roles[0] = council.Administrator
	got, _ := m.find(versions[1], day, []int64{9})
	got[9].Leaders[0] = 2
	got, known := m.find(versions[1], day, []int64{9})
	want := map[int64]council.Access{9: {Account: 9, Roles: []council.Role{council.Head}, Leaders: []int64{1}}}
	if diff := cmp.Diff(want, got); diff != "" || !known {
		t.Errorf("known %v (-want +got):\n%s", known, diff)
	}
}

// TestWhatIsRememberedIsOfAVersionAndADay, and of one only.
func TestWhatIsRememberedIsOfAVersionAndADay(t *testing.T) {
	t.Parallel()
	day := council.NewDate(2026, 11, 25)
	of := func(role council.Role) map[int64]council.Access {
		return map[int64]council.Access{9: {Account: 9, Roles: []council.Role{role}}}
	}
	var m accessMemory
	m.keep(versions[3], day, of(council.Administrator))
	m.keep(versions[2], day, of(council.Head))
	type asked struct {
		version int
		day     council.Date
		account int64
	}
	for ask, want := range map[asked]map[int64]council.Access{
		{2, day, 9}:             of(council.Head),
		{1, day, 9}:             nil,
		{3, day, 9}:             nil,
		{2, day.AddDays(1), 9}:  nil,
		{2, day.AddDays(-1), 9}: nil,
		{2, day, 8}:             nil,
	} {
		got, known := m.find(versions[ask.version], ask.day, []int64{ask.account})
		if diff := cmp.Diff(want, got); diff != "" || known != (want != nil) {
			t.Errorf("%+v: known %v (-want +got):\n%s", ask, known, diff)
		}
	}
	m.keep(versions[1], day, nil)
	if m.has([]int64{9}) {
		t.Error("remembered beyond its version")
	}
}
