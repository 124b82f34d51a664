// Package internal is a stub of go.uber.org/cadence/internal: as much of its API
// as the tests need.
package internal

import "time"

type ActivityType struct{}

type Channel interface {
	Close()
	Receive(ctx Context, valuePtr interface{}) (ok bool)
	ReceiveAsync(valuePtr interface{}) (ok bool)
	ReceiveAsyncWithMoreFlag(valuePtr interface{}) (ok bool, more bool)
	Send(ctx Context, v interface{})
	SendAsync(v interface{}) (ok bool)
}

type Context interface {
	Deadline() (deadline time.Time, ok bool)
	Done() Channel
	Err() error
	Value(key interface{}) interface{}
}

type Future interface {
	Get(ctx Context, valuePtr interface{}) error
	IsReady() bool
}

type RegisterActivityOptions struct{}

type RegisterWorkflowOptions struct{}

type RegistryActivityInfo interface {
	ActivityType() ActivityType
	GetFunction() interface{}
}

type RegistryWorkflowInfo interface {
	GetFunction() interface{}
	WorkflowType() WorkflowType
}

type Selector interface {
	AddDefault(f func())
	AddFuture(future Future, f func(f Future)) Selector
	AddReceive(c Channel, f func(c Channel, ok bool)) Selector
	AddSend(c Channel, v interface{}, f func()) Selector
	Select(ctx Context)
}

type Value interface {
	Get(valuePtr interface{}) error
	HasValue() bool
}

type WorkflowType struct{}

type WorkerOptions struct {
	WorkerActivitiesPerSecond   float64
	TaskListActivitiesPerSecond float64
}
