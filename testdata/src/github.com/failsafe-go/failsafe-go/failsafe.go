// Package failsafe is a stub of github.com/failsafe-go/failsafe-go: as much of its API
// as the tests need.
package failsafe

import (
	"context"
	"time"
)

type Execution[R any] interface {
	ExecutionAttempt[R]
	Canceled() <-chan struct{}
	IsCanceled() bool
}

type ExecutionAttempt[R any] interface {
	ExecutionInfo
	AttemptStartTime() time.Time
	ElapsedAttemptTime() time.Duration
	IsFirstAttempt() bool
	IsHedge() bool
	IsRetry() bool
	LastError() error
	LastResult() R
}

type ExecutionInfo interface {
	Attempts() int
	Context() context.Context
	ElapsedTime() time.Duration
	Executions() int
	Hedges() int
	Retries() int
	StartTime() time.Time
}

type ExecutionResult[R any] interface {
	Cancel()
	Done() <-chan any
	Error() error
	Get() (R, error)
	IsDone() bool
	Result() R
}

type Executor[R any] interface {
	Get(fn func() (R, error)) (R, error)
	GetAsync(fn func() (R, error)) ExecutionResult[R]
	GetAsyncWithExecution(fn func(exec Execution[R]) (R, error)) ExecutionResult[R]
	GetWithExecution(fn func(exec Execution[R]) (R, error)) (R, error)
	Run(fn func() error) error
	RunAsync(fn func() error) ExecutionResult[R]
	RunAsyncWithExecution(fn func(exec Execution[R]) error) ExecutionResult[R]
	RunWithExecution(fn func(exec Execution[R]) error) error
}

type Policy[R any] interface {
	ToExecutor(typeToken R) any
}

type ResultAgnosticPolicy[R any] interface {
	Policy[R]
	ResultAgnostic()
}
