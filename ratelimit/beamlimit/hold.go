package beamlimit

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/mtime"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/state"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/timers"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/jobvet/jobvet/ratelimit"
)

func init() {
	register.DoFn8x1[context.Context, beam.Window, beam.EventTime, state.Provider, timers.Provider, int, []byte, func(beam.EventTime, []byte), error](&holdFn{})
	register.Emitter2[beam.EventTime, []byte]()
}

// holdFn holds the elements for which there is no permit.
//
// What is held is emitted by an event-time timer that is always due, and sets itself again
// until nothing is held. It is one timer for two reasons: a worker of Beam's Go SDK 2.77 can
// hang in a bundle of a DoFn with two timers; and where the input ends, Flink waits for
// event-time timers only.
type holdFn struct {
	Limiter shippedLimiter

	Level0, Level1, Level2, Level3 state.Bag[[]byte]
	Oldest                         state.Value[[]byte]
	Again                          timers.EventTime

	limiter ratelimit.Strategy
	metrics metrics
	// paused is how long the bundle has been held up.
	paused time.Duration
	// queues are those that the bundle has met.
	queues map[place]*queue
}

// A place is where elements are held apart from others.
type place struct {
	shard  int
	window beam.Window
}

func newHoldFn(limiter ratelimit.Strategy) (*holdFn, error) {
	shipped, err := ship(limiter)
	if err != nil {
		return nil, err
	}
	return &holdFn{
		Limiter: shipped,
		Level0:  state.MakeBagState[[]byte]("level0"), Level1: state.MakeBagState[[]byte]("level1"),
		Level2: state.MakeBagState[[]byte]("level2"), Level3: state.MakeBagState[[]byte]("level3"),
		Oldest: state.MakeValueState[[]byte]("oldest"),
		Again:  timers.InEventTime("again"),
	}, nil
}

// Setup gets the limiter, once for each instance.
func (f *holdFn) Setup() (err error) {
	f.metrics = newMetrics()
	f.limiter, err = f.Limiter.unship()
	return err
}

// StartBundle begins a bundle, which may be held up for longestPause.
func (f *holdFn) StartBundle(func(beam.EventTime, []byte)) {
	f.paused, f.queues = 0, map[place]*queue{}
}

// ProcessElement emits an element or holds it.
func (f *holdFn) ProcessElement(ctx context.Context, w beam.Window, at beam.EventTime, sp state.Provider, tp timers.Provider, shard int, data []byte, emit func(beam.EventTime, []byte)) error {
	q, err := f.queue(sp, place{shard, w})
	if err != nil {
		return err
	}
	first := q.empty()
	if first && f.limiter.TryAcquire() {
		emit(at, data)
		f.metrics.emitted.Inc(ctx, 1)
		return nil
	}
	f.metrics.held.Inc(ctx, 1)
	if err := q.push(record{at: at, came: time.Now().UnixMilli(), data: data}); err != nil {
		return err
	}
	if f.limiter.RetryAfter(1) == 0 {
		if err := f.release(ctx, q, emit); err != nil {
			return err
		}
	}
	if first && !q.empty() {
		f.setAgain(tp, q)
	}
	return q.close()
}

// OnTimer emits what there are permits for by now.
func (f *holdFn) OnTimer(ctx context.Context, w beam.Window, _ beam.EventTime, sp state.Provider, tp timers.Provider, shard int, _ timers.Context, emit func(beam.EventTime, []byte)) error {
	q, err := f.queue(sp, place{shard, w})
	if err != nil || q.empty() {
		return err
	}
	if err := f.pause(ctx); err != nil {
		return err
	}
	if err := f.release(ctx, q, emit); err != nil {
		return err
	}
	if !q.empty() {
		f.setAgain(tp, q)
	}
	return q.close()
}

// release emits as many elements as there are permits for.
func (f *holdFn) release(ctx context.Context, q *queue, emit func(beam.EventTime, []byte)) error {
	for {
		rs, err := q.front()
		if err != nil || len(rs) == 0 {
			return err
		}
		n := acquireUpTo(f.limiter, len(rs))
		now := time.Now().UnixMilli()
		for _, r := range rs[:n] {
			emit(r.at, r.data)
			f.metrics.delay.Update(ctx, now-r.came)
		}
		f.metrics.emitted.Inc(ctx, int64(n))
		if n > 0 {
			q.drop(n)
		}
		if n < len(rs) {
			return nil
		}
	}
}

// acquireUpTo takes up to n permits.
func acquireUpTo(s ratelimit.Strategy, n int) int {
	if l, ok := s.(interface{ TryAcquireUpTo(n int) int }); ok {
		return l.TryAcquireUpTo(n)
	}
	taken := 0
	for taken < n && s.TryAcquire() {
		taken++
	}
	return taken
}

// setAgain sets the timer, which is due at once. It holds the watermark back, so that what
// is held is not late when it comes.
func (f *holdFn) setAgain(tp timers.Provider, q *queue) {
	f.Again.Set(tp, mtime.MinTimestamp.ToTime(), timers.WithOutputTimestamp(q.least().ToTime()))
}

// A bundle of timers is held up for 5 ms at least, because each costs the runner some time,
// and for 100 ms at most, because others wait for the worker and what it has emitted.
const (
	shortestPause = 5 * time.Millisecond
	longestPause  = 100 * time.Millisecond
)

// pause waits until there are permits, or until the bundle has been held up long enough.
func (f *holdFn) pause(ctx context.Context) error {
	d := f.limiter.RetryAfter(1)
	if d < 0 { // never, as things are
		d = longestPause
	}
	if d = min(max(d, shortestPause), longestPause-f.paused); d <= 0 {
		return nil
	}
	f.paused += d
	t := time.NewTimer(d)
	defer t.Stop()
	// The pause is short, and the timer would be due again at once.
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// queue returns the queue of a place, for this call.
func (f *holdFn) queue(sp state.Provider, at place) (*queue, error) {
	if q := f.queues[at]; q != nil {
		q.p = sp
		return q, nil
	}
	q := &queue{p: sp, meta: &f.Oldest, bags: [levels]*state.Bag[[]byte]{&f.Level0, &f.Level1, &f.Level2, &f.Level3}}
	f.queues[at] = q
	return q, q.open()
}
