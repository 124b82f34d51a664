// Package step has interfaces, and function types that implement them.
package step

import "context"

type Step interface {
	Do(ctx context.Context, name string) error
}

// Func makes a function a Step.
type Func func(ctx context.Context, name string) error

func (f Func) Do(ctx context.Context, name string) error { return f(ctx, name) }

type Check interface{ Check() bool }

// CheckFunc is never called: Check does not call its receiver.
type CheckFunc func() bool

func (f CheckFunc) Check() bool { return f != nil }

// Payload is the constraint of a generic helper.
type Payload interface {
	Process(ctx context.Context) error
}

func Run[T Payload](ctx context.Context, parse func() T) error { return parse().Process(ctx) }
