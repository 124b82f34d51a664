package enrich

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/jobvet/jobvet/examples/geo"
	"github.com/jobvet/jobvet/ratelimit"
)

// batchSize is how many addresses travel together. It is not more than the
// burst: a limiter never grants more than that at once.
const batchSize = geo.Burst

// A Batch is what one request to the service asks for.
type Batch struct {
	Addrs []string
}

// BatchFn gathers addresses. What is left goes out when the bundle ends.
type BatchFn struct {
	batch Batch
}

func (fn *BatchFn) ProcessElement(addr string, emit func(Batch)) {
	fn.batch.Addrs = append(fn.batch.Addrs, addr)
	if len(fn.batch.Addrs) == batchSize {
		fn.FinishBundle(emit)
	}
}

func (fn *BatchFn) FinishBundle(emit func(Batch)) {
	if len(fn.batch.Addrs) > 0 {
		emit(fn.batch)
		fn.batch = Batch{}
	}
}

// BulkFn takes the permits for a batch in one call: all of them or none. That
// is one decision and one resumption for a batch instead of one for each address.
type BulkFn struct {
	once[Batch]
	Limiter *ratelimit.Limiter
}

func (fn *BulkFn) ProcessElement(rt *sdf.LockRTracker, batch Batch, emit func(string)) sdf.ProcessContinuation {
	n := len(batch.Addrs)
	if !fn.Limiter.TryAcquireN(n) {
		return sdf.ResumeProcessingIn(fn.Limiter.RetryAfter(n))
	}
	if rt.TryClaim(int64(0)) {
		for _, country := range geo.Countries(batch.Addrs) {
			emit(country)
		}
	}
	return sdf.StopProcessing()
}

// Bulk is the pattern for services that take batches, and the cheapest one.
func Bulk(s beam.Scope, addrs beam.PCollection) (beam.PCollection, error) {
	lim, err := ratelimit.New(geo.Rate, geo.Burst, ratelimit.Name("geo"))
	if err != nil {
		return beam.PCollection{}, err
	}
	batches := beam.ParDo(s, &BatchFn{}, addrs)
	return beam.ParDo(s, &BulkFn{Limiter: lim}, batches), nil
}

func init() {
	register.DoFn2x0[string, func(Batch)](&BatchFn{})
	register.DoFn3x1[*sdf.LockRTracker, Batch, func(string), sdf.ProcessContinuation](&BulkFn{})
	register.Emitter1[Batch]()
}
