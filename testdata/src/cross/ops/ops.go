// Package ops declares operators and registers none of them.
package ops

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/riverqueue/river"
	"golang.org/x/time/rate"
)

var lim = rate.NewLimiter(1, 1)

// Enrich is a Beam DoFn, of which nothing shows here.
type Enrich struct{ lim *rate.Limiter }

func (e *Enrich) Setup() { time.Sleep(1) }

func (e *Enrich) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	go compute()
	return e.lim.Wait(ctx)
}

// Split shows by its parameters that it is one.
type Split struct{}

func (*Split) ProcessElement(rt *sdf.LockRTracker, x int) {
	time.Sleep(1) // want `timewait: operator \(\*Split\)\.ProcessElement \(by its parameters, `
}

type Args struct{}

func (Args) Kind() string { return "args" }

// Worker shows by what it implements that it is an operator: the report stands
// here, and not where it is registered.
type Worker struct{ river.WorkerDefaults[Args] }

func (*Worker) Work(ctx context.Context, job *river.Job[Args]) error {
	_ = lim.Wait(ctx)                     // want `ratewait: caution: operator \(\*Worker\)\.Work \(implements river\.Worker, `
	return lim.Wait(context.Background()) // want `ratewait: operator \(\*Worker\)\.Work \(implements river\.Worker, `
}

// Double is a plain function.
func Double(x int) int {
	time.Sleep(1)
	return 2 * x
}

// Quadruple is another.
func Quadruple(x int) int {
	time.Sleep(1)
	return 4 * x
}

// Triple is one without an effect.
func Triple(x int) int { return 3 * x }

// Make returns an operator.
func Make() func(int) int {
	return func(x int) int {
		time.Sleep(1)
		return x
	}
}

func compute() {}
