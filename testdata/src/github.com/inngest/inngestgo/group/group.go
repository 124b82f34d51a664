// Package group is a stub of github.com/inngest/inngestgo/group: as much of its API
// as the tests need.
package group

import "context"

type ParallelOpts struct{}

type Result struct{}

type Results []Result

func (Results) AnyError() error { panic("stub") }

func Parallel(ctx context.Context, fns ...func(ctx context.Context) (any, error)) Results {
	panic("stub")
}

func ParallelWithOpts(ctx context.Context, opts ParallelOpts, fns ...func(ctx context.Context) (any, error)) Results {
	panic("stub")
}
