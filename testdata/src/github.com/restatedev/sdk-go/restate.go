// Package restate is a stub of github.com/restatedev/sdk-go: as much of its API
// as the tests need.
package restate

import (
	"time"

	"github.com/restatedev/sdk-go/internal"
	"github.com/restatedev/sdk-go/internal/errors"
	"github.com/restatedev/sdk-go/internal/options"
	"github.com/restatedev/sdk-go/internal/restatecontext"
)

type AfterFuture = restatecontext.AfterFuture

type Context interface {
	RunContext
	inner() restatecontext.Context
}

type ObjectContext interface {
	ObjectSharedContext
	exclusiveObject()
}

type ObjectHandlerFn[I any, O any] func(ctx ObjectContext, input I) (O, error)

type ObjectSharedContext interface {
	Context
	object()
}

type ObjectSharedHandlerFn[I any, O any] func(ctx ObjectSharedContext, input I) (O, error)

type RunAsyncFuture[T any] interface {
	restatecontext.Future
	Result() (T, TerminalError)
}

type RunContext = restatecontext.RunContext

type ServiceDefinition interface {
	ConfigureHandler(name string, opts ...options.HandlerOption) ServiceDefinition
	GetOptions() *options.ServiceDefinitionOptions
	Handlers() map[string]restatecontext.Handler
	Name() string
	Type() internal.ServiceType
}

type ServiceHandlerFn[I any, O any] func(ctx Context, input I) (O, error)

type TerminalError = errors.TerminalError

type WorkflowContext interface {
	WorkflowSharedContext
	ObjectContext
	runWorkflow()
}

type WorkflowHandlerFn[I any, O any] func(ctx WorkflowContext, input I) (O, error)

type WorkflowSharedContext interface {
	ObjectSharedContext
	workflow()
}

type WorkflowSharedHandlerFn[I any, O any] func(ctx WorkflowSharedContext, input I) (O, error)

type objectHandler[I any, O any] struct{}

type serviceHandler[I any, O any] struct{}

type workflowHandler[I any, O any] struct{}

func After(ctx Context, d time.Duration, opts ...options.SleepOption) AfterFuture { panic("stub") }

func NewObjectHandler[I, O any](fn ObjectHandlerFn[I, O], opts ...options.HandlerOption) *objectHandler[I, O] {
	panic("stub")
}

func NewObjectSharedHandler[I, O any](fn ObjectSharedHandlerFn[I, O], opts ...options.HandlerOption) *objectHandler[I, O] {
	panic("stub")
}

func NewServiceHandler[I, O any](fn ServiceHandlerFn[I, O], opts ...options.HandlerOption) *serviceHandler[I, O] {
	panic("stub")
}

func NewWorkflowHandler[I, O any](fn WorkflowHandlerFn[I, O], opts ...options.HandlerOption) *workflowHandler[I, O] {
	panic("stub")
}

func NewWorkflowSharedHandler[I, O any](fn WorkflowSharedHandlerFn[I, O], opts ...options.HandlerOption) *workflowHandler[I, O] {
	panic("stub")
}

func Reflect(rcvr any, opts ...options.ServiceDefinitionOption) ServiceDefinition { panic("stub") }

func Run[T any](ctx Context, fn func(ctx RunContext) (T, error), options ...options.RunOption) (output T, err TerminalError) {
	panic("stub")
}

func RunAsync[T any](ctx Context, fn func(ctx RunContext) (T, error), options ...options.RunOption) RunAsyncFuture[T] {
	panic("stub")
}

func RunVoid(ctx Context, fn func(ctx RunContext) error, options ...options.RunOption) TerminalError {
	panic("stub")
}

func Sleep(ctx Context, d time.Duration, opts ...options.SleepOption) TerminalError { panic("stub") }
