package hold

import (
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/mtime"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/window"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/window/trigger"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// What stands behind the limit, but for nothing.
const (
	// Windows: the elements are in three fixed windows, and a GroupByKey with a trigger.
	Windows = "windows"
	// Slow: a DoFn that takes longer than the limit.
	Slow = "slow"
)

// consumers put a limit and what stands behind it into a pipeline.
var consumers = map[string]func(s beam.Scope, in beam.PCollection, limit func(beam.PCollection) beam.PCollection) beam.PCollection{
	"": func(_ beam.Scope, in beam.PCollection, limit func(beam.PCollection) beam.PCollection) beam.PCollection {
		return limit(in)
	},
	Windows: func(s beam.Scope, in beam.PCollection, limit func(beam.PCollection) beam.PCollection) beam.PCollection {
		early := trigger.AfterEndOfWindow().EarlyFiring(trigger.AfterCount(10))
		windowed := beam.WindowInto(s, window.NewFixedWindows(perWindow*time.Second), beam.ParDo(s, stamp, in),
			beam.Trigger(early), beam.PanesDiscard(), beam.AllowedLateness(time.Minute))
		groups := beam.GroupByKey(s, beam.AddFixedKey(s, limit(windowed)))
		return beam.WindowInto(s, window.NewGlobalWindows(), beam.ParDo(s, ungroup, groups), beam.Trigger(trigger.Default()))
	},
	Slow: func(s beam.Scope, in beam.PCollection, limit func(beam.PCollection) beam.PCollection) beam.PCollection {
		return beam.ParDo(s, slow, limit(in))
	},
}

// perWindow is how many elements are in a window.
const perWindow = 1000

// stamp gives an element the time of its number in seconds.
func stamp(i int) (beam.EventTime, int) { return mtime.FromMilliseconds(int64(i) * 1000), i }

func ungroup(_ int, values func(*int) bool, emit func(int)) {
	for v := 0; values(&v); {
		emit(v)
	}
}

// slow takes a millisecond for an element.
func slow(v int) int {
	//jobvet:ignore timewait this is what is measured here
	time.Sleep(time.Millisecond)
	return v
}

func init() {
	register.Function1x2(stamp)
	register.Function3x0(ungroup)
	register.Function1x1(slow)
	register.Iter1[int]()
	register.Emitter1[int]()
}
