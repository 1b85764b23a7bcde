package storage

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// cost is how the server weighs reading by an index against reading a whole
// table: the council's data is small enough to stay in memory, where one page is
// as near as the next. Left at the disks' default of 4, it reads tables whole for
// one person and plans anew for every number of updates that share a transaction.
const cost = "random_page_cost"

// among is "= ANY" of a parameter of ids, for statements that come with every
// update. The planner does not see how many there are, and keeps its plan: of a
// plain parameter it would make a new one each time, for one id seems cheaper than
// any number, and making it takes longer than finding the rows.
func among(parameter string) string {
	return `= ANY (ARRAY(SELECT unnest(` + parameter + `::bigint[])))`
}

// planning sets it on a new connection, unless the database's address does. It is
// not sent with the connection's first word: poolers in between refuse settings
// they do not know.
func planning(address map[string]string) func(ctx context.Context, conn *pgx.Conn) error {
	return func(ctx context.Context, conn *pgx.Conn) error {
		if _, set := address[cost]; set {
			return nil
		}
		if _, err := conn.Exec(ctx, `SET `+cost+` = 1.1`); err != nil {
			return fmt.Errorf("set up connection: %w", err)
		}
		return nil
	}
}
