// Package adapter is a stub of github.com/vgarvardt/gue/v6/adapter: as much of its API
// as the tests need.
package adapter

import "context"

type CommandTag interface {
	RowsAffected() int64
}

type Queryable interface {
	Exec(ctx context.Context, query string, args ...any) (CommandTag, error)
	Query(ctx context.Context, query string, args ...any) (Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) Row
}

type Row interface {
	Scan(dest ...any) error
}

type Rows interface {
	Err() error
	Next() bool
	Scan(dest ...any) error
}

type Tx interface {
	Queryable
	Commit(ctx context.Context) error
	Rollback(ctx context.Context) error
}
