package storage

import (
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sereda/council"
)

// kindOf names the council's kind of a database error, if it has one.
func kindOf(err error) error {
	var pg *pgconn.PgError
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return council.ErrNotFound
	case errors.As(err, &pg) && pg.Code == "23505": // unique
		return errors.Join(council.ErrConflict, err)
	}
	return err
}
