package lease

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jobvet/jobvet/ratelimit"
)

func mustLimit(t testing.TB, rate float64, burst int) limit {
	t.Helper()
	l, err := newLimit(rate, burst)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// until waits until a condition holds, in a bubble.
func until(t *testing.T, what string, within time.Duration, holds func() bool) time.Duration {
	t.Helper()
	start := time.Now()
	for !holds() {
		if time.Since(start) > within {
			t.Fatalf("not %s within %v", what, within)
		}
		time.Sleep(time.Millisecond)
	}
	return time.Since(start)
}

// TestStep moves all demand from one worker to another.
func TestStep(t *testing.T) {
	for _, c := range limits {
		synctest.Test(t, func(t *testing.T) {
			l := mustLimit(t, c.rate, c.burst)
			if l.period <= minPeriod {
				return // not used to the full
			}
			s, g, start := newSimulated(t), new(grants), time.Now()
			one, two := s.join(t, 0, l), s.join(t, 1, l)
			defer one.kill()
			defer two.kill()
			first, stop := context.WithCancel(t.Context())
			done := make(chan struct{})
			go func() { one.consume(first, start, g, time.Millisecond); close(done) }()
			time.Sleep(5 * time.Second)
			stop()
			<-done
			step := time.Since(start)
			second, stop := context.WithCancel(t.Context())
			done = make(chan struct{})
			go func() { two.consume(second, start, g, time.Millisecond); close(done) }()
			time.Sleep(5 * time.Second)
			stop()
			<-done
			// Whatever the limit allows from 200 ms after the step on.
			from := step + 200*time.Millisecond
			got, want := float64(g.between(from, step+5*time.Second)), c.rate*4.8
			if got < 0.95*want-1 {
				t.Errorf("%v a second, burst %d: %.0f of %.0f permits after a step", c.rate, c.burst, got, want)
			}
			t.Logf("%v a second, burst %d: %.3f of the limit after a step", c.rate, c.burst, got/want)
			if err := excess(g.all, c.rate, c.burst); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestIdleWorkersHoldNothing has nobody ask, and then somebody else ask for all.
func TestIdleWorkersHoldNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, l := newSimulated(t), mustLimit(t, 1000, 200)
		one, two := s.join(t, 0, l), s.join(t, 1, l)
		defer one.kill()
		defer two.kill()
		time.Sleep(2 * time.Second)
		for range 100 {
			one.limiter.TryAcquire()
			time.Sleep(2 * time.Millisecond)
		}
		time.Sleep(2 * time.Second)
		if held := one.limiter.Stats().Held; held != 0 {
			t.Errorf("an idle worker holds %d", held)
		}
		calls := s.count()
		time.Sleep(time.Hour)
		if more := s.count() - calls; more != 0 {
			t.Errorf("idle workers make %d calls an hour", more)
		}
		two.limiter.TryAcquireN(200) // this asks
		until(t, "granted the whole burst", 50*time.Millisecond, func() bool { return two.limiter.TryAcquireN(200) })
	})
}

// TestReserve has a worker that needs a permit every now and then: it is there, unless others go short.
func TestReserve(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, l := newSimulated(t), mustLimit(t, 1000, 200)
		one := s.join(t, 0, l)
		defer one.kill()
		time.Sleep(2 * time.Second)
		one.limiter.TryAcquire()
		for range 20 {
			time.Sleep(300 * time.Millisecond)
			if !one.limiter.TryAcquire() {
				t.Error("the permit of a worker that needs one now and then is not there")
			}
		}
	})
}

func TestClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, l := newSimulated(t), mustLimit(t, 10, 10)
		one, two := s.join(t, 0, l), s.join(t, 1, l)
		defer two.kill()
		time.Sleep(3 * time.Second)
		one.limiter.TryAcquireN(10)
		until(t, "granted", time.Second, func() bool { return one.worker.pool.left.Load() == 10 })
		if err := one.worker.close(t.Context()); err != nil {
			t.Error(err)
		}
		if one.limiter.TryAcquire() || one.limiter.RetryAfter(1) != ratelimit.Never {
			t.Error("a closed limiter grants")
		}
		two.limiter.TryAcquireN(10)
		until(t, "given back", 50*time.Millisecond, func() bool { return two.limiter.TryAcquireN(10) })
	})
}

// TestDeath kills a worker that holds all: its permits count as spent when they expire.
func TestDeath(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, l := newSimulated(t), mustLimit(t, 10, 10)
		one, two := s.join(t, 0, l), s.join(t, 1, l)
		defer two.kill()
		time.Sleep(3 * time.Second)
		one.limiter.TryAcquireN(10)
		until(t, "granted", time.Second, func() bool { return one.worker.pool.left.Load() == 10 })
		one.kill()
		two.limiter.TryAcquire()
		if d := until(t, "granted one", 2*time.Second, two.limiter.TryAcquire); d < time.Second {
			t.Errorf("granted %v after another worker died that held all", d)
		}
	})
}

func TestStoreAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, l := newSimulated(t), mustLimit(t, 100, 10)
		var errs atomic.Int64
		one := s.join(t, 0, l, OnError(func(error) { errs.Add(1) }))
		defer one.kill()
		time.Sleep(2 * time.Second)
		s.mu.Lock()
		one.connection.cut = true
		s.mu.Unlock()
		one.limiter.TryAcquire()
		time.Sleep(3 * time.Second)
		if one.limiter.TryAcquire() {
			t.Error("granted without the store")
		}
		stats := one.limiter.Stats()
		if n := errs.Load(); n == 0 || n != stats.Failures || !stats.Away || !errors.Is(stats.Err, context.DeadlineExceeded) {
			t.Errorf("%d errors, %+v", n, stats)
		}
		if d := one.limiter.RetryAfter(1); d <= 0 || d > 2*time.Second {
			t.Errorf("RetryAfter = %v", d)
		}
		s.mu.Lock()
		one.connection.cut = false
		s.mu.Unlock()
		until(t, "granted when the store is back", 2*time.Second, one.limiter.TryAcquire)
		if one.limiter.Stats().Away {
			t.Error("still away")
		}
	})
}

// TestSlow has a limit of one a minute: RetryAfter says when there is more, and what another worker gives back is there at once.
func TestSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, l := newSimulated(t), mustLimit(t, 1.0/60, 2)
		one, two := s.join(t, 0, l), s.join(t, 1, l)
		defer one.kill()
		defer two.kill()
		time.Sleep(3 * time.Minute)
		for range 2 {
			one.limiter.TryAcquire()
			until(t, "granted", time.Second, one.limiter.TryAcquire)
		}
		two.limiter.TryAcquire()
		time.Sleep(2 * time.Second)
		two.limiter.TryAcquire()
		time.Sleep(10 * time.Millisecond)
		if d := two.limiter.RetryAfter(1); d < 50*time.Second || d > time.Minute {
			t.Errorf("RetryAfter = %v", d)
		}
		time.Sleep(two.limiter.RetryAfter(1))
		two.limiter.TryAcquire()
		until(t, "granted after RetryAfter", 2*time.Second, two.limiter.TryAcquire)
	})
}

// TestFallback has all workers cut off, and the store back.
func TestFallback(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 4
		s, g, start, l := newSimulated(t), new(grants), time.Now(), mustLimit(t, 100, 20)
		var all []*member
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		for i := range n {
			m := s.join(t, i, l, Fallback(Share(n)))
			all = append(all, m)
			go func() { m.consume(ctx, start, g, time.Millisecond); ended <- struct{}{} }()
		}
		cut := func(is bool) {
			s.mu.Lock()
			defer s.mu.Unlock()
			for _, m := range all {
				m.connection.cut = is
			}
		}
		time.Sleep(5 * time.Second)
		cut(true)
		time.Sleep(10 * time.Second)
		cut(false)
		time.Sleep(5 * time.Second)
		cancel()
		for _, m := range all {
			<-ended
			m.kill()
		}
		if got := g.between(7*time.Second, 15*time.Second); got < 700 || got > 820 {
			t.Errorf("%d permits in 8 s without the store", got)
		}
		if got := g.between(17*time.Second, 20*time.Second); got < 270 {
			t.Errorf("%d permits in 3 s when the store is back", got)
		}
		// Workers find the store again one after the other, within a second. Those that have found it have the
		// limit, and the others their shares.
		const both = 100 * (n - 1) / n
		if err := excess(g.all, 100, 2*20+both); err != nil {
			t.Error(err)
		}
	})
}

// TestZero and bounds of what can be asked for.
func TestBounds(t *testing.T) {
	var zero Limiter
	if zero.TryAcquire() || zero.TryAcquireN(0) || zero.TryAcquireUpTo(1) != 0 || zero.RetryAfter(1) != ratelimit.Never || zero.Close(t.Context()) != nil || !errors.Is(zero.Acquire(t.Context(), 1), ErrClosed) {
		t.Error("the zero Limiter")
	}
	synctest.Test(t, func(t *testing.T) {
		m := newSimulated(t).join(t, 0, mustLimit(t, 10, 5))
		defer m.kill()
		l := m.limiter
		if !l.TryAcquireN(0) || l.TryAcquireN(-1) || l.TryAcquireN(6) || l.RetryAfter(6) != ratelimit.Never || l.RetryAfter(-1) != ratelimit.Never || l.RetryAfter(0) != 0 {
			t.Error("bounds")
		}
		if err := l.Acquire(t.Context(), 6); !errors.Is(err, ratelimit.ErrExceedsBurst) {
			t.Error(err)
		}
		if err := l.Acquire(t.Context(), -1); !errors.Is(err, ratelimit.ErrInvalid) {
			t.Error(err)
		}
		if err := l.Acquire(t.Context(), 3); err != nil {
			t.Error(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if err := l.Acquire(ctx, 5); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
}

// TestAllocations: no call allocates, whether it is granted or refused.
func TestAllocations(t *testing.T) {
	w := newWorker("test", mustLimit(t, 1000, 200), settings{}, nil)
	l := new(Limiter)
	l.worker.Store(w)
	w.pool.putIn(1_000_000, 1<<62)
	all := func() {
		l.TryAcquire()
		l.TryAcquireN(2)
		l.TryAcquireUpTo(3)
		l.RetryAfter(1)
	}
	if n := testing.AllocsPerRun(1000, all); n != 0 {
		t.Errorf("%v allocations granted", n)
	}
	w.pool.keep(0)
	if l.TryAcquire() {
		t.Error("granted")
	}
	if n := testing.AllocsPerRun(1000, all); n != 0 {
		t.Errorf("%v allocations refused", n)
	}
}

func TestUnits(t *testing.T) {
	for _, c := range []struct {
		rate       float64
		burst      int
		unit, pace int64
	}{{1000, 200, 1000, 1}, {100_000, 10, 10, 1}, {7, 3, 1_000_000, 7}, {3_000_000, 5, 1, 3}, {1.0 / 60, 10, 60_000_000, 1}, {0.5, 1, 2_000_000, 1}} {
		l := mustLimit(t, c.rate, c.burst)
		if l.unit != c.unit || l.pace != c.pace {
			t.Errorf("%v: %d units a permit, %d a microsecond", c.rate, l.unit, l.pace)
		}
	}
	for _, c := range limits {
		l := mustLimit(t, c.rate, c.burst)
		if got := float64(l.pace) / float64(l.unit) * 1e6; got > c.rate*(1+1e-12) || got < c.rate*0.999 {
			t.Errorf("%v is %v", c.rate, got)
		}
	}
	for _, c := range []struct {
		rate  float64
		burst int
	}{{0, 1}, {1, 0}, {-1, 1}, {1, MaxBurst + 1}, {1e-9, 10}, {1.1e-8, 1000}} {
		if _, err := newLimit(c.rate, c.burst); !errors.Is(err, ratelimit.ErrInvalid) {
			t.Errorf("rate %v, burst %d: %v", c.rate, c.burst, err)
		}
	}
}

// TestExcess: what is tested with is tested.
func TestExcess(t *testing.T) {
	at := func(begin, end time.Duration, n int) grant {
		return grant{begin * time.Millisecond, end * time.Millisecond, n}
	}
	for _, c := range []struct {
		name  string
		all   []grant
		wrong bool
	}{
		{"a burst", []grant{at(0, 0, 2), at(100, 100, 1)}, false},
		{"one more", []grant{at(0, 0, 2), at(99, 99, 1)}, true},
		{"one more, but it took its time", []grant{at(0, 0, 2), at(99, 100, 1)}, false},
		{"long calls, in order of their ends", []grant{at(0, 300, 1), at(1, 1, 2), at(2, 300, 1)}, false},
		{"long calls, one too many", []grant{at(0, 150, 1), at(1, 1, 2), at(2, 150, 1)}, true},
		{"an idle time saves no more than the burst", []grant{at(1000, 1000, 2), at(1001, 1001, 1)}, true},
	} {
		if err := excess(c.all, 10, 2); (err != nil) != c.wrong {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
