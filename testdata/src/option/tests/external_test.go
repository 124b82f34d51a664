package tests_test

import (
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

func init() {
	beam.ParDo(beam.Scope{}, func(x int) {
		time.Sleep(1) // want `timewait: operator init\.func1 \(beam\.ParDo, external_test\.go:`
	}, beam.PCollection{})
}
