package postgres

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// CreateDatabase makes an empty database unless it is there already.
func (s *Server) CreateDatabase(ctx context.Context, name string) error {
	return CreateDatabase(ctx, s.DSN("postgres"), name)
}

// Clone makes the database name as a copy of template, to which nobody may be connected.
func (s *Server) Clone(ctx context.Context, template, name string) error {
	return Clone(ctx, s.DSN("postgres"), template, name)
}

// CreateDatabase makes an empty database on the server at dsn unless it is
// there already.
func CreateDatabase(ctx context.Context, dsn, name string) error {
	const duplicateDatabase = "42P04"
	err := execute(ctx, dsn, "CREATE DATABASE "+quote(name))
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == duplicateDatabase {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	return nil
}

// Clone makes the database name on the server at dsn as a copy of template, to
// which nobody may be connected.
func Clone(ctx context.Context, dsn, template, name string) error {
	// Copying files beats writing the copy through the log for a small template.
	err := execute(ctx, dsn, "CREATE DATABASE "+quote(name)+
		" TEMPLATE "+quote(template)+" STRATEGY file_copy")
	if err != nil {
		return fmt.Errorf("clone database %s from %s: %w", name, template, err)
	}
	return nil
}

// DropDatabase removes a database on the server at dsn, cutting off whoever is
// connected to it. One that is not there is no error.
func DropDatabase(ctx context.Context, dsn, name string) error {
	err := execute(ctx, dsn, "DROP DATABASE IF EXISTS "+quote(name)+" WITH (FORCE)")
	if err != nil {
		return fmt.Errorf("drop database %s: %w", name, err)
	}
	return nil
}

// WithDatabase is dsn, a URL, with another database of the same server.
func WithDatabase(dsn, name string) (string, error) {
	u, err := url.Parse(dsn)
	if err != nil || u.Scheme == "" {
		return "", errors.New("a database address must be a URL") // err would quote a password
	}
	u.Path = "/" + name
	return u.String(), nil
}

func execute(ctx context.Context, dsn, statement string) error {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, statement)
	return err
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }
