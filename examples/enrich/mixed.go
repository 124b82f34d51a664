package enrich

import (
	"context"
	"errors"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/jobvet/jobvet/examples/geo"
	"github.com/jobvet/jobvet/ratelimit"
)

// MixedFn uses the client that command-line programs and tests use as well. The
// client decides by the context: here, where nobody allowed it to wait, it fails
// at once with ratelimit.ErrRefused.
type MixedFn struct {
	once[string]

	client *geo.Client
}

// Setup builds the client, which does not travel.
func (fn *MixedFn) Setup() (err error) {
	fn.client, err = geo.NewClient(geo.Rate, geo.Burst)
	return err
}

func (fn *MixedFn) ProcessElement(ctx context.Context, rt *sdf.LockRTracker, addr string, emit func(string)) (sdf.ProcessContinuation, error) {
	country, err := fn.client.Lookup(ctx, addr)
	if errors.Is(err, ratelimit.ErrRefused) {
		return sdf.ResumeProcessingIn(fn.client.RetryAfter()), nil
	}
	if err != nil {
		return sdf.StopProcessing(), err
	}
	if rt.TryClaim(int64(0)) {
		emit(country)
	}
	return sdf.StopProcessing(), nil
}

// Mixed is the pattern for code that runs inside and outside of jobs.
func Mixed(s beam.Scope, addrs beam.PCollection) (beam.PCollection, error) {
	return beam.ParDo(s, &MixedFn{}, addrs), nil
}

func init() {
	register.DoFn4x2[context.Context, *sdf.LockRTracker, string, func(string), sdf.ProcessContinuation, error](&MixedFn{})
}
