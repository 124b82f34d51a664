// Package timewaitgood gives its bundle back between calls of an interface that
// wants to be called with pauses.
package timewaitgood

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/rtrackers/offsetrange"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// PollFn polls devices, with a pause after each.
type PollFn struct{}

func init() {
	register.DoFn4x1[context.Context, *sdf.LockRTracker, int, func(int), sdf.ProcessContinuation](&PollFn{})
}

// CreateInitialRestriction returns the range of all devices.
func (f *PollFn) CreateInitialRestriction(devices int) offsetrange.Restriction {
	return offsetrange.Restriction{Start: 0, End: int64(devices)}
}

// SplitRestriction keeps the devices in one piece.
func (f *PollFn) SplitRestriction(_ int, r offsetrange.Restriction) []offsetrange.Restriction {
	return []offsetrange.Restriction{r}
}

// RestrictionSize is the number of devices left.
func (f *PollFn) RestrictionSize(_ int, r offsetrange.Restriction) float64 { return r.Size() }

// CreateTracker tracks how far a range has been polled.
func (f *PollFn) CreateTracker(r offsetrange.Restriction) *sdf.LockRTracker {
	return sdf.NewLockRTracker(offsetrange.NewTracker(r))
}

// ProcessElement polls one device, and asks to be called again for the next.
func (f *PollFn) ProcessElement(_ context.Context, rt *sdf.LockRTracker, _ int, emit func(int)) sdf.ProcessContinuation {
	device := rt.GetRestriction().(offsetrange.Restriction).Start
	if !rt.TryClaim(device) {
		return sdf.StopProcessing()
	}
	emit(int(device))
	return sdf.ResumeProcessingIn(50 * time.Millisecond)
}

// Pipeline adds the step to a pipeline.
func Pipeline(s beam.Scope, groups beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &PollFn{}, groups)
}
