// Package opstateglobalgood makes its limiter in Setup, which runs in the worker's process.
package opstateglobalgood

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

// SampleFn passes on at most PerSecond events a second.
type SampleFn struct {
	PerSecond, Burst int

	limiter *rate.Limiter
}

func init() { register.DoFn3x0[context.Context, int, func(int)](&SampleFn{}) }

// Setup makes the limiter.
func (f *SampleFn) Setup() { f.limiter = rate.NewLimiter(rate.Limit(f.PerSecond), f.Burst) }

// ProcessElement passes an event on or drops it.
func (f *SampleFn) ProcessElement(_ context.Context, event int, emit func(int)) {
	if f.limiter.Allow() {
		emit(event)
	}
}

// Pipeline adds the sample to a pipeline.
func Pipeline(s beam.Scope, events beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &SampleFn{PerSecond: 1000, Burst: 200}, events)
}
