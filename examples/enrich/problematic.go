package enrich

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/jobvet/jobvet/examples/geo"
	"github.com/jobvet/jobvet/ratelimit"
	"golang.org/x/time/rate"
)

// WaitingFn waits for its turn. A bundle of a thousand elements stands still for
// five seconds, and nobody downstream sees any of them before.
type WaitingFn struct {
	lim *rate.Limiter
}

func (fn *WaitingFn) Setup() { fn.lim = rate.NewLimiter(geo.Rate, geo.Burst) }

func (fn *WaitingFn) ProcessElement(ctx context.Context, addr string, emit func(string)) error {
	if err := fn.lim.Wait(ctx); err != nil {
		return err
	}
	emit(geo.Country(addr))
	return nil
}

// Waiting is the problematic pattern that waits.
func Waiting(s beam.Scope, addrs beam.PCollection) (beam.PCollection, error) {
	return beam.ParDo(s, &WaitingFn{}, addrs), nil
}

// AsyncFn asks a limiter that answers later. It looks as if it did not wait, and
// waits all the same, now with a goroutine for each element.
type AsyncFn struct {
	Limiter *ratelimit.Limiter
}

func (fn *AsyncFn) ProcessElement(ctx context.Context, addr string, emit func(string)) {
	if <-fn.Limiter.TryAcquireAsync(ctx, 1) {
		emit(geo.Country(addr))
	}
}

// Async is the problematic pattern that leaves the waiting to a goroutine.
func Async(s beam.Scope, addrs beam.PCollection) (beam.PCollection, error) {
	lim, err := ratelimit.New(geo.Rate, geo.Burst)
	if err != nil {
		return beam.PCollection{}, err
	}
	return beam.ParDo(s, &AsyncFn{lim}, addrs), nil
}

func init() {
	register.DoFn3x1[context.Context, string, func(string), error](&WaitingFn{})
	register.DoFn3x0[context.Context, string, func(string)](&AsyncFn{})
	register.Emitter1[string]()
}
