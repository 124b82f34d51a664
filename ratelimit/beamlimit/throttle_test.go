package beamlimit_test

import (
	"flag"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/mtime"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/window"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/window/trigger"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/passert"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/teststream"

	"github.com/jobvet/jobvet/ratelimit"
	"github.com/jobvet/jobvet/ratelimit/beamlimit"
)

// TestMain keeps Prism 2.77 from splitting bundles: where an element takes long, it gives part
// of a bundle to another one, with keys that the first one still works on, and state is lost.
func TestMain(m *testing.M) {
	if err := flag.Set("experiments", "prism_disable_sdf_split"); err != nil {
		panic(err)
	}
	ptest.MainWithDefault(m, "prism")
}

func init() {
	register.Function2x0(numbers)
	register.Function2x0(pairs)
	register.Function1x2(stamp)
	register.Function2x1(sum)
	register.Iter1[int]()
	register.DoFn2x0[int, int](&recordFn{})
	register.DoFn2x0[beam.EventTime, int](&timesFn{})
	register.DoFn2x0[beam.EventTime, int](&lateFn{})
	beam.RegisterType(reflect.TypeFor[twoTiers]())
	register.Emitter1[int]()
	register.Emitter2[int, int]()
}

func numbers(n int, emit func(int)) {
	for i := range n {
		emit(i)
	}
}

// pairs emits n pairs, of four keys.
func pairs(n int, emit func(int, int)) {
	for i := range n {
		emit(i%4, i)
	}
}

// limiter returns a limiter with a name of its own.
func limiter(t *testing.T, rate float64, burst int) *ratelimit.Limiter {
	t.Cleanup(func() { ratelimit.Forget(t.Name()) })
	l, err := ratelimit.New(rate, burst, ratelimit.Name(t.Name()))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func upTo(n int) []any {
	var xs []any
	for i := range n {
		xs = append(xs, i)
	}
	return xs
}

// TestAll lets more through than the first level of the queue takes, in one and in
// several shards: all elements come, none twice, and not all at once.
func TestAll(t *testing.T) {
	for _, shards := range []int{1, 4, 16} {
		t.Run(fmt.Sprint(shards), func(t *testing.T) {
			const n = 8000
			lim := limiter(t, 4000, 200)
			p, s := beam.NewPipelineWithRoot()
			in := beam.ParDo(s, numbers, beam.Create(s, n))
			out := beamlimit.Throttle(s, in, lim, beamlimit.Shards(shards))
			passert.Equals(s, out, upTo(n)...)
			start := time.Now()
			res, err := ptest.RunWithMetrics(p)
			if err != nil {
				t.Fatal(err)
			}
			if took, least := time.Since(start), time.Duration(n-200)*time.Second/4000; took < least {
				t.Errorf("done in %v; the limit allows it in %v", took, least)
			}
			counted := counters(res)
			if counted["emitted"] != n {
				t.Errorf("%d elements are counted as emitted; want %d", counted["emitted"], n)
			}
			if counted["held"] == 0 || counted["held"] >= n {
				t.Errorf("%d elements are counted as held", counted["held"])
			}
		})
	}
}

// counters are the transform's own, by name.
func counters(res beam.PipelineResult) map[string]int64 {
	counted := map[string]int64{}
	for _, c := range res.Metrics().Query(func(r beam.MetricResult) bool { return r.Namespace() == beamlimit.Namespace }).Counters() {
		counted[c.Name()] += c.Result()
	}
	return counted
}

// recordFn records pairs as they arrive.
type recordFn struct{ Test string }

var arrived sync.Map // test to *arrivals

type arrivals struct {
	sync.Mutex
	byKey map[int][]int
	at    []mtime.Time
}

func of(test string) *arrivals {
	a, _ := arrived.LoadOrStore(test, &arrivals{byKey: map[int][]int{}})
	return a.(*arrivals)
}

func (f *recordFn) ProcessElement(k, v int) {
	a := of(f.Test)
	a.Lock()
	defer a.Unlock()
	a.byKey[k] = append(a.byKey[k], v)
}

// TestOrder holds pairs of the same key to the order in which they came.
func TestOrder(t *testing.T) {
	const n = 1000
	arrived.Delete(t.Name())
	p, s := beam.NewPipelineWithRoot()
	in := beam.ParDo(s, pairs, beam.Create(s, n))
	beam.ParDo0(s, &recordFn{Test: t.Name()}, beamlimit.Throttle(s, in, limiter(t, 2000, 10), beamlimit.Shards(3)))
	res, err := ptest.RunWithMetrics(p)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for k, vs := range of(t.Name()).byKey {
		seen += len(vs)
		if !slices.IsSorted(vs) {
			t.Errorf("key %d: the elements are out of order", k)
		}
	}
	if seen != n {
		t.Errorf("%d elements of %d; counted as %v", seen, n, counters(res))
	}
}

// stamp gives an element the time of its number in seconds.
func stamp(i int) (beam.EventTime, int) { return mtime.FromMilliseconds(int64(i) * 1000), i }

// sumOf is the sum of the numbers from a to b-1.
func sumOf(a, b int) int { return (a + b - 1) * (b - a) / 2 }

type timesFn struct{ Test string }

func (f *timesFn) ProcessElement(at beam.EventTime, v int) {
	a := of(f.Test)
	a.Lock()
	defer a.Unlock()
	if at.Milliseconds() != int64(v)*1000 {
		a.at = append(a.at, at)
	}
}

// TestWindows throttles in windows that end while most of their elements are held: no
// element is lost, or changes its time or its window.
func TestWindows(t *testing.T) {
	const n, width = 300, 100
	arrived.Delete(t.Name())
	p, s := beam.NewPipelineWithRoot()
	in := beam.ParDo(s, stamp, beam.ParDo(s, numbers, beam.Create(s, n)))
	windowed := beam.WindowInto(s, window.NewFixedWindows(width*time.Second), in)
	out := beamlimit.Throttle(s, windowed, limiter(t, 400, 10), beamlimit.Shards(2))
	beam.ParDo0(s, &timesFn{Test: t.Name()}, out)
	sums := beam.ParDo(s, sum, beam.GroupByKey(s, beam.AddFixedKey(s, out)))
	passert.Equals(s, beam.WindowInto(s, window.NewGlobalWindows(), sums), sumOf(0, width), sumOf(width, 2*width), sumOf(2*width, n))
	if err := ptest.Run(p); err != nil {
		t.Fatal(err)
	}
	if wrong := of(t.Name()).at; len(wrong) > 0 {
		t.Errorf("elements have other times than they had: %v", wrong)
	}
}

// TestLate throttles elements that come behind the watermark: all those within the allowed lateness come, once, with
// their times, and are held as others are. For what is later than that see the package's documentation.
func TestLate(t *testing.T) {
	const onTime, late, width = 100, 60, 100 // elements, elements, seconds
	arrived.Delete(t.Name())
	stream := teststream.NewConfig()
	add := func(from, to int, at int64) {
		for i := from; i < to; i++ {
			if err := stream.AddElements(at*1000, i); err != nil {
				t.Fatal(err)
			}
		}
	}
	add(0, onTime, 1)
	stream.AdvanceWatermark(5 * width * 1000)
	add(onTime, onTime+late, 2)
	stream.AdvanceWatermark(50 * width * 1000)
	add(onTime+late, onTime+2*late, 3) // too late
	stream.AdvanceWatermarkToInfinity()

	p, s := beam.NewPipelineWithRoot()
	windowed := beam.WindowInto(s, window.NewFixedWindows(width*time.Second), teststream.Create(s, stream),
		beam.Trigger(trigger.Always()), beam.PanesDiscard(), beam.AllowedLateness(10*width*time.Second))
	out := beamlimit.Throttle(s, windowed, limiter(t, 400, 10))
	beam.ParDo0(s, &lateFn{Test: t.Name()}, out)
	res, err := ptest.RunWithMetrics(p)
	if err != nil {
		t.Fatal(err)
	}
	came := map[mtime.Time]int{}
	for _, at := range of(t.Name()).at {
		came[at]++
	}
	if came[1000] != onTime || came[2000] != late {
		t.Errorf("%d elements of %d on time and %d of %d late came; by time: %v", came[1000], onTime, came[2000], late, came)
	}
	if held := counters(res)["held"]; held <= onTime {
		t.Errorf("%d elements are counted as held: no late ones", held)
	}
}

type lateFn struct{ Test string }

func (f *lateFn) ProcessElement(at beam.EventTime, v int) {
	a := of(f.Test)
	a.Lock()
	defer a.Unlock()
	a.at = append(a.at, at)
}

func sum(_ int, values func(*int) bool) int {
	total := 0
	for v := 0; values(&v); {
		total += v
	}
	return total
}

// twoTiers is a limiter of another kind. All that are decoded are one.
type twoTiers struct{ *ratelimit.Tiers }

var theTiers = sync.OnceValues(func() (*ratelimit.Tiers, error) {
	return ratelimit.NewTiers(ratelimit.Must(ratelimit.New(1000, 10)), ratelimit.Must(ratelimit.New(2000, 100)))
})

func (l *twoTiers) MarshalJSON() ([]byte, error) { return []byte(`"two"`), nil }

func (l *twoTiers) UnmarshalJSON([]byte) (err error) {
	l.Tiers, err = theTiers()
	return err
}

func TestStrategy(t *testing.T) {
	p, s := beam.NewPipelineWithRoot()
	in := beam.ParDo(s, numbers, beam.Create(s, 200))
	out := beamlimit.Throttle(s, in, &twoTiers{})
	passert.Equals(s, out, upTo(200)...)
	if err := ptest.Run(p); err != nil {
		t.Fatal(err)
	}
}

func TestRefused(t *testing.T) {
	_, s := beam.NewPipelineWithRoot()
	in := beam.Create(s, 1)
	unnamed, err := ratelimit.New(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := beamlimit.TryThrottle(s, in, unnamed); err == nil {
		t.Error("a limiter without a name is taken")
	}
	if _, err := beamlimit.TryThrottle(s, in, (*ratelimit.Limiter)(nil)); err == nil {
		t.Error("no limiter is taken")
	}
	if _, err := beamlimit.TryThrottle(s, in, &ratelimit.Tiers{}); err == nil {
		t.Error("a limiter is taken that cannot be sent")
	}
	if _, err := beamlimit.TryThrottle(s, in, limiter(t, 1, 1), beamlimit.Shards(0)); err == nil {
		t.Error("no shards are taken")
	}
	grouped := beam.GroupByKey(s, beam.AddFixedKey(s, in))
	if _, err := beamlimit.TryThrottle(s, grouped, limiter(t, 1, 1)); err == nil {
		t.Error("a grouped collection is taken")
	}
	if _, err := beamlimit.TryThrottle(s, in, limiter(t, 1, 1)); err != nil {
		t.Error(err)
	}
}
