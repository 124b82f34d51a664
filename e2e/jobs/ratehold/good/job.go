// Package rateholdgood looks events up under a rate limit: a transform before the DoFn holds
// what is over the limit.
package rateholdgood

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/jobvet/jobvet/ratelimit"
	"github.com/jobvet/jobvet/ratelimit/beamlimit"
)

// LookupFn looks up events.
type LookupFn struct{}

func init() { register.DoFn2x0[int, func(int)](&LookupFn{}) }

// ProcessElement looks an event up.
func (f *LookupFn) ProcessElement(event int, emit func(int)) { emit(event) }

// Pipeline adds the lookup to a pipeline, 20 events a second.
func Pipeline(s beam.Scope, events beam.PCollection) beam.PCollection {
	limiter := ratelimit.Must(ratelimit.New(20, 20, ratelimit.Name("lookup")))
	return beam.ParDo(s, &LookupFn{}, beamlimit.Throttle(s, events, limiter))
}
