// Package opstategood has a limiter in an exported field that encodes itself.
package opstategood

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/jobvet/jobvet/ratelimit"
)

// SampleFn passes on at most 1,000 events a second.
type SampleFn struct {
	Limiter *ratelimit.Limiter
}

func init() { register.DoFn3x0[context.Context, int, func(int)](&SampleFn{}) }

// ProcessElement passes an event on or drops it.
func (f *SampleFn) ProcessElement(_ context.Context, event int, emit func(int)) {
	if f.Limiter.TryAcquire() {
		emit(event)
	}
}

// Pipeline adds the sample to a pipeline.
func Pipeline(s beam.Scope, events beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &SampleFn{Limiter: ratelimit.Must(ratelimit.New(1000, 200))}, events)
}
