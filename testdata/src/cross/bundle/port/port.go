// Package port has the interfaces that everything is logged, counted and stored through.
package port

import "context"

type (
	Log   interface{ Info(string) }
	Count interface{ Inc() }
	Trace interface{ Begin(context.Context) }
	Clock interface{ Now() int64 }
	Flags interface{ On(string) bool }
	Store interface {
		Save(context.Context, string) error
	}
	Cache interface {
		Get(context.Context, string) string
	}
	Limiter interface{ Take(context.Context) error }
)
