// Package opstate has a limiter in an exported field, which the runner sends as
// JSON: what arrives is a limiter that allows nothing.
package opstate

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

// SampleFn passes on at most 1,000 events a second.
type SampleFn struct {
	Limiter *rate.Limiter
}

func init() { register.DoFn3x0[context.Context, int, func(int)](&SampleFn{}) }

// ProcessElement passes an event on or drops it.
func (f *SampleFn) ProcessElement(_ context.Context, event int, emit func(int)) {
	if f.Limiter.Allow() {
		emit(event)
	}
}

// Pipeline adds the sample to a pipeline.
func Pipeline(s beam.Scope, events beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &SampleFn{Limiter: rate.NewLimiter(1000, 200)}, events)
}
