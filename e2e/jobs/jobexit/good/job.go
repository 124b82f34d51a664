// Package jobexitgood parses readings, one of which is bad.
package jobexitgood

import (
	"context"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// ParseFn parses readings.
type ParseFn struct{}

func init() { register.DoFn3x1[context.Context, int, func(int), error](&ParseFn{}) }

func parse(reading int) (int, error) {
	if reading == 107 {
		return 0, fmt.Errorf("reading %d has no unit", reading)
	}
	return reading, nil
}

// ProcessElement parses a reading.
func (f *ParseFn) ProcessElement(_ context.Context, reading int, emit func(int)) error {
	value, err := parse(reading)
	if err != nil {
		return fmt.Errorf("parse: %w", err)
	}
	emit(value)
	return nil
}

// Pipeline adds the step to a pipeline.
func Pipeline(s beam.Scope, readings beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &ParseFn{}, readings)
}
