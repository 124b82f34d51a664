// Package step is a stub of github.com/inngest/inngestgo/step: as much of its API
// as the tests need.
package step

import (
	"context"
	"time"
)

func Run[T any](ctx context.Context, id string, f func(ctx context.Context) (T, error)) (T, error) {
	panic("stub")
}

func Sleep(ctx context.Context, id string, duration time.Duration) { panic("stub") }
