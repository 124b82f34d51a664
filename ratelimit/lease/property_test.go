package lease

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jobvet/jobvet/ratelimit/lease/internal/model"
)

// limits are some of each order of magnitude, and some whose numbers are not round.
var limits = []struct {
	rate  float64
	burst int
}{{10, 1}, {10, 5}, {3, 1}, {7.3, 4}, {100, 10}, {1000, 200}, {1234.5, 77}, {1000, 3}, {100_000, 10_000}}

// runs is how many random histories a property test follows.
func runs(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// TestWhateverHappens follows random histories in which messages are late or lost, connections are cut,
// workers die and come, and the server is paused, set back, and restarted with
// what it had saved or nothing. The bound holds all the time, and the limit is granted when all is well again.
func TestWhateverHappens(t *testing.T) {
	for seed := range uint64(runs(300)) {
		synctest.Test(t, func(t *testing.T) { history(t, rand.New(rand.NewPCG(seed, 19))) })
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// event is something that goes wrong, for a while.
type event func(r *rand.Rand, s *simulated, workers []*member)

var events = []event{
	func(r *rand.Rand, s *simulated, workers []*member) { // a connection is cut
		m := workers[r.IntN(len(workers))]
		s.mu.Lock()
		m.connection.cut = true
		s.mu.Unlock()
		time.Sleep(time.Duration(r.IntN(2000)) * time.Millisecond)
		s.mu.Lock()
		m.connection.cut = m.worker.closed.Load()
		s.mu.Unlock()
	},
	func(r *rand.Rand, s *simulated, workers []*member) { // it is paused
		s.mu.Lock()
		s.paused = time.Now().Add(time.Duration(r.IntN(1500)) * time.Millisecond)
		s.mu.Unlock()
	},
	func(r *rand.Rand, s *simulated, workers []*member) { // it is restarted
		s.mu.Lock()
		defer s.mu.Unlock()
		s.run++
		if r.IntN(2) == 0 {
			s.state = s.saved
		} else {
			s.state = model.Store{}
		}
	},
	func(r *rand.Rand, s *simulated, workers []*member) { // its keys are deleted
		s.mu.Lock()
		defer s.mu.Unlock()
		s.state = model.Store{}
	},
	func(r *rand.Rand, s *simulated, workers []*member) { // it is saved
		s.mu.Lock()
		defer s.mu.Unlock()
		s.saved = s.state
	},
	func(r *rand.Rand, s *simulated, workers []*member) { // its clock is set back
		s.mu.Lock()
		defer s.mu.Unlock()
		s.skew -= time.Duration(r.IntN(3000)) * time.Millisecond
	},
	func(r *rand.Rand, s *simulated, workers []*member) { // a worker dies
		workers[r.IntN(len(workers))].kill()
	},
	func(r *rand.Rand, s *simulated, workers []*member) { // a worker ends
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if m := workers[r.IntN(len(workers))]; !m.worker.closed.Load() {
			_ = m.worker.close(ctx)
		}
	},
}

func history(t *testing.T, r *rand.Rand) {
	c := limits[r.IntN(len(limits))]
	l, err := newLimit(c.rate, c.burst)
	if err != nil {
		t.Fatal(err)
	}
	s, g, start := newSimulated(t), new(grants), time.Now()
	seed := r.Uint64()
	var wg sync.WaitGroup
	var workers []*member
	join := func() {
		m := s.join(t, len(workers), l)
		workers = append(workers, m)
		use := rand.New(rand.NewPCG(seed, uint64(len(workers))))
		wg.Go(func() { m.use(use, start, g) })
	}
	for range 4 {
		join()
	}
	network := rand.New(rand.NewPCG(seed, 0))
	s.mu.Lock()
	s.delay = func() (time.Duration, bool) {
		d := time.Duration(network.ExpFloat64() * float64(time.Millisecond))
		if network.IntN(20) == 0 {
			d *= time.Duration(network.IntN(1000))
		}
		return min(d, 3*time.Second), network.IntN(50) > 0
	}
	s.mu.Unlock()
	for range 12 {
		time.Sleep(time.Duration(r.IntN(1000)) * time.Millisecond)
		events[r.IntN(len(events))](r, s, workers)
		if len(workers) < model.MaxWorkers-1 && r.IntN(4) == 0 {
			join()
		}
	}
	s.mu.Lock()
	s.delay = quick
	s.mu.Unlock()
	join() // all others may be dead
	time.Sleep(4*time.Second + 2*time.Duration(float64(c.burst)/c.rate*1e9))
	end := time.Since(start)
	ctx, cancel := context.WithCancel(t.Context())
	for _, m := range workers {
		wg.Go(func() { m.consume(ctx, start, g, time.Millisecond) })
	}
	const during = 4 * time.Second
	time.Sleep(during)
	cancel()
	for _, m := range workers {
		m.kill()
	}
	wg.Wait()
	if err := excess(g.all, c.rate, c.burst); err != nil {
		t.Error(err)
	}
	// A burst of a few milliseconds is not used to the full.
	if got, want := float64(g.between(end, end+during)), c.rate*during.Seconds(); got < 0.9*want-2 && l.period > minPeriod {
		t.Errorf("%v a second, burst %d: %.0f of %.0f permits when all was well again", c.rate, c.burst, got, want)
	}
}

// use takes permits now and then, in all ways, until the worker ends.
func (m *member) use(r *rand.Rand, start time.Time, g *grants) {
	for !m.worker.closed.Load() {
		n := 1
		if r.IntN(10) == 0 {
			n = 1 + r.IntN(m.worker.burst)
		}
		for range 1 + r.IntN(50) {
			begin, got := time.Since(start), 0
			if r.IntN(10) == 0 {
				got = m.limiter.TryAcquireUpTo(n)
			} else if m.limiter.TryAcquireN(n) {
				got = n
			}
			g.add(begin, time.Since(start), got)
		}
		wait := time.Duration(r.ExpFloat64() * float64(5*time.Millisecond))
		switch r.IntN(20) {
		case 0:
			wait *= 100
		case 1, 2, 3:
			wait = max(m.limiter.RetryAfter(n), 0)
		}
		time.Sleep(wait)
	}
}
