// Package stats is a stub of github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/stats: as much of its API
// as the tests need.
package stats

import "github.com/apache/beam/sdks/v2/go/pkg/beam"

type Opts struct{}

func ApproximateQuantiles(s beam.Scope, pc beam.PCollection, less any, opts Opts) beam.PCollection {
	panic("stub")
}

func ApproximateWeightedQuantiles(s beam.Scope, pc beam.PCollection, less any, opts Opts) beam.PCollection {
	panic("stub")
}
