// Package callback has functions that are handed to a value by one method of an interface,
// and run by another one.
package callback

import (
	"context"
	"time"

	"github.com/hibiken/asynq"
)

type Bus interface {
	Subscribe(func(context.Context))
	Publish(context.Context)
	Closed(func())
}

type bus struct {
	handlers []func(context.Context)
	closed   func()
}

func newBus() Bus { return &bus{} }

func (b *bus) Subscribe(f func(context.Context)) { b.handlers = append(b.handlers, f) }

func (b *bus) Closed(f func()) { b.closed = f }

func (b *bus) Publish(ctx context.Context) {
	for _, f := range b.handlers {
		f(ctx)
	}
}

type job struct {
	bus   Bus
	quiet Bus
}

func newJob(b, q Bus) *job {
	j := &job{b, q}
	j.bus.Subscribe(j.sleep)
	j.bus.Closed(func() { time.Sleep(time.Hour) })
	j.quiet.Subscribe(func(context.Context) {})
	return j
}

func (j *job) sleep(ctx context.Context) {
	time.Sleep(time.Second) // want `timewait: operator \(\*job\)\.sleep \(Bus\.Subscribe → .* sleeps in time\.Sleep;`
}

func (j *job) ProcessTask(ctx context.Context, t *asynq.Task) error {
	j.bus.Publish(ctx)
	return nil
}

type quiet struct{ j *job }

func (q *quiet) ProcessTask(ctx context.Context, t *asynq.Task) error {
	q.j.quiet.Publish(ctx)
	return nil
}

func Main(mux *asynq.ServeMux) {
	j := newJob(newBus(), newBus())
	mux.Handle("x", j)
	mux.Handle("y", &quiet{j})
}
