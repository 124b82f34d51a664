// Package internal is a stub of go.temporal.io/sdk/internal: as much of its API
// as the tests need.
package internal

import (
	"time"

	"go.temporal.io/sdk/internal/common/workflowcontext"
)

type ApplicationErrorOptions struct {
	NextRetryDelay time.Duration
}

type AwaitOptions struct{}

type Channel = workflowcontext.Channel

type Context = workflowcontext.Context

type DynamicRegisterActivityOptions struct{}

type DynamicRegisterWorkflowOptions struct{}

type Future interface {
	Get(ctx Context, valuePtr any) error
	IsReady() bool
}

type MutableSideEffectOptions struct{}

type QueryHandlerOptions struct{}

type ReceiveChannel = workflowcontext.ReceiveChannel

type RegisterActivityOptions struct{}

type RegisterWorkflowOptions struct{}

type Selector interface {
	AddDefault(f func())
	AddFuture(future Future, f func(f Future)) Selector
	AddReceive(c ReceiveChannel, f func(c ReceiveChannel, more bool)) Selector
	AddSend(c SendChannel, v any, f func()) Selector
	HasPending() bool
	Select(ctx Context)
}

type SendChannel = workflowcontext.SendChannel

type SideEffectOptions struct{}

type UpdateHandlerOptions struct{}

type WaitGroup interface {
	Add(delta int)
	Done()
	Go(ctx Context, f func(Context))
	Wait(ctx Context)
}

type WorkerOptions struct {
	WorkerActivitiesPerSecond    float64
	TaskQueueActivitiesPerSecond float64
}
