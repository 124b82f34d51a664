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
	// Late: the elements are in fixed windows, every tenth of them half a minute behind the watermark and within the
	// allowed lateness, and a GroupByKey with a trigger.
	Late = "late"
	// TooLate: the same, but every tenth is ten minutes behind, which is more than is allowed.
	TooLate = "toolate"
)

// consumers put a limit and what stands behind it into a pipeline.
var consumers = map[string]func(s beam.Scope, in beam.PCollection, limit func(beam.PCollection) beam.PCollection) beam.PCollection{
	"": func(_ beam.Scope, in beam.PCollection, limit func(beam.PCollection) beam.PCollection) beam.PCollection {
		return limit(in)
	},
	Windows: func(s beam.Scope, in beam.PCollection, limit func(beam.PCollection) beam.PCollection) beam.PCollection {
		return grouped(s, beam.ParDo(s, stamp, in), perWindow*time.Second, limit)
	},
	Late: func(s beam.Scope, in beam.PCollection, limit func(beam.PCollection) beam.PCollection) beam.PCollection {
		return grouped(s, beam.ParDo(s, &delayFn{By: lateness / 2}, in), 10*time.Second, limit)
	},
	TooLate: func(s beam.Scope, in beam.PCollection, limit func(beam.PCollection) beam.PCollection) beam.PCollection {
		return grouped(s, beam.ParDo(s, &delayFn{By: 10 * lateness}, in), 10*time.Second, limit)
	},
	Slow: func(s beam.Scope, in beam.PCollection, limit func(beam.PCollection) beam.PCollection) beam.PCollection {
		return beam.ParDo(s, slow, limit(in))
	},
}

// lateness is how late elements may be.
const lateness = time.Minute

// grouped puts elements into windows, then the limit, and then a GroupByKey with a trigger.
func grouped(s beam.Scope, in beam.PCollection, width time.Duration, limit func(beam.PCollection) beam.PCollection) beam.PCollection {
	early := trigger.AfterEndOfWindow().EarlyFiring(trigger.AfterCount(10)).LateFiring(trigger.AfterCount(1))
	windowed := beam.WindowInto(s, window.NewFixedWindows(width), in, beam.Trigger(early), beam.PanesDiscard(), beam.AllowedLateness(lateness))
	groups := beam.GroupByKey(s, beam.AddFixedKey(s, limit(windowed)))
	return beam.WindowInto(s, window.NewGlobalWindows(), beam.ParDo(s, ungroup, groups), beam.Trigger(trigger.Default()))
}

// delayFn is a DoFn that gives every tenth element an earlier time.
type delayFn struct{ By time.Duration }

func (f *delayFn) ProcessElement(at beam.EventTime, i int) (beam.EventTime, int) {
	if i%10 == 3 {
		at = at.Subtract(f.By)
	}
	return at, i
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
	register.DoFn2x2[beam.EventTime, int, beam.EventTime, int](&delayFn{})
	register.Function3x0(ungroup)
	register.Function1x1(slow)
	register.Iter1[int]()
	register.Emitter1[int]()
}
