// Package opstateclosure gives ParDo a function literal that captures a limiter:
// functions are sent by name, without what they capture.
package opstateclosure

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"golang.org/x/time/rate"
)

// sample returns a function that passes on what the limiter allows.
func sample(limiter *rate.Limiter) func(int, func(int)) {
	return func(event int, emit func(int)) {
		if limiter.Allow() {
			emit(event)
		}
	}
}

// Pipeline adds the sample to a pipeline.
func Pipeline(s beam.Scope, events beam.PCollection) beam.PCollection {
	return beam.ParDo(s, sample(rate.NewLimiter(1000, 200)), events)
}
