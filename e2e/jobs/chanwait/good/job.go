// Package chanwaitgood collects results in a slice, which has room for any bundle.
package chanwaitgood

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// BatchFn writes the rows of a bundle as one batch.
type BatchFn struct {
	rows []int
}

func init() { register.DoFn3x0[context.Context, int, func(int)](&BatchFn{}) }

// StartBundle empties the buffer.
func (f *BatchFn) StartBundle(context.Context, func(int)) { f.rows = f.rows[:0] }

// ProcessElement buffers a row.
func (f *BatchFn) ProcessElement(_ context.Context, row int, _ func(int)) {
	f.rows = append(f.rows, row)
}

// FinishBundle writes the buffer.
func (f *BatchFn) FinishBundle(_ context.Context, emit func(int)) {
	for _, row := range f.rows {
		emit(row)
	}
}

// Pipeline adds the step to a pipeline.
func Pipeline(s beam.Scope, rows beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &BatchFn{}, rows)
}
