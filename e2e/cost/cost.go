// Package cost are pipelines that keep a limit in three ways, to measure what
// each does to the latency and the throughput of a job.
package cost

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

// Rates are the limits, in elements a second.
var Rates = []int{20, 100, 500, 2000}

// Elements is how many elements a job gets: as many as pass in 3 seconds.
func Elements(rate int) int { return 3 * rate }

// burst is a tenth of a second's permits.
func burst(rate int) int { return max(rate/10, 1) }

// A Way is one way to keep a limit.
type Way struct {
	Name, Title string
	// Whole is as in job.Options.
	Whole bool

	doFn func(rate int) any
}

// Ways are the ways.
var Ways = []Way{
	{Name: "wait", Title: "`Wait` (here `Acquire`)", doFn: func(rate int) any { return &WaitFn{Limiter: limiter(rate)} }},
	{Name: "drop", Title: "`TryAcquire`, drop", doFn: func(rate int) any { return &DropFn{Limiter: limiter(rate)} }},
	{Name: "yield", Title: "`TryAcquire`, yield", Whole: true, doFn: func(rate int) any { return &YieldFn{Limiter: limiter(rate)} }},
}

func limiter(rate int) *ratelimit.Limiter {
	return ratelimit.Must(ratelimit.New(float64(rate), burst(rate), ratelimit.Exact()))
}

// Name is that of a way's pipeline at a rate.
func (w Way) Pipeline(rate int) string { return fmt.Sprintf("cost/%s/%d", w.Name, rate) }

// Pipelines returns all pipelines by name.
func Pipelines() map[string]job.Pipeline {
	m := map[string]job.Pipeline{}
	for _, w := range Ways {
		for _, rate := range Rates {
			m[w.Pipeline(rate)] = func(s beam.Scope, in beam.PCollection) beam.PCollection {
				return beam.ParDo(s, w.doFn(rate), in)
			}
		}
	}
	return m
}

// WaitFn waits for a permit for each element.
type WaitFn struct{ Limiter *ratelimit.Limiter }

// ProcessElement waits and emits.
func (f *WaitFn) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	//jobvet:ignore ratewait this is what is measured here
	if err := f.Limiter.Acquire(ctx, 1); err != nil {
		return err
	}
	emit(x)
	return nil
}

// DropFn drops an element for which there is no permit.
type DropFn struct{ Limiter *ratelimit.Limiter }

// ProcessElement emits or drops.
func (f *DropFn) ProcessElement(_ context.Context, x int, emit func(int)) {
	if f.Limiter.TryAcquire() {
		emit(x)
	}
}

// YieldFn gives its bundle back when there is no permit.
type YieldFn struct{ Limiter *ratelimit.Limiter }

func init() {
	register.DoFn3x1[context.Context, int, func(int), error](&WaitFn{})
	register.DoFn3x0[context.Context, int, func(int)](&DropFn{})
	register.DoFn4x1[context.Context, *sdf.LockRTracker, int, func(int), sdf.ProcessContinuation](&YieldFn{})
}

// CreateInitialRestriction returns the range of all elements.
func (f *YieldFn) CreateInitialRestriction(n int) offsetrange.Restriction {
	return offsetrange.Restriction{Start: 0, End: int64(n)}
}

// SplitRestriction keeps them in one piece.
func (f *YieldFn) SplitRestriction(_ int, r offsetrange.Restriction) []offsetrange.Restriction {
	return []offsetrange.Restriction{r}
}

// RestrictionSize is the number of elements left.
func (f *YieldFn) RestrictionSize(_ int, r offsetrange.Restriction) float64 { return r.Size() }

// CreateTracker tracks how far a range is done.
func (f *YieldFn) CreateTracker(r offsetrange.Restriction) *sdf.LockRTracker {
	return sdf.NewLockRTracker(offsetrange.NewTracker(r))
}

// ProcessElement emits as many elements as there are permits. It comes back when
// half of the burst is there again, since each return costs the runner a bundle.
func (f *YieldFn) ProcessElement(_ context.Context, rt *sdf.LockRTracker, _ int, emit func(int)) sdf.ProcessContinuation {
	r := rt.GetRestriction().(offsetrange.Restriction)
	for i := r.Start; i < r.End; i++ {
		if !f.Limiter.TryAcquire() {
			return sdf.ResumeProcessingIn(max(f.Limiter.RetryAfter((f.Limiter.Burst()+1)/2), time.Millisecond))
		}
		if !rt.TryClaim(i) {
			return sdf.StopProcessing()
		}
		emit(int(i))
	}
	rt.TryClaim(r.End) // the range is done
	return sdf.StopProcessing()
}
