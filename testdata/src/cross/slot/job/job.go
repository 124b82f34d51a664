// Package job has a handler with functions in fields.
package job

import (
	"context"
	"time"

	"cross/slot/par"

	"github.com/hibiken/asynq"
)

type Handler struct {
	Notify func(string) error
	Hooks  []func()
	Never  func()
	onDone func(string)
}

func (h *Handler) SetOnDone(f func(string)) { h.onDone = f }

func (h *Handler) ProcessTask(ctx context.Context, t *asynq.Task) error {
	if h.onDone != nil {
		defer h.onDone(t.Type())
	}
	for _, hook := range h.Hooks {
		hook()
	}
	return h.notify()
}

// Hook and Unused are for others to set; each calls Hook.
var Hook, Unused func()

func (h *Handler) notify() error { return h.Notify("x") }

func Register(mux *asynq.ServeMux, h *Handler) {
	mux.Handle("a", h)
	mux.HandleFunc("each", each)
	mux.HandleFunc("start", start)
	mux.HandleFunc("group", group)
	mux.HandleFunc("other", other)
}

func each(ctx context.Context, t *asynq.Task) error {
	if Hook != nil {
		Hook()
	}
	par.Each([]int{1, 2}, func(int) {
		time.Sleep(time.Second) // want `timewait: operator each .* sleeps in time\.Sleep via each\.func1;`
	})
	return nil
}

func start(ctx context.Context, t *asynq.Task) error {
	par.Start(func() { // want `gospawn: operator start .* via par\.Start`
		time.Sleep(time.Second) // in a goroutine of its own
	})
	return nil
}

func group(ctx context.Context, t *asynq.Task) error {
	var g par.Group
	g.Add(func() error {
		time.Sleep(time.Second) // want `timewait: operator group .* sleeps in time\.Sleep via group\.func1;`
		return nil
	})
	g.After(func() { time.Sleep(time.Second) }) // Run does not call it
	return g.Run()
}

// other never runs its group, and runs another one.
func other(ctx context.Context, t *asynq.Task) error {
	var idle, busy par.Group
	idle.Add(func() error {
		time.Sleep(time.Second)
		return nil
	})
	busy.Add(func() error { return nil })
	_ = idle.Len()
	return busy.Run()
}
