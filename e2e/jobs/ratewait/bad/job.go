// Package ratewait fetches pages under a rate limit, in a splittable DoFn.
package ratewait

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/rtrackers/offsetrange"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

// FetchFn fetches the pages of a site, 20 a second.
type FetchFn struct {
	lim *rate.Limiter
}

func init() {
	register.DoFn4x2[context.Context, *sdf.LockRTracker, int, func(int), sdf.ProcessContinuation, error](&FetchFn{})
}

// Setup makes the limiter, once for each instance.
func (f *FetchFn) Setup() { f.lim = rate.NewLimiter(20, 20) }

// CreateInitialRestriction returns the range of all pages.
func (f *FetchFn) CreateInitialRestriction(pages int) offsetrange.Restriction {
	return offsetrange.Restriction{Start: 0, End: int64(pages)}
}

// SplitRestriction keeps the pages in one piece.
func (f *FetchFn) SplitRestriction(_ int, r offsetrange.Restriction) []offsetrange.Restriction {
	return []offsetrange.Restriction{r}
}

// RestrictionSize is the number of pages left.
func (f *FetchFn) RestrictionSize(_ int, r offsetrange.Restriction) float64 { return r.Size() }

// CreateTracker tracks how far a range has been fetched.
func (f *FetchFn) CreateTracker(r offsetrange.Restriction) *sdf.LockRTracker {
	return sdf.NewLockRTracker(offsetrange.NewTracker(r))
}

// ProcessElement fetches the pages of a range.
func (f *FetchFn) ProcessElement(ctx context.Context, rt *sdf.LockRTracker, _ int, emit func(int)) (sdf.ProcessContinuation, error) {
	for page := rt.GetRestriction().(offsetrange.Restriction).Start; ; page++ {
		if err := f.lim.Wait(ctx); err != nil {
			return nil, err
		}
		if !rt.TryClaim(page) {
			return sdf.StopProcessing(), nil
		}
		emit(int(page))
	}
}

// Pipeline adds the fetch to a pipeline.
func Pipeline(s beam.Scope, sites beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &FetchFn{}, sites)
}
