// Package timewait sleeps between calls of an interface that wants to be called
// with pauses.
package timewait

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// PollFn polls devices, with a pause after each.
type PollFn struct{}

func init() { register.DoFn3x0[context.Context, int, func(int)](&PollFn{}) }

// ProcessElement polls a device.
func (f *PollFn) ProcessElement(_ context.Context, devices int, emit func(int)) {
	for device := range devices {
		emit(device)
		time.Sleep(50 * time.Millisecond)
	}
}

// Pipeline adds the step to a pipeline.
func Pipeline(s beam.Scope, groups beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &PollFn{}, groups)
}
