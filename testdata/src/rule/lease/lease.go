// Package lease has jobs with the limiter that many workers share.
package lease

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/hibiken/asynq"
	"github.com/jobvet/jobvet/ratelimit/lease"
	"github.com/redis/go-redis/v9"
)

var client redis.UniversalClient

// Good makes its limiter when a worker sets it up, and closes it at the end.
type Good struct{ limiter *lease.Limiter }

func (g *Good) Setup(ctx context.Context) (err error) {
	g.limiter, err = lease.New(ctx, client, "mail", 1000, 200)
	return err
}

func (g *Good) ProcessElement(s string, emit func(string)) {
	if g.limiter.TryAcquire() {
		emit(s)
	}
}

func (g *Good) Teardown(ctx context.Context) error { return g.limiter.Close(ctx) }

// Shipped has a limiter in a field that is shipped by its name.
type Shipped struct{ Limiter *lease.Limiter }

func (s *Shipped) ProcessElement(x string, emit func(string)) {
	if s.Limiter.TryAcquireN(2) && s.Limiter.TryAcquireUpTo(3) > 0 {
		emit(x)
	}
}

// Lost has one in a field that is not.
type Lost struct{ limiter *lease.Limiter } // want `opstate: operator .*loses its field limiter`

func (l *Lost) ProcessElement(x string, emit func(string)) {
	if l.limiter.TryAcquire() {
		emit(x)
	}
}

// Bad makes, waits and closes for each element.
type Bad struct{}

func (*Bad) ProcessElement(ctx context.Context, s string) error {
	l, err := lease.New(ctx, client, "mail", 1000, 200) // want `gospawn: .*operator \(\*Bad\)\.ProcessElement .* starts a goroutine with lease\.New`
	if err != nil {
		return err
	}
	if err := l.Acquire(ctx, 1); err != nil { // want `ratewait: operator \(\*Bad\)\.ProcessElement .*`
		return err
	}
	return l.Close(ctx) // want `syncwait: .*operator \(\*Bad\)\.ProcessElement .*`
}

// Spin asks again and again.
type Spin struct{ Limiter *lease.Limiter }

func (s *Spin) ProcessElement(x string) {
	for !s.Limiter.TryAcquire() { // want `ratewait: operator`
	}
}

func pipeline(s beam.Scope, c beam.PCollection, l *lease.Limiter) {
	beam.ParDo(s, &Good{}, c)
	beam.ParDo(s, &Shipped{Limiter: l}, c)
	beam.ParDo(s, &Lost{limiter: l}, c)
	beam.ParDo0(s, &Bad{}, c)
	beam.ParDo0(s, &Spin{Limiter: l}, c)
}

// A handler waits on its own context, which asynq tolerates, or on none.
type handler struct{ limiter *lease.Limiter }

func (h *handler) handle(ctx context.Context, t *asynq.Task) error {
	return h.limiter.Acquire(ctx, 1) // want `ratewait: caution: .* it ends with the operator.s context; keep it short`
}

func (h *handler) handleBad(ctx context.Context, t *asynq.Task) error {
	return h.limiter.Acquire(context.Background(), 1) // want `ratewait: operator`
}

func serve(mux *asynq.ServeMux, h *handler) {
	mux.HandleFunc("good", h.handle)
	mux.HandleFunc("bad", h.handleBad)
}
