package job

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/jobvet/jobvet/ratelimit"
)

type Order struct{ Addr string }

type EnrichFn struct{ Limiter *ratelimit.Limiter }

func (f *EnrichFn) enrich(o Order) Order { return o }

func Build(s beam.Scope, orders beam.PCollection) { beam.ParDo(s, &EnrichFn{}, orders) }

var _ context.Context
var _ sdf.ProcessContinuation
