// Package workflow is a stub of go.temporal.io/sdk/workflow: as much of its API
// as the tests need.
package workflow

import (
	"time"

	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/internal"
)

type AwaitOptions = internal.AwaitOptions

type Channel = internal.Channel

type Context = internal.Context

type DynamicRegisterOptions = internal.DynamicRegisterWorkflowOptions

type Future = internal.Future

type MutableSideEffectOptions = internal.MutableSideEffectOptions

type QueryHandlerOptions = internal.QueryHandlerOptions

type ReceiveChannel = internal.ReceiveChannel

type RegisterOptions = internal.RegisterWorkflowOptions

type Selector = internal.Selector

type SideEffectOptions = internal.SideEffectOptions

type UpdateHandlerOptions = internal.UpdateHandlerOptions

type WaitGroup = internal.WaitGroup

func Await(ctx Context, condition func() bool) error { panic("stub") }

func AwaitWithOptions(ctx Context, options AwaitOptions, condition func() bool) (ok bool, err error) {
	panic("stub")
}

func AwaitWithTimeout(ctx Context, timeout time.Duration, condition func() bool) (ok bool, err error) {
	panic("stub")
}

func ExecuteActivity(ctx Context, activity any, args ...any) Future { panic("stub") }

func ExecuteLocalActivity(ctx Context, activity any, args ...any) Future { panic("stub") }

func GetSignalChannel(ctx Context, signalName string) ReceiveChannel { panic("stub") }

func Go(ctx Context, f func(ctx Context)) { panic("stub") }

func GoNamed(ctx Context, name string, f func(ctx Context)) { panic("stub") }

func MutableSideEffect(ctx Context, id string, f func(ctx Context) any, equals func(a any, b any) bool) converter.EncodedValue {
	panic("stub")
}

func MutableSideEffectWithOptions(ctx Context, id string, options MutableSideEffectOptions, f func(ctx Context) any, equals func(a any, b any) bool) converter.EncodedValue {
	panic("stub")
}

func NewSelector(ctx Context) Selector { panic("stub") }

func NewTimer(ctx Context, d time.Duration) Future { panic("stub") }

func SetQueryHandler(ctx Context, queryType string, handler any) error { panic("stub") }

func SetQueryHandlerWithOptions(ctx Context, queryType string, handler any, options QueryHandlerOptions) error {
	panic("stub")
}

func SetUpdateHandler(ctx Context, updateName string, handler any) error { panic("stub") }

func SetUpdateHandlerWithOptions(ctx Context, updateName string, handler any, opts UpdateHandlerOptions) error {
	panic("stub")
}

func SideEffect(ctx Context, f func(ctx Context) any) converter.EncodedValue { panic("stub") }

func SideEffectWithOptions(ctx Context, options SideEffectOptions, f func(ctx Context) any) converter.EncodedValue {
	panic("stub")
}

func Sleep(ctx Context, d time.Duration) (err error) { panic("stub") }

func WithValue(parent Context, key any, val any) Context { panic("stub") }

func NewWaitGroup(ctx Context) WaitGroup { panic("stub") }
