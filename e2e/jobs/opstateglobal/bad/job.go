// Package opstateglobal has its limiter in a package variable that is set where
// the pipeline is built: workers in other processes never do that.
package opstateglobal

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

var limiter *rate.Limiter

// SampleFn passes on at most 1,000 events a second.
type SampleFn struct{}

func init() { register.DoFn3x0[context.Context, int, func(int)](&SampleFn{}) }

// ProcessElement passes an event on or drops it.
func (f *SampleFn) ProcessElement(_ context.Context, event int, emit func(int)) {
	if limiter.Allow() {
		emit(event)
	}
}

// Pipeline adds the sample to a pipeline.
func Pipeline(s beam.Scope, events beam.PCollection) beam.PCollection {
	limiter = rate.NewLimiter(1000, 200)
	return beam.ParDo(s, &SampleFn{}, events)
}
