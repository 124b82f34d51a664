// Package many has one operator and several files, whose order must not
// matter.
package many

import (
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

type Fn struct{}

func (Fn) ProcessElement(x int) { a(x); d(x) }

func a(x int) {
	b(x)
	time.Sleep(1)
}

func init() {
	beam.ParDo(beam.Scope{}, Fn{}, beam.PCollection{})
	beam.ParDo(beam.Scope{}, c, beam.PCollection{})
}
