// Package rateasyncgood enriches orders under a rate limit.
package rateasyncgood

import (
	"context"
	"log"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

// EnrichFn enriches orders, 1,000 a second.
type EnrichFn struct {
	lim *rate.Limiter
}

func init() { register.DoFn3x0[context.Context, int, func(int)](&EnrichFn{}) }

// Setup makes the limiter, once for each instance.
func (f *EnrichFn) Setup() { f.lim = rate.NewLimiter(1000, 200) }

// ProcessElement enriches an order.
func (f *EnrichFn) ProcessElement(ctx context.Context, order int, emit func(int)) {
	if !f.lim.Allow() {
		// TODO: the element is dropped here; in Beam, rather put beamlimit.Throttle(s, elements, limiter) before it, which holds what is over the limit.
		log.Print("rate limit reached: element dropped")
		return
	}
	emit(order)
}

// Pipeline adds the step to a pipeline.
func Pipeline(s beam.Scope, orders beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &EnrichFn{}, orders)
}
