// Package opstatebuild has package variables that are set where a pipeline is built.
package opstatebuild

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

var (
	limiter  *rate.Limiter
	helped   int
	setUp    *rate.Limiter
	inInit   = 1
	everyone int
	unread   int
	Exported int
)

type Fn struct{ Limit int }

func init() {
	register.DoFn2x0[context.Context, int](&Fn{})
	inInit = 2
}

func (f *Fn) Setup() { setUp = rate.NewLimiter(1, f.Limit) }

func (f *Fn) ProcessElement(ctx context.Context, x int) {
	_ = limiter.Allow()
	_ = setUp.Allow()
	_ = helped + inInit + everyone + Exported
}

func Pipeline(s beam.Scope, in beam.PCollection) {
	limiter = rate.NewLimiter(1, 1) // want `opstate: operator \(\*Fn\)\.ProcessElement .* reads limiter \(build\.go:\d+\), which only Pipeline sets, where the pipeline is built; a worker never comes to that line`
	setUp = nil
	inInit = 3
	everyone = 1
	unread = 1
	Exported = 1 // want `opstate: caution: operator .* reads Exported`
	configure()
	beam.ParDo0(s, &Fn{}, in)
}

// configure is called only where the pipeline is built.
func configure() {
	helped = 1 // want `opstate: operator \(\*Fn\)\.ProcessElement .* reads helped`
}

// Configure may be called by anybody, before the pipeline is built.
func Configure() { everyone = 2 }
