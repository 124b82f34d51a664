package beamlimit

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/jobvet/jobvet/ratelimit"
)

type Option func()

func Throttle(s beam.Scope, col beam.PCollection, limiter *ratelimit.Limiter, opts ...Option) beam.PCollection {
	return col
}
