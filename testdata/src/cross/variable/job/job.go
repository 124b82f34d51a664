// Package job has operators that call functions in variables of another package.
package job

import (
	"context"
	"time"

	"cross/variable/clock"

	"github.com/hibiken/asynq"
)

func sleeps(ctx context.Context, t *asynq.Task) error {
	clock.Now()
	clock.Quick()
	clock.Sleep(time.Second) // want `timewait: operator sleeps .* sleeps in time\.Sleep via clock\.Sleep \(clock\.go:\d+\);`
	return nil
}

func limits(ctx context.Context, t *asynq.Task) error {
	clock.Limit()          // want `ratewait: operator limits .* blocks in \(\*rate\.Limiter\)\.Wait via clock\.Limit`
	return clock.Wait(ctx) // want `ratewait: caution: operator limits .* via clock\.Wait \(clock\.go:\d+\);`
}

func detached(ctx context.Context, t *asynq.Task) error {
	return clock.Wait(context.Background()) // want `ratewait: operator detached .* via clock\.Wait`
}

func hooked(ctx context.Context, t *asynq.Task) error {
	if clock.Before != nil {
		clock.Before(ctx)
	}
	if clock.After != nil {
		go clock.After(ctx) // want `gospawn: operator hooked `
	}
	h := clock.All
	h.Start()
	return nil
}

func lists(ctx context.Context, t *asynq.Task) error {
	for _, step := range clock.Steps {
		step()
	}
	return nil
}

func notifies(ctx context.Context, t *asynq.Task) error {
	clock.Notify()
	clock.Silent()
	return nil
}

func own(ctx context.Context, t *asynq.Task) error {
	clock.Tell()
	return nil
}

func tells() {
	time.Sleep(time.Second) // want `timewait: operator tells \(clock\.OnTell → .* sleeps in time\.Sleep;`
}

func Register(mux *asynq.ServeMux) {
	mux.HandleFunc("sleeps", sleeps)
	mux.HandleFunc("limits", limits)
	mux.HandleFunc("detached", detached)
	mux.HandleFunc("hooked", hooked)
	clock.OnTell = tells
	mux.HandleFunc("own", own)
	mux.HandleFunc("lists", lists)
	mux.HandleFunc("notifies", notifies)
}
