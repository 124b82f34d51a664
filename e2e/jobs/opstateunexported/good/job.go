// Package opstateunexportedgood has a limiter in an unexported field that the
// constructor sets: the field is not sent.
package opstateunexportedgood

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

// SampleFn passes on at most 1,000 events a second.
type SampleFn struct {
	limiter *rate.Limiter
}

func (f *SampleFn) Setup() {
	f.limiter = rate.NewLimiter(1000, 200)
}

func init() { register.DoFn3x0[context.Context, int, func(int)](&SampleFn{}) }

// ProcessElement passes an event on or drops it.
func (f *SampleFn) ProcessElement(_ context.Context, event int, emit func(int)) {
	if f.limiter.Allow() {
		emit(event)
	}
}

// Pipeline adds the sample to a pipeline.
func Pipeline(s beam.Scope, events beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &SampleFn{}, events)
}
