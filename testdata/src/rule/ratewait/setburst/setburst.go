// Package setburst changes the burst of a limiter, so that it is not known.
package setburst

import (
	"context"

	"github.com/riverqueue/river"
	"golang.org/x/time/rate"
)

type Args struct{}

func (Args) Kind() string { return "args" }

var lim = rate.NewLimiter(10, 1)

func raise() { lim.SetBurst(10) }

type Worker struct{ river.WorkerDefaults[Args] }

func (w *Worker) Work(ctx context.Context, job *river.Job[Args]) error {
	return lim.WaitN(ctx, 5) // want `^ratewait: caution: `
}
