// Package gospawn sends notices.
package gospawn

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// NotifyFn sends notices.
type NotifyFn struct{}

func init() { register.DoFn3x0[context.Context, int, func(int)](&NotifyFn{}) }

func send(notice int, emit func(int)) {
	emit(notice)
}

// ProcessElement sends a notice in the background.
func (f *NotifyFn) ProcessElement(_ context.Context, notice int, emit func(int)) {
	go send(notice, emit)
}

// Pipeline adds the step to a pipeline.
func Pipeline(s beam.Scope, notices beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &NotifyFn{}, notices)
}
