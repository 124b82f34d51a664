// Package inngestgo is a stub of github.com/inngest/inngestgo: as much of its API
// as the tests need.
package inngestgo

import (
	"context"
	"time"

	"github.com/inngest/inngestgo/internal/fn"
)

type Client interface {
	AppID() string
	Options() ClientOpts
	Send(ctx context.Context, evt any) (string, error)
	SendMany(ctx context.Context, evt []any) ([]string, error)
	SetOptions(opts ClientOpts) error
}

type ClientOpts struct{}

type ConfigThrottle = fn.Throttle

type FunctionOpts = fn.FunctionOpts

type Input[T any] = fn.Input[T]

type SDKFunction[T any] func(ctx context.Context, input Input[T]) (any, error)

type ServableFunction = fn.ServableFunction

func CreateFunction[T any](c Client, fc FunctionOpts, trigger fn.Triggerable, f SDKFunction[T]) (ServableFunction, error) {
	panic("stub")
}

var RetryAtError func(err error, at time.Time) error
