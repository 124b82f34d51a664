package enrich

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/jobvet/jobvet/examples/geo"
	"github.com/jobvet/jobvet/ratelimit"
)

// ResumingFn asks for a permit and, if there is none, gives the element back to
// the runner until there will be one. The bundle ends, so that what it has put
// out is seen. The limiter encodes itself, and by its name all the copies of the
// function in a worker share it.
type ResumingFn struct {
	once[string]
	Limiter *ratelimit.Limiter
}

func (fn *ResumingFn) ProcessElement(rt *sdf.LockRTracker, addr string, emit func(string)) sdf.ProcessContinuation {
	if !fn.Limiter.TryAcquire() {
		return sdf.ResumeProcessingIn(fn.Limiter.RetryAfter(1))
	}
	if rt.TryClaim(int64(0)) {
		emit(geo.Country(addr))
	}
	return sdf.StopProcessing()
}

// Recommended is the pattern to use: TryAcquire, and the framework's own way to
// give an element back.
func Recommended(s beam.Scope, addrs beam.PCollection) (beam.PCollection, error) {
	lim, err := ratelimit.New(geo.Rate, geo.Burst, ratelimit.Name("geo"))
	if err != nil {
		return beam.PCollection{}, err
	}
	return beam.ParDo(s, &ResumingFn{Limiter: lim}, addrs), nil
}

func init() {
	register.DoFn3x1[*sdf.LockRTracker, string, func(string), sdf.ProcessContinuation](&ResumingFn{})
}
