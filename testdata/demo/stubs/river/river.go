// Package river stands in for github.com/riverqueue/river.
package river

import (
	"context"
	"time"

	"github.com/riverqueue/river/rivertype"
)

type JobArgs interface{ Kind() string }

type Job[T JobArgs] struct {
	*rivertype.JobRow
	Args T
}

type Worker[T JobArgs] interface {
	Middleware(job *rivertype.JobRow) []rivertype.WorkerMiddleware
	NextRetry(job *Job[T]) time.Time
	Timeout(job *Job[T]) time.Duration
	Work(ctx context.Context, job *Job[T]) error
}

type WorkerDefaults[T JobArgs] struct{}

func (w WorkerDefaults[T]) Middleware(*rivertype.JobRow) []rivertype.WorkerMiddleware { return nil }
func (w WorkerDefaults[T]) NextRetry(*Job[T]) time.Time                               { return time.Time{} }
func (w WorkerDefaults[T]) Timeout(*Job[T]) time.Duration                             { return 0 }

type Workers struct{ kinds map[string]any }

func NewWorkers() *Workers { return &Workers{make(map[string]any)} }

func AddWorker[T JobArgs](workers *Workers, worker Worker[T]) {
	var args T
	workers.kinds[args.Kind()] = worker
}

func AddWorkerSafely[T JobArgs](workers *Workers, worker Worker[T]) error {
	AddWorker(workers, worker)
	return nil
}

type workFunc[T JobArgs] struct {
	WorkerDefaults[T]
	f func(context.Context, *Job[T]) error
}

func (w *workFunc[T]) Work(ctx context.Context, job *Job[T]) error { return w.f(ctx, job) }

func WorkFunc[T JobArgs](f func(context.Context, *Job[T]) error) Worker[T] {
	return &workFunc[T]{f: f}
}

type JobSnoozeError struct{ Duration time.Duration }

func (e *JobSnoozeError) Error() string { return "snooze for " + e.Duration.String() }

func JobSnooze(d time.Duration) error { return &JobSnoozeError{d} }
