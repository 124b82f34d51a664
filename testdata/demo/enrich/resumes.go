package enrich

import (
	"example.com/demo/geo"
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/rtrackers/offsetrange"
	"github.com/jobvet/jobvet/ratelimit"
)

// ResumingFn gives an address back to the runner when the limit is reached. It
// is splittable for that: each address is a restriction of size one. The limiter
// encodes itself, so it reaches the workers.
type ResumingFn struct {
	Limiter *ratelimit.Limiter
}

// NewResumingFn returns a function that looks up ten addresses a second.
func NewResumingFn() (*ResumingFn, error) {
	lim, err := ratelimit.New(10, 1)
	return &ResumingFn{Limiter: lim}, err
}

// CreateInitialRestriction, SplitRestriction, RestrictionSize and CreateTracker
// make the function splittable.
func (fn *ResumingFn) CreateInitialRestriction(addr string) offsetrange.Restriction {
	return offsetrange.Restriction{Start: 0, End: 1}
}

func (fn *ResumingFn) SplitRestriction(addr string, rest offsetrange.Restriction) []offsetrange.Restriction {
	return []offsetrange.Restriction{rest}
}

func (fn *ResumingFn) RestrictionSize(addr string, rest offsetrange.Restriction) float64 {
	return rest.Size()
}

func (fn *ResumingFn) CreateTracker(rest offsetrange.Restriction) *sdf.LockRTracker {
	return sdf.NewLockRTracker(offsetrange.NewTracker(rest))
}

// ProcessElement runs once for each address, and again after each resumption.
func (fn *ResumingFn) ProcessElement(rt *sdf.LockRTracker, addr string, emit func(string)) sdf.ProcessContinuation {
	if !fn.Limiter.TryAcquire() {
		return sdf.ResumeProcessingIn(fn.Limiter.RetryAfter(1))
	}
	if rt.TryClaim(int64(0)) {
		emit(geo.Country(addr))
	}
	return sdf.StopProcessing()
}

// BuildResuming adds the step to a pipeline.
func BuildResuming(s beam.Scope, addrs beam.PCollection) error {
	fn, err := NewResumingFn()
	if err != nil {
		return err
	}
	beam.ParDo(s, fn, addrs)
	return nil
}
