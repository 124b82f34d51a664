// Package limits are pipelines whose DoFns share a limit, with the bundled
// limiter: several instances in one worker, and several workers.
package limits

import (
	"context"
	"fmt"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/rtrackers/offsetrange"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/jobvet/jobvet/e2e/job"
	"github.com/jobvet/jobvet/ratelimit"
)

// The promised limit of every case.
const (
	Rate  = 100.0
	Burst = 20
)

// Instances is the number of DoFn instances in one worker, Workers the number of
// worker processes where there are several.
const (
	Instances = 10
	Workers   = 4
)

// A Case is one way to share the limit.
type Case struct {
	Name, Shows string
	// Workers is the number of jobs that run at once, each with a worker process
	// of its own.
	Workers int
	// Instances is the number of DoFn instances in each worker.
	Instances int
	// Factor is what the limit is multiplied by: 1 if it is kept.
	Factor int

	limiter func() (*ratelimit.Limiter, error)
}

// All are the cases.
var All = []Case{
	{
		Name: "limits/own", Shows: "each instance has a limiter of its own",
		Workers: 1, Instances: Instances, Factor: Instances,
		limiter: func() (*ratelimit.Limiter, error) { return ratelimit.New(Rate, Burst) },
	},
	{
		Name: "limits/named", Shows: "all instances have a limiter of one name (`ratelimit.Name`)",
		Workers: 1, Instances: Instances, Factor: 1,
		limiter: func() (*ratelimit.Limiter, error) { return ratelimit.New(Rate, Burst, ratelimit.Name("one")) },
	},
	{
		Name: "limits/processes", Shows: "the same in several processes, which a name does not reach across",
		Workers: Workers, Instances: 2, Factor: Workers,
		limiter: func() (*ratelimit.Limiter, error) { return ratelimit.New(Rate, Burst, ratelimit.Name("each")) },
	},
	{
		Name: "limits/share", Shows: fmt.Sprintf("the same with `Share(%d)`", Workers),
		Workers: Workers, Instances: 2, Factor: 1,
		limiter: func() (*ratelimit.Limiter, error) {
			whole, err := ratelimit.New(Rate, Burst)
			if err != nil {
				return nil, err
			}
			return whole.Share(Workers, ratelimit.Name("part"))
		},
	},
}

// Pipelines returns the pipelines by the names of the cases.
func Pipelines() map[string]job.Pipeline {
	m := map[string]job.Pipeline{}
	for _, c := range All {
		m[c.Name] = c.pipeline
	}
	return m
}

// pipeline is one of the case's instances; it emits as many elements as its input
// says.
func (c Case) pipeline(s beam.Scope, in beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &TakeFn{Limiter: ratelimit.Must(c.limiter())}, in)
}

// TakeFn emits an element for each permit that it gets, and gives its bundle
// back when there is none.
type TakeFn struct {
	Limiter *ratelimit.Limiter
}

func init() {
	register.DoFn4x1[context.Context, *sdf.LockRTracker, int, func(int), sdf.ProcessContinuation](&TakeFn{})
}

// CreateInitialRestriction returns the range of all elements.
func (f *TakeFn) CreateInitialRestriction(n int) offsetrange.Restriction {
	return offsetrange.Restriction{Start: 0, End: int64(n)}
}

// SplitRestriction keeps them in one piece.
func (f *TakeFn) SplitRestriction(_ int, r offsetrange.Restriction) []offsetrange.Restriction {
	return []offsetrange.Restriction{r}
}

// RestrictionSize is the number of elements left.
func (f *TakeFn) RestrictionSize(_ int, r offsetrange.Restriction) float64 { return r.Size() }

// CreateTracker tracks how far a range is done.
func (f *TakeFn) CreateTracker(r offsetrange.Restriction) *sdf.LockRTracker {
	return sdf.NewLockRTracker(offsetrange.NewTracker(r))
}

// ProcessElement emits as many elements as there are permits.
func (f *TakeFn) ProcessElement(_ context.Context, rt *sdf.LockRTracker, _ int, emit func(int)) sdf.ProcessContinuation {
	r := rt.GetRestriction().(offsetrange.Restriction)
	for i := r.Start; i < r.End; i++ {
		if !f.Limiter.TryAcquire() {
			return sdf.ResumeProcessingIn(max(f.Limiter.RetryAfter(1), 10*time.Millisecond))
		}
		if !rt.TryClaim(i) {
			return sdf.StopProcessing()
		}
		emit(int(i))
	}
	rt.TryClaim(r.End) // the range is done
	return sdf.StopProcessing()
}
