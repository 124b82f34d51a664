package job

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/jobvet/jobvet/ratelimit"
	"github.com/riverqueue/river"
	"golang.org/x/time/rate"
)

type Order struct{ Addr string }

type EnrichFn struct{ lim *rate.Limiter }

func (f *EnrichFn) Setup()               { f.lim = rate.NewLimiter(20, 5) }
func (f *EnrichFn) enrich(o Order) Order { return o }

func Build(s beam.Scope, orders beam.PCollection) { beam.ParDo(s, &EnrichFn{}, orders) }

type MailArgs struct{ To string }

func (MailArgs) Kind() string { return "mail" }

type MailWorker struct {
	river.WorkerDefaults[MailArgs]
	lim *ratelimit.Limiter
}

func (w *MailWorker) send(context.Context, MailArgs) error { return nil }
