package job

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/jobvet/jobvet/ratelimit"
	"golang.org/x/time/rate"
)

type Order struct{ Addr string }

type EnrichFn struct{ lim *rate.Limiter }

func (f *EnrichFn) Setup()               { f.lim = rate.NewLimiter(20, 5) }
func (f *EnrichFn) enrich(o Order) Order { return o }

func Build(s beam.Scope, orders beam.PCollection) { beam.ParDo(s, &EnrichFn{}, orders) }

type FetchFn struct{ Limiter *ratelimit.Limiter }

func BuildFetch(s beam.Scope, orders beam.PCollection) { beam.ParDo(s, &FetchFn{}, orders) }

var _ context.Context
var _ sdf.ProcessContinuation
