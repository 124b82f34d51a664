// Package rivertype stands in for github.com/riverqueue/river/rivertype.
package rivertype

import "context"

type JobRow struct {
	ID      int64
	Attempt int
}

type WorkerMiddleware interface {
	Work(ctx context.Context, job *JobRow, doInner func(context.Context) error) error
}
