// Package ratehold looks events up under a rate limit, in a plain DoFn, and none may be
// lost.
package ratehold

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

// LookupFn looks up 20 events a second.
type LookupFn struct {
	lim *rate.Limiter
}

func init() { register.DoFn3x1[context.Context, int, func(int), error](&LookupFn{}) }

// Setup makes the limiter, once for each instance.
func (f *LookupFn) Setup() { f.lim = rate.NewLimiter(20, 20) }

// ProcessElement looks an event up.
func (f *LookupFn) ProcessElement(ctx context.Context, event int, emit func(int)) error {
	if err := f.lim.Wait(ctx); err != nil {
		return err
	}
	emit(event)
	return nil
}

// Pipeline adds the lookup to a pipeline.
func Pipeline(s beam.Scope, events beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &LookupFn{}, events)
}
