// Package places has operators whose head takes several lines: each is listed at
// its first, one of another package where it is registered.
package places

import (
	"cross/ops"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

type Split struct{}

func (*Split) ProcessElement( // want `operator: \(\*Split\)\.ProcessElement \(beam\.ParDo, places\.go:46\)`
	x int,
	emit func(int),
) {
}

func double( // want `operator: double \(beam\.ParDo, places\.go:47\)`
	x int,
) int {
	return 2 * x
}

// half is no operator.
func half(
	x int,
) int {
	return x / 2
}

func add(
	s beam.Scope,
	col beam.PCollection,
) {
	half(1)
	beam.ParDo(
		s,
		func( // want `operator: add\.func1 \(beam\.ParDo, places\.go:37\)`
			x int,
		) int {
			return x
		},
		col,
	)
	beam.ParDo(s, &Split{}, col)
	beam.ParDo(s, double, col)
	beam.ParDo(s, ops.Triple, col) // want `operator: ops\.Triple \(beam\.ParDo, places\.go:48\)`
}
