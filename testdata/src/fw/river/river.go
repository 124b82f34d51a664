// Package river has every way to make an operator of river.
package river

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

type Args struct{}

func (Args) Kind() string { return "args" }

type Worker struct{ river.WorkerDefaults[Args] }

func (*Worker) Timeout(*river.Job[Args]) time.Duration { time.Sleep(1); return 0 }
func (*Worker) NextRetry(*river.Job[Args]) time.Time   { time.Sleep(1); return time.Time{} }
func (*Worker) Middleware(job *rivertype.JobRow) []rivertype.WorkerMiddleware {
	time.Sleep(1)
	return nil
}

func (*Worker) Work(ctx context.Context, job *river.Job[Args]) error {
	_ = lim.Wait(ctx)               // want `ratewait: caution: operator`
	return lim.Wait(context.TODO()) // want `^ratewait: operator \(\*Worker\)\.Work \(river\.AddWorker, river\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(ctx\)`
}

type Safely struct{ river.WorkerDefaults[Args] }

func (*Safely) Work(ctx context.Context, job *river.Job[Args]) error {
	time.Sleep(1) // want `timewait: operator .*\(river\.AddWorkerSafely, `
	return nil
}

type WithArgs struct{ river.WorkerDefaults[Args] }

func (*WithArgs) Work(ctx context.Context, job *river.Job[Args]) error {
	time.Sleep(1) // want `timewait: operator .*\(river\.AddWorkerArgs, `
	return nil
}

type Implemented struct{ river.WorkerDefaults[Args] }

func (*Implemented) Work(ctx context.Context, job *river.Job[Args]) error {
	time.Sleep(1) // want `timewait: operator .*\(implements river\.Worker, `
	return nil
}

// Generic works for all kinds of arguments.
type Generic[T river.JobArgs] struct{ river.WorkerDefaults[T] }

func (*Generic[T]) Work(ctx context.Context, job *river.Job[T]) error {
	time.Sleep(1) // want `timewait: operator .*\(river\.AddWorker, `
	return nil
}

// Unused implements nothing.
type Unused struct{}

func (*Unused) Work(ctx context.Context) error { time.Sleep(1); return nil }

func work(ctx context.Context, job *river.Job[Args]) error {
	time.Sleep(1) // want `timewait: operator .*\(river\.WorkFunc, `
	return nil
}

func shape(ctx context.Context, job *river.Job[Args]) error {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil
}

func middleware(ctx context.Context, job *rivertype.JobRow, inner func(context.Context) error) error {
	time.Sleep(1) // want `timewait: operator .*\(river\.WorkerMiddlewareFunc, `
	return inner(ctx)
}

type limited struct{ river.MiddlewareDefaults }

func (*limited) Work(ctx context.Context, job *rivertype.JobRow, inner func(context.Context) error) error {
	time.Sleep(1) // want `timewait: operator .*\(implements rivertype\.WorkerMiddleware, `
	return inner(ctx)
}

func begin(ctx context.Context, job *rivertype.JobRow) error {
	time.Sleep(1) // want `timewait: operator .*\(river\.HookWorkBeginFunc, `
	return nil
}

func end(ctx context.Context, job *rivertype.JobRow, err error) error {
	time.Sleep(1) // want `timewait: operator .*\(river\.HookWorkEndFunc, `
	return nil
}

type hook struct{}

func (hook) IsHook() bool { time.Sleep(1); return true }

func (hook) WorkBegin(ctx context.Context, job *rivertype.JobRow) error {
	time.Sleep(1) // want `timewait: operator .*\(implements rivertype\.HookWorkBegin, `
	return nil
}

func (hook) WorkEnd(ctx context.Context, job *rivertype.JobRow, err error) error {
	time.Sleep(1) // want `timewait: operator .*\(implements rivertype\.HookWorkEnd, `
	return nil
}

type onError struct{}

func (*onError) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	time.Sleep(1) // want `timewait: operator .*\(river\.Config\.ErrorHandler, `
	return nil
}

func (*onError) HandlePanic(ctx context.Context, job *rivertype.JobRow, v any, trace string) *river.ErrorHandlerResult {
	time.Sleep(1) // want `timewait: operator .*\(river\.Config\.ErrorHandler, `
	return nil
}

func periodic() (river.JobArgs, *river.InsertOpts) { time.Sleep(1); return Args{}, nil }

func main() {
	time.Sleep(1)
	workers := river.NewWorkers()
	river.AddWorker(workers, &Worker{})
	_ = river.AddWorkerSafely(workers, &Safely{})
	river.AddWorkerArgs(workers, Args{}, &WithArgs{})
	river.AddWorker(workers, &Generic[Args]{})
	river.AddWorker(workers, river.WorkFunc(work))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, job *river.Job[Args]) error {
		time.Sleep(1) // want `timewait: operator .*\(river\.WorkFunc, `
		return nil
	}))
	_ = river.WorkerMiddlewareFunc(middleware)
	_ = []rivertype.Hook{river.HookWorkBeginFunc(begin), river.HookWorkEndFunc(end)}
	_ = river.Config{ErrorHandler: &onError{}}
	river.NewPeriodicJob(nil, periodic, nil)
}
