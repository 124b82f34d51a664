// Package tests has test files that are looked at.
package tests

import (
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// late has a clock that only tests set, where they run it.
type late struct{ now func() time.Time }

func (l *late) ProcessElement(x string) string { return x + l.now().String() }

// Pipeline ships it without.
func Pipeline(s beam.Scope, col beam.PCollection) { beam.ParDo(s, &late{}, col) }
