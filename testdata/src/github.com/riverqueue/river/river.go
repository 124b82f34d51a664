// Package river is a stub of github.com/riverqueue/river: as much of its API
// as the tests need.
package river

import (
	"context"
	"time"

	"github.com/riverqueue/river/rivertype"
)

type Config struct {
	ErrorHandler ErrorHandler
}

type ErrorHandler interface {
	HandleError(ctx context.Context, job *rivertype.JobRow, err error) *ErrorHandlerResult
	HandlePanic(ctx context.Context, job *rivertype.JobRow, panicVal any, trace string) *ErrorHandlerResult
}

type ErrorHandlerResult struct{}

type HookWorkBeginFunc func(ctx context.Context, job *rivertype.JobRow) error

func (HookWorkBeginFunc) IsHook() bool { panic("stub") }

func (HookWorkBeginFunc) IsPlugin() bool { panic("stub") }

func (HookWorkBeginFunc) WorkBegin(ctx context.Context, job *rivertype.JobRow) error { panic("stub") }

type HookWorkEndFunc func(ctx context.Context, job *rivertype.JobRow, err error) error

func (HookWorkEndFunc) IsHook() bool { panic("stub") }

func (HookWorkEndFunc) IsPlugin() bool { panic("stub") }

func (HookWorkEndFunc) WorkEnd(ctx context.Context, job *rivertype.JobRow, err error) error {
	panic("stub")
}

type InsertOpts struct{}

type Job[T JobArgs] struct {
	*rivertype.JobRow
	Args T
}

type JobArgs interface {
	Kind() string
}

type MiddlewareDefaults struct{}

func (*MiddlewareDefaults) IsMiddleware() bool { panic("stub") }

func (*MiddlewareDefaults) IsPlugin() bool { panic("stub") }

type PeriodicJob struct{}

type PeriodicJobConstructor func() (JobArgs, *InsertOpts)

type PeriodicJobOpts struct{}

type PeriodicSchedule interface {
	Next(current time.Time) time.Time
}

type StepOpts struct{}

type Worker[T JobArgs] interface {
	Middleware(job *rivertype.JobRow) []rivertype.WorkerMiddleware
	NextRetry(job *Job[T]) time.Time
	Timeout(job *Job[T]) time.Duration
	Work(ctx context.Context, job *Job[T]) error
}

type WorkerDefaults[T JobArgs] struct{}

func (WorkerDefaults[T]) Middleware(*rivertype.JobRow) []rivertype.WorkerMiddleware { panic("stub") }

func (WorkerDefaults[T]) NextRetry(*Job[T]) time.Time { panic("stub") }

func (WorkerDefaults[T]) Timeout(*Job[T]) time.Duration { panic("stub") }

type WorkerMiddlewareFunc func(ctx context.Context, job *rivertype.JobRow, doInner func(ctx context.Context) error) error

func (WorkerMiddlewareFunc) IsMiddleware() bool { panic("stub") }

func (WorkerMiddlewareFunc) IsPlugin() bool { panic("stub") }

func (WorkerMiddlewareFunc) Work(ctx context.Context, job *rivertype.JobRow, doInner func(ctx context.Context) error) error {
	panic("stub")
}

type Workers struct{}

func AddWorker[T JobArgs](workers *Workers, worker Worker[T]) { panic("stub") }

func AddWorkerArgs[T JobArgs](workers *Workers, jobArgs T, worker Worker[T]) { panic("stub") }

func AddWorkerSafely[T JobArgs](workers *Workers, worker Worker[T]) error { panic("stub") }

func JobCancel(err error) error { panic("stub") }

func JobSnooze(duration time.Duration) error { panic("stub") }

func NewPeriodicJob(scheduleFunc PeriodicSchedule, constructorFunc PeriodicJobConstructor, opts *PeriodicJobOpts) *PeriodicJob {
	panic("stub")
}

func NewWorkers() *Workers { panic("stub") }

func ResumableStep(ctx context.Context, name string, opts *StepOpts, stepFunc func(ctx context.Context) error) {
	panic("stub")
}

func ResumableStepCursor[TCursor any](ctx context.Context, name string, opts *StepOpts, stepFunc func(ctx context.Context, cursor TCursor) error) {
	panic("stub")
}

func WorkFunc[T JobArgs](f func(context.Context, *Job[T]) error) Worker[T] { panic("stub") }
