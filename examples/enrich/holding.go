package enrich

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/jobvet/jobvet/examples/geo"
	"github.com/jobvet/jobvet/ratelimit"
	"github.com/jobvet/jobvet/ratelimit/beamlimit"
)

// LookupFn knows nothing of a limit.
type LookupFn struct{}

func (fn *LookupFn) ProcessElement(addr string, emit func(string)) { emit(geo.Country(addr)) }

// Holding is the pattern for a DoFn that is not splittable: a transform before it holds
// what is over the limit in the runner's state.
func Holding(s beam.Scope, addrs beam.PCollection) (beam.PCollection, error) {
	lim, err := ratelimit.New(geo.Rate, geo.Burst, ratelimit.Name("geo-held"))
	if err != nil {
		return beam.PCollection{}, err
	}
	allowed, err := beamlimit.TryThrottle(s, addrs, lim)
	if err != nil {
		return beam.PCollection{}, err
	}
	return beam.ParDo(s, &LookupFn{}, allowed), nil
}

func init() { register.DoFn2x0[string, func(string)](&LookupFn{}) }
