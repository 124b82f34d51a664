package many

import (
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

func d(x int) {
	a(x)
	go e(x)
	go time.Sleep(3)
}

func e(x int) int {
	d(x)
	<-ch
	return x
}

func init() {
	beam.ParDo(beam.Scope{}, e, beam.PCollection{})
	beam.ParDo(beam.Scope{}, Fn{}, beam.PCollection{})
}
