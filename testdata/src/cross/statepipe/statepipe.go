// Package statepipe builds a pipeline of another package's DoFns.
package statepipe

import (
	"cross/statejobs"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

func Build(s beam.Scope, col beam.PCollection) {
	statejobs.Pipe(3) // want `opstate: caution: operator \(\*Fn\)\.ProcessElement .* reads statejobs\.piped, which only Build sets by calling statejobs\.Pipe, where the pipeline is built`
	beam.ParDo(s, &statejobs.Fn{}, col)
}
