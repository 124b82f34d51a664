// Package river is a stub of github.com/riverqueue/river.
package river

import (
	"context"
	"time"
)

type JobArgs interface{ Kind() string }

type Job[T JobArgs] struct{ Args T }

type Worker[T JobArgs] interface {
	Timeout(*Job[T]) time.Duration
	Work(ctx context.Context, job *Job[T]) error
}

type WorkerDefaults[T JobArgs] struct{}

func (WorkerDefaults[T]) Timeout(*Job[T]) time.Duration { return 0 }

type Workers struct{}

func NewWorkers() *Workers { return nil }

func AddWorker[T JobArgs](workers *Workers, worker Worker[T])             {}
func AddWorkerSafely[T JobArgs](workers *Workers, worker Worker[T]) error { return nil }

type workFunc[T JobArgs] struct{ WorkerDefaults[T] }

func (workFunc[T]) Work(ctx context.Context, job *Job[T]) error { return nil }

func WorkFunc[T JobArgs](f func(context.Context, *Job[T]) error) Worker[T] { return workFunc[T]{} }

func JobSnooze(d time.Duration) error { return nil }
