// Package workflowcontext is a stub of go.temporal.io/sdk/internal/common/workflowcontext: as much of its API
// as the tests need.
package workflowcontext

import "time"

type Channel interface {
	SendChannel
	ReceiveChannel
}

type Context interface {
	Deadline() (deadline time.Time, ok bool)
	Done() Channel
	Err() error
	Value(key any) any
}

type ReceiveChannel interface {
	Len() int
	Name() string
	Receive(ctx Context, valuePtr any) (more bool)
	ReceiveAsync(valuePtr any) (ok bool)
	ReceiveAsyncWithMoreFlag(valuePtr any) (ok bool, more bool)
	ReceiveWithTimeout(ctx Context, timeout time.Duration, valuePtr any) (ok bool, more bool)
}

type SendChannel interface {
	Close()
	Name() string
	Send(ctx Context, v any)
	SendAsync(v any) (ok bool)
}
