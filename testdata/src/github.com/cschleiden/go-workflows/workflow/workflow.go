// Package workflow is a stub of github.com/cschleiden/go-workflows/workflow: as much of its API
// as the tests need.
package workflow

import (
	"time"

	"github.com/cschleiden/go-workflows/internal/sync"
)

type Activity = interface{}

type Channel[T any] interface {
	Close()
	Len() int
	Receive(ctx Context) (v T, ok bool)
	ReceiveNonBlocking() (v T, ok bool)
	Send(ctx Context, v T)
	SendNonblocking(v T) (ok bool)
}

type Context = sync.Context

type Future[T any] interface {
	Get(ctx Context) (T, error)
}

type RetryOptions struct{}

type SelectCase = sync.SelectCase

type Workflow = interface{}

type timerConfig struct{}

type timerOption interface {
	apply(timerConfig) timerConfig
}

func Await[T any](f Future[T], handler func(Context, Future[T])) SelectCase { panic("stub") }

func Default(handler func(Context)) SelectCase { panic("stub") }

func Go(ctx Context, f func(ctx Context)) { panic("stub") }

func Receive[T any](c Channel[T], handler func(ctx Context, v T, ok bool)) SelectCase { panic("stub") }

func ScheduleTimer(ctx Context, delay time.Duration, opts ...timerOption) Future[any] { panic("stub") }

func Send[T any](c Channel[T], value *T, handler func(ctx Context)) SelectCase { panic("stub") }

func SideEffect[TResult any](ctx Context, f func(ctx Context) TResult) Future[TResult] { panic("stub") }

func Sleep(ctx Context, d time.Duration) error { panic("stub") }

func WithRetries[T any](ctx Context, retryOptions RetryOptions, fn func(ctx Context, attempt int) Future[T]) Future[T] {
	panic("stub")
}
