// Package bundle sleeps at the end of a bundle, where there is no element to
// resume with.
package bundle

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"golang.org/x/time/rate"
)

type LogFn struct{ lim *rate.Limiter }

func (fn *LogFn) ProcessElement(ctx context.Context, elem []byte) {
	time.Sleep(time.Second) // want `timewait: operator .*: do not sleep: resume with sdf\.ResumeProcessingIn`
}

func (fn *LogFn) FinishBundle() {
	time.Sleep(time.Second)           // want `timewait: operator .*\.FinishBundle .*: do not sleep$`
	fn.lim.Wait(context.Background()) // want `ratewait: operator .*\.FinishBundle .*: end the wait with a time limit that is shorter than the framework's own`
}

func pipeline(s beam.Scope, col beam.PCollection) { beam.ParDo0(s, &LogFn{}, col) }
