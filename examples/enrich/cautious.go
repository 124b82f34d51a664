package enrich

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/jobvet/jobvet/examples/geo"
	"github.com/jobvet/jobvet/ratelimit"
)

// CautiousFn asks for its permit as ResumingFn does, but talks to the service
// through a connection that answers on a channel. The wait for the answer ends
// with the bundle's context, so that it cannot hang for ever; it still holds the
// bundle up as long as the service takes. That is a caution: use with care, and
// measure.
type CautiousFn struct {
	once[string]
	Limiter *ratelimit.Limiter

	conn *conn
}

// busy is when to try again if the connection takes no more requests.
const busy = 10 * time.Millisecond

// Setup and Teardown run once for each worker and may do what they like.
func (fn *CautiousFn) Setup()    { fn.conn = dial() }
func (fn *CautiousFn) Teardown() { fn.conn.close() }

func (fn *CautiousFn) ProcessElement(ctx context.Context, rt *sdf.LockRTracker, addr string, emit func(string)) (sdf.ProcessContinuation, error) {
	if !fn.Limiter.TryAcquire() {
		return sdf.ResumeProcessingIn(fn.Limiter.RetryAfter(1)), nil
	}
	answer := make(chan string, 1)
	if !fn.conn.ask(addr, answer) { // too many requests are on their way
		return sdf.ResumeProcessingIn(busy), nil
	}
	if rt.TryClaim(int64(0)) {
		select {
		case country := <-answer:
			emit(country)
		case <-ctx.Done():
			return sdf.StopProcessing(), ctx.Err()
		}
	}
	return sdf.StopProcessing(), nil
}

// Cautious is the pattern for waits that something else than the limiter forces
// on the job.
func Cautious(s beam.Scope, addrs beam.PCollection) (beam.PCollection, error) {
	lim, err := ratelimit.New(geo.Rate, geo.Burst, ratelimit.Name("geo"))
	if err != nil {
		return beam.PCollection{}, err
	}
	return beam.ParDo(s, &CautiousFn{Limiter: lim}, addrs), nil
}

func init() {
	register.DoFn4x2[context.Context, *sdf.LockRTracker, string, func(string), sdf.ProcessContinuation, error](&CautiousFn{})
}
