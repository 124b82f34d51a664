package beamlimit

import "github.com/apache/beam/sdks/v2/go/pkg/beam"

// Namespace is that of the transform's metrics.
const Namespace = "jobvet.beamlimit"

// metrics are what a transform counts, by the names held, emitted and delay_ms.
type metrics struct {
	held, emitted beam.Counter
	delay         beam.Distribution
}

func newMetrics() metrics {
	return metrics{
		held:    beam.NewCounter(Namespace, "held"),
		emitted: beam.NewCounter(Namespace, "emitted"),
		delay:   beam.NewDistribution(Namespace, "delay_ms"),
	}
}
