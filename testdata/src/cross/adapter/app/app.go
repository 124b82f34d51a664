// Package app makes functions steps.
package app

import (
	"context"
	"time"

	"cross/adapter/job"
	"cross/adapter/step"

	"github.com/hibiken/asynq"
)

func one(ctx context.Context, name string) error {
	time.Sleep(time.Second) // want `timewait: operator \(\*Worker\)\.ProcessTask .* sleeps in time\.Sleep via step\.Func\.Do → one;`
	return nil
}

func two(ctx context.Context, name string) error {
	time.Sleep(time.Second) // want `timewait: operator \(\*Worker\)\.ProcessTask .* via step\.Func\.Do → two;`
	return nil
}

// other has the type, and becomes no step.
func other(ctx context.Context, name string) error {
	time.Sleep(time.Second)
	return nil
}

func check() bool {
	time.Sleep(time.Second)
	return true
}

type mail struct{}

func (mail) Process(ctx context.Context) error {
	time.Sleep(time.Second) // want `timewait: operator job\.Parse\(\) .* sleeps in time\.Sleep via step\.Run → mail\.Process;`
	return nil
}

// letter is no argument for the helper's parameter.
type letter struct{}

func (letter) Process(ctx context.Context) error {
	time.Sleep(time.Second)
	return nil
}

func Main(mux *asynq.ServeMux) {
	w := job.New(step.Func(one)).Add(two).Check(step.CheckFunc(check))
	w.Add(func(ctx context.Context, name string) error {
		time.Sleep(time.Second) // want `timewait: operator \(\*Worker\)\.ProcessTask .* via step\.Func\.Do → `
		return nil
	})
	mux.Handle("worker", w)
	mux.HandleFunc("mail", job.Parse(func() mail { return mail{} }))
	_, _ = other, letter{}
}
