// Package fn is a stub of github.com/inngest/inngestgo/internal/fn: as much of its API
// as the tests need.
package fn

import (
	"time"

	"github.com/inngest/inngestgo/internal/event"
)

type FunctionOpts struct{ Throttle *Throttle }

type Throttle struct {
	Limit  uint
	Period time.Duration
}

type Input[DATA any] struct {
	Event    event.GenericEvent[DATA]
	Events   []event.GenericEvent[DATA]
	InputCtx InputCtx
}

type InputCtx struct{}

type ServableFunction interface {
	Config() FunctionOpts
	FullyQualifiedID() string
	Func() any
	ID() string
	Name() string
	Trigger() Triggerable
	ZeroEvent() any
}

type Trigger struct{}

type Triggerable interface {
	Triggers() []Trigger
}
