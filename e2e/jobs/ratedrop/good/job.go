// Package ratedropgood passes events on under a rate limit, in a plain DoFn, which has
// no way to give an element back.
package ratedropgood

import (
	"context"
	"log"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

// SampleFn passes on 20 events a second.
type SampleFn struct {
	lim *rate.Limiter
}

func init() { register.DoFn3x1[context.Context, int, func(int), error](&SampleFn{}) }

// Setup makes the limiter, once for each instance.
func (f *SampleFn) Setup() { f.lim = rate.NewLimiter(20, 20) }

// ProcessElement passes an event on.
func (f *SampleFn) ProcessElement(ctx context.Context, event int, emit func(int)) error {
	if !f.lim.Allow() {
		// TODO: the element is dropped here; in Beam, rather put beamlimit.Throttle(s, elements, limiter) before it, which holds what is over the limit.
		log.Print("rate limit reached: element dropped")
		return nil
	}
	emit(event)
	return nil
}

// Pipeline adds the sample to a pipeline.
func Pipeline(s beam.Scope, events beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &SampleFn{}, events)
}
