// Package step calls more interfaces in one function than its callers repeat.
package step

import (
	"context"

	"cross/bundle/port"
)

type Tools struct {
	Log     port.Log
	Count   port.Count
	Trace   port.Trace
	Clock   port.Clock
	Flags   port.Flags
	Store   port.Store
	Cache   port.Cache
	Limiter port.Limiter
}

// Run calls them through a function of the package.
func (t *Tools) Run(ctx context.Context, name string) error {
	return t.observed(ctx, func() error { return t.Store.Save(ctx, name) })
}

func (t *Tools) observed(ctx context.Context, f func() error) error {
	t.Trace.Begin(ctx)
	t.Count.Inc()
	t.Log.Info("begin")
	t.Clock.Now()
	t.Flags.On("x")
	t.Cache.Get(ctx, "x")
	if err := t.Limiter.Take(ctx); err != nil {
		return err
	}
	return f()
}

// Detached gives the same function a context that nothing ends.
func (t *Tools) Detached(ctx context.Context, name string) error {
	return t.observed(context.Background(), func() error { return nil })
}

// Look waits for nothing.
func (t *Tools) Look() bool {
	t.Count.Inc()
	t.Log.Info("look")
	t.Clock.Now()
	return t.Flags.On("look")
}
