// Package bulkacquire writes batches under a rate limit.
package bulkacquire

import (
	"context"
	"errors"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/jobvet/jobvet/ratelimit"
)

// WriteFn writes batches.
type WriteFn struct {
	lim  *ratelimit.Limiter
	rows []int
}

func init() { register.DoFn3x1[context.Context, int, func(int), error](&WriteFn{}) }

var errLimited = errors.New("rate limit reached")

// Setup makes the limiter and the rows of a batch.
func (f *WriteFn) Setup() error {
	lim, err := ratelimit.New(1e9, 1e9)
	f.lim, f.rows = lim, make([]int, 1_000_000)
	return err
}

// ProcessElement writes a batch.
func (f *WriteFn) ProcessElement(_ context.Context, batch int, emit func(int)) error {
	rows := f.rows
	written := 0
	for i := range rows {
		if !f.lim.TryAcquire() {
			return errLimited
		}
		written += i & 1
	}
	emit(batch + written - len(rows)/2)
	return nil
}

// Pipeline adds the step to a pipeline.
func Pipeline(s beam.Scope, batches beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &WriteFn{}, batches)
}
