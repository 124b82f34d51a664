// Package workflow is a stub of go.uber.org/cadence/workflow: as much of its API
// as the tests need.
package workflow

import (
	"time"

	"go.uber.org/cadence/encoded"
	"go.uber.org/cadence/internal"
)

type Context = internal.Context

type Future = internal.Future

type RegisterOptions = internal.RegisterWorkflowOptions

type RegistryInfo = internal.RegistryWorkflowInfo

func Await(ctx Context, condition func() bool) error { panic("stub") }

func Go(ctx Context, f func(ctx Context)) { panic("stub") }

func GoNamed(ctx Context, name string, f func(ctx Context)) { panic("stub") }

func MutableSideEffect(ctx Context, id string, f func(ctx Context) interface{}, equals func(a interface{}, b interface{}) bool) encoded.Value {
	panic("stub")
}

func NewTimer(ctx Context, d time.Duration) Future { panic("stub") }

func Register(workflowFunc interface{}) { panic("stub") }

func RegisterWithOptions(workflowFunc interface{}, opts RegisterOptions) { panic("stub") }

func SideEffect(ctx Context, f func(ctx Context) interface{}) encoded.Value { panic("stub") }

func Sleep(ctx Context, d time.Duration) (err error) { panic("stub") }

type Channel = internal.Channel

type Selector = internal.Selector

func NewSelector(ctx Context) Selector { panic("stub") }
