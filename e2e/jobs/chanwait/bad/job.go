// Package chanwait collects results in a channel that is emptied when the bundle
// ends, and has no room for a large bundle.
package chanwait

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// BatchFn writes the rows of a bundle as one batch.
type BatchFn struct {
	rows chan int
}

func init() { register.DoFn3x0[context.Context, int, func(int)](&BatchFn{}) }

// Setup makes the buffer.
func (f *BatchFn) Setup() { f.rows = make(chan int, 50) }

// ProcessElement buffers a row.
func (f *BatchFn) ProcessElement(_ context.Context, row int, _ func(int)) {
	f.rows <- row
}

// FinishBundle writes the buffer.
func (f *BatchFn) FinishBundle(_ context.Context, emit func(int)) {
	for range len(f.rows) {
		emit(<-f.rows)
	}
}

// Pipeline adds the step to a pipeline.
func Pipeline(s beam.Scope, rows beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &BatchFn{}, rows)
}
