// Package rivertype is a stub of github.com/riverqueue/river/rivertype: as much of its API
// as the tests need.
package rivertype

import "context"

type Hook interface {
	IsHook() bool
}

type HookWorkBegin interface {
	Hook
	WorkBegin(ctx context.Context, job *JobRow) error
}

type HookWorkEnd interface {
	Hook
	WorkEnd(ctx context.Context, job *JobRow, err error) error
}

type JobRow struct{ Attempt int }

type Middleware interface {
	IsMiddleware() bool
}

type WorkerMiddleware interface {
	Middleware
	Work(ctx context.Context, job *JobRow, doInner func(context.Context) error) error
}
