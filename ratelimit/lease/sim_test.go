package lease

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jobvet/jobvet/ratelimit/lease/internal/model"
)

// simulated is a store in simulated time: the script's model behind a network that has
// delays, loses messages and lets late ones arrive.
type simulated struct {
	mu    sync.Mutex
	state model.Store
	run   int8 // tells the server's processes apart
	calls int
	// delay returns how long a message takes, and whether it arrives.
	delay func() (time.Duration, bool)
	// paused is when the server goes on.
	paused time.Time
	// saved is what it has when it is restarted.
	saved model.Store
	// skew is what the server's clock is ahead.
	skew time.Duration
}

// newSimulated returns a store for one bubble. The bubble ends when the last message has arrived.
func newSimulated(t *testing.T) *simulated {
	t.Cleanup(func() { time.Sleep(time.Minute) })
	return &simulated{run: 1, delay: quick}
}

// quick is the delay of a network without trouble.
func quick() (time.Duration, bool) { return 200 * time.Microsecond, true }

func (s *simulated) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls
}

// connection is one worker's. It can be cut.
type connection struct {
	*simulated
	worker int
	limit  *limit
	cut    bool
}

func (c *connection) lease(ctx context.Context, q request) (reply, error) {
	answers := make(chan reply, 1)
	go c.deliver(q, answers)
	select {
	case r := <-answers:
		return r, nil
	case <-ctx.Done():
		return reply{}, ctx.Err()
	}
}

// deliver takes a request to the server, and its answer back. It may come after the worker
// has given up.
func (c *connection) deliver(q request, answers chan<- reply) {
	if !c.travel() {
		return
	}
	c.mu.Lock()
	pause := time.Until(c.paused)
	c.mu.Unlock()
	time.Sleep(pause)
	c.mu.Lock()
	c.calls++
	now := time.Now().Add(c.skew).UnixMicro()
	r := c.state.Lease(now, c.run, c.limit.model(), model.Request{Worker: c.worker, Seq: q.seq, Held: q.held, Spent: q.spent, Owed: q.owed, Want: q.want, Need: q.need})
	c.mu.Unlock()
	if c.travel() {
		answers <- reply{granted: r.Granted, wait: time.Duration(r.Wait) * time.Microsecond, lost: r.Lost, short: r.Short}
	}
}

func (c *connection) travel() bool {
	c.mu.Lock()
	d, arrives := c.delay()
	arrives = arrives && !c.cut
	c.mu.Unlock()
	time.Sleep(d)
	return arrives
}

func (l *limit) model() model.Config {
	return model.Config{Unit: l.unit, Pace: l.pace, Burst: int64(l.burst), TTL: ttl.Microseconds()}
}

// member is a worker of a simulation.
type member struct {
	*worker
	*connection
	limiter *Limiter
}

// join returns a new worker of the simulated store.
func (s *simulated) join(t *testing.T, place int, l limit, opts ...Option) *member {
	t.Helper()
	set, err := apply("test", &l, opts)
	if err != nil {
		t.Fatal(err)
	}
	c := &connection{simulated: s, worker: place, limit: &l}
	w := newWorker("test", l, set, c)
	for begun := false; !begun; { // as a framework tries again to set an operator up
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		if begun = w.begin(ctx) == nil; !begun {
			w = newWorker("test", l, set, c)
		}
		cancel()
	}
	m := &member{worker: w, connection: c, limiter: new(Limiter)}
	m.limiter.worker.Store(w)
	return m
}

// kill ends a worker as SIGKILL does: nobody hears of it.
func (m *member) kill() {
	m.worker.closed.Store(true)
	m.worker.pool.expiry.Store(0)
	m.connection.mu.Lock()
	m.connection.cut = true
	m.connection.mu.Unlock()
	m.worker.stop()
}

// grants is when permits were granted, each between begin and end.
type grants struct {
	mu  sync.Mutex
	all []grant
}

type grant struct {
	begin, end time.Duration
	n          int
}

func (g *grants) add(begin, end time.Duration, n int) {
	if n > 0 {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.all = append(g.all, grant{begin, end, n})
	}
}

// between returns how many were granted from one time to another.
func (g *grants) between(from, to time.Duration) (n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, one := range g.all {
		if one.begin >= from && one.end < to {
			n += one.n
		}
	}
	return n
}

// excess returns an error if calls that begin and end within some window were granted
// more than burst + rate*w.
//
// For a window that ends with a call, windows[i] is what calls within it were granted that
// begins with the i-th call, and rate*begin on top, so that the greatest says which window has most.
func excess(all []grant, rate float64, burst int) error {
	const tick = 1e-6 // permits: the arithmetic here is not exact
	begins := slices.SortedFunc(slices.Values(all), func(a, b grant) int { return cmp.Compare(a.begin, b.begin) })
	w := newWindows(begins, rate)
	until := func(at time.Duration) int {
		n, _ := slices.BinarySearchFunc(begins, at+1, func(a grant, at time.Duration) int { return cmp.Compare(a.begin, at) })
		return n
	}
	for _, g := range slices.SortedFunc(slices.Values(all), func(a, b grant) int { return cmp.Compare(a.end, b.end) }) {
		w.add(1, w.size, until(g.begin), float64(g.n)) // windows that begin no later have it
		if most := w.most(1, w.size, until(g.end)) - rate*g.end.Seconds(); most > float64(burst)+tick {
			return fmt.Errorf("%.3f permits more than the rate allows at %v, burst %d", most, g.end, burst)
		}
	}
	return nil
}

// windows is a tree over numbers, the first of which are added to, and asked for the greatest.
type windows struct {
	size     int
	greatest []float64 // of each node: the greatest below it, but for what is added above it
	added    []float64 // to all below it
}

func newWindows(begins []grant, rate float64) *windows {
	w := &windows{size: 1}
	for w.size < len(begins) {
		w.size *= 2
	}
	w.greatest, w.added = make([]float64, 2*w.size), make([]float64, 2*w.size)
	for i, g := range begins {
		w.greatest[w.size+i] = rate * g.begin.Seconds()
	}
	for i := w.size - 1; i > 0; i-- {
		w.greatest[i] = max(w.greatest[2*i], w.greatest[2*i+1])
	}
	return w
}

// add adds to the first n of the size numbers below a node.
func (w *windows) add(node, size, n int, x float64) {
	switch {
	case n <= 0:
	case n >= size:
		w.greatest[node] += x
		w.added[node] += x
	default:
		w.add(2*node, size/2, n, x)
		w.add(2*node+1, size/2, n-size/2, x)
		w.greatest[node] = max(w.greatest[2*node], w.greatest[2*node+1]) + w.added[node]
	}
}

// most returns the greatest of the first n of the size numbers below a node.
func (w *windows) most(node, size, n int) float64 {
	switch {
	case n <= 0:
		return math.Inf(-1)
	case n >= size:
		return w.greatest[node]
	}
	return max(w.most(2*node, size/2, n), w.most(2*node+1, size/2, n-size/2)) + w.added[node]
}

// consume takes permits as fast as there are, until the context ends.
func (m *member) consume(ctx context.Context, start time.Time, g *grants, pause time.Duration) {
	for ctx.Err() == nil {
		g.add(time.Since(start), time.Since(start), m.limiter.TryAcquireUpTo(1_000_000))
		time.Sleep(pause)
	}
}

// TestEfficiency has more demand than the limit, on all workers alike and on one of ten.
func TestEfficiency(t *testing.T) {
	for _, c := range []struct {
		rate  float64
		burst int
	}{{10, 1}, {10, 10}, {1000, 200}, {1000, 100}, {100_000, 10_000}, {100_000, 20_000}} {
		for _, busy := range []int{10, 1} {
			t.Run(fmt.Sprintf("%v a second, burst %d, %d busy", c.rate, c.burst, busy), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					l, err := newLimit(c.rate, c.burst)
					if err != nil {
						t.Fatal(err)
					}
					s, g, start := newSimulated(t), new(grants), time.Now()
					ctx, cancel := context.WithCancel(t.Context())
					var all []*member
					for i := range 10 {
						all = append(all, s.join(t, i, l))
					}
					var wg sync.WaitGroup
					for _, m := range all[:busy] {
						wg.Go(func() { m.consume(ctx, start, g, time.Millisecond) })
					}
					const warm, during = 3 * time.Second, 10 * time.Second
					time.Sleep(warm)
					before := s.count()
					time.Sleep(during)
					calls := s.count() - before
					cancel()
					wg.Wait()
					for _, m := range all {
						if err := m.close(context.Background()); err != nil {
							t.Error(err)
						}
					}
					got := float64(g.between(warm, warm+during))
					want := c.rate * during.Seconds()
					t.Logf("%.4f of the limit, %.1f calls per 1000 permits", got/want, float64(calls)/got*1000)
					if got < 0.95*want {
						t.Errorf("%.0f of %.0f permits", got, want)
					}
					if c.rate >= 100_000 && got/float64(calls) < 100 {
						t.Errorf("%.1f permits a call", got/float64(calls))
					}
					if err := excess(g.all, c.rate, c.burst); err != nil {
						t.Error(err)
					}
				})
			})
		}
	}
}
