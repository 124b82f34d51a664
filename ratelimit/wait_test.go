package ratelimit

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestAcquireServesInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(10, 10))
		l.TryAcquireUpTo(10)
		var mu sync.Mutex
		var served []int
		start := time.Now()
		for i, n := range []int{10, 1, 5} {
			go func() {
				if err := l.Acquire(t.Context(), n); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				served = append(served, i)
				if want := []time.Duration{1000, 1100, 1600}[i] * time.Millisecond; time.Since(start) != want {
					t.Errorf("request %d was served after %v, want %v", i, time.Since(start), want)
				}
			}()
			synctest.Wait()
			if l.TryAcquire() {
				t.Error("overtook those who wait")
			}
		}
		time.Sleep(3 * time.Second)
		mu.Lock()
		defer mu.Unlock()
		if !slices.Equal(served, []int{0, 1, 2}) {
			t.Errorf("served in order %v", served)
		}
		if l.Available() != 10 {
			t.Errorf("%d available", l.Available())
		}
	})
}

func TestAcquireGivesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 100))
		l.TryAcquireUpTo(100)
		ctx, cancel := context.WithCancel(t.Context())
		result := make(chan error)
		go func() { result <- l.Acquire(ctx, 50) }()
		time.Sleep(10 * time.Second)
		cancel()
		if err := <-result; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if l.Available() != 10 {
			t.Errorf("%d available 10 s later", l.Available())
		}
		if err := l.Acquire(ctx, 1); !errors.Is(err, context.Canceled) {
			t.Errorf("ended context: %v", err)
		}
		short, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		start := time.Now()
		if err := l.Acquire(short, 20); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 0 {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		if l.Available() != 10 {
			t.Errorf("%d available after a wait that could not succeed", l.Available())
		}
		for n, want := range map[int]error{101: ErrExceedsBurst, -1: ErrInvalid, 0: nil, 10: nil} {
			if err := l.Acquire(t.Context(), n); !errors.Is(err, want) {
				t.Errorf("Acquire(%d): %v", n, err)
			}
		}
	})
}

func TestAcquireFollowsChanges(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(l *Limiter) error
		after  time.Duration // of the change, which comes after 10 s
	}{
		{"faster", func(l *Limiter) error { return l.SetRate(10) }, 9 * time.Second},
		{"slower", func(l *Limiter) error { return l.SetRate(0.5) }, 180 * time.Second},
		{"larger", func(l *Limiter) error { return l.SetBurst(1000) }, 90 * time.Second},
		{"smaller", func(l *Limiter) error { return l.SetBurst(100) }, 90 * time.Second},
		{"reset", func(l *Limiter) error { l.Reset(); return nil }, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := Must(New(1, 200))
				l.TryAcquireUpTo(200)
				result := make(chan error)
				go func() { result <- l.Acquire(t.Context(), 100) }()
				time.Sleep(10 * time.Second)
				if err := test.change(l); err != nil {
					t.Fatal(err)
				}
				changed := time.Now()
				if test.after > 0 && (l.TryAcquire() || l.RetryAfter(1) < test.after) {
					t.Errorf("overtook one who waits; RetryAfter(1) = %v", l.RetryAfter(1))
				}
				if err := <-result; err != nil {
					t.Fatal(err)
				}
				// A change is noticed within a second.
				if got := time.Since(changed); got < test.after || got > test.after+maxNap {
					t.Errorf("served %v after the change, want %v", got, test.after)
				}
			})
		})
	}
}

// TestCancelAfterReset checks that a void reservation is not given back as well.
func TestCancelAfterReset(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(0.01, 10))
		l.TryAcquireUpTo(10)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- l.Acquire(ctx, 10) }()
		synctest.Wait()
		l.Reset()
		if !l.TryAcquireN(10) {
			t.Error("Reset did not fill the bucket")
		}
		cancel()
		<-done
		if l.Available() != 0 {
			t.Errorf("%d available", l.Available())
		}
	})
}

// TestGivingUpLetsOthersMoveUp has one of two callers give up, each of whom
// waits for the whole burst: the other gets it so much earlier, and it is there once.
func TestGivingUpLetsOthersMoveUp(t *testing.T) {
	for _, burst := range []int{1, 10, 1000} {
		for _, late := range []bool{false, true} { // when the first is due, or before
			synctest.Test(t, func(t *testing.T) {
				fill := time.Duration(burst) * time.Second
				l := Must(New(1, burst))
				l.TryAcquireUpTo(burst)
				ctx, cancel := context.WithCancel(t.Context())
				first := make(chan error, 1)
				go func() { first <- l.Acquire(ctx, burst) }()
				synctest.Wait()
				served := make(chan time.Duration)
				start := time.Now()
				go func() {
					if err := l.Acquire(t.Context(), burst); err != nil {
						t.Error(err)
					}
					served <- time.Since(start)
				}()
				synctest.Wait()
				want := fill
				if late {
					time.Sleep(fill)
				} else {
					time.Sleep(fill / 4)
				}
				cancel()
				if <-first == nil { // both had come: served is right as well
					want = 2 * fill
				}
				if got := <-served; got != want {
					t.Errorf("burst %d: served after %v, want %v", burst, got, want)
				}
				if n := l.TryAcquireUpTo(burst); n != 0 {
					t.Errorf("burst %d: another %d permits at the same instant", burst, n)
				}
				time.Sleep(fill)
				if n := l.TryAcquireUpTo(burst); n != burst {
					t.Errorf("burst %d: %d permits when it has filled again", burst, n)
				}
			})
		}
	}
}

// TestSmallRequestsMoveUp has a large request before small ones given up.
func TestSmallRequestsMoveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 10))
		l.TryAcquireUpTo(10)
		ctx, cancel := context.WithCancel(t.Context())
		large := l.TryAcquireAsync(ctx, 10)
		synctest.Wait()
		var small []<-chan bool
		for range 7 {
			small = append(small, l.TryAcquireAsync(t.Context(), 1))
			synctest.Wait()
		}
		time.Sleep(5 * time.Second)
		cancel()
		if <-large {
			t.Error("the large request was served")
		}
		synctest.Wait()
		for i, c := range small {
			select {
			case <-c:
				if i >= 5 {
					t.Errorf("small request %d of 5 permits was served", i)
				}
			default:
				if i < 5 {
					t.Errorf("small request %d waits, with 5 permits there", i)
				}
			}
		}
		time.Sleep(2*time.Second - 1)
		if len(small[6]) != 0 || l.TryAcquire() {
			t.Error("too early")
		}
		time.Sleep(time.Nanosecond)
		if !<-small[6] || l.TryAcquire() {
			t.Error("not the last of them after two seconds")
		}
	})
}

// TestGivingUpAfterAChange gives up what was reserved, or served, under another rate.
func TestGivingUpAfterAChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 10))
		l.TryAcquireUpTo(10)
		ctx, cancel := context.WithCancel(t.Context())
		first := l.TryAcquireAsync(ctx, 8)
		synctest.Wait()
		second := l.TryAcquireAsync(t.Context(), 4)
		synctest.Wait()
		if err := l.SetRate(2); err != nil {
			t.Fatal(err)
		}
		cancel()
		if <-first {
			t.Error("served")
		}
		if got := l.RetryAfter(1); got < 2500*time.Millisecond || got > 2500*time.Millisecond+4 {
			t.Errorf("RetryAfter(1) = %v behind one that waits for 4 at 2 a second", got)
		}
		time.Sleep(2*time.Second + 2)
		if !<-second || l.TryAcquire() {
			t.Error("not 4 permits after 2 seconds")
		}
	})
	l := Must(New(1, 10))
	c, ok := l.bucket().charge(l.bucket().now(), 5)
	if !ok {
		t.Fatal("refused")
	}
	l.Reset()
	l.TryAcquireUpTo(3)
	l.bucket().giveBack(c)
	if got := l.Available(); got != 7 {
		t.Errorf("%d available: a charge from before a Reset was given back after it", got)
	}
}

// TestReadingsAheadOfTheClock grants a caller, by a reading of its own, what others
// wait for: when one of those gives up, its place is not given to anybody.
func TestReadingsAheadOfTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 10))
		l.TryAcquireUpTo(10)
		ctx, cancel := context.WithCancel(t.Context())
		first := l.TryAcquireAsync(ctx, 10)
		synctest.Wait()
		ahead := time.Now().Add(15 * time.Second)
		if !l.TryAcquireAt(ahead, 5) {
			t.Error("refused what is there in 15 seconds")
		}
		second := l.TryAcquireAsync(t.Context(), 1)
		synctest.Wait()
		cancel()
		if <-first {
			t.Error("served")
		}
		if l.TryAcquireAt(ahead, 6) {
			t.Error("6 and 5 of a burst of 10 at the same reading")
		}
		time.Sleep(16*time.Second - 1)
		if len(second) != 0 {
			t.Error("overtook who was granted before")
		}
		time.Sleep(time.Nanosecond)
		if !<-second {
			t.Error("not served")
		}
		// Those who came behind all this are as exact as ever.
		l.TryAcquireUpTo(10)
		ctx, cancel = context.WithCancel(t.Context())
		first = l.TryAcquireAsync(ctx, 10)
		synctest.Wait()
		cancel()
		<-first
		if got := l.RetryAfter(1); got != time.Second {
			t.Errorf("RetryAfter(1) = %v", got)
		}
	})
}

// TestGivingUpBehindAReadingAhead is the same with nobody behind.
func TestGivingUpBehindAReadingAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 10))
		l.TryAcquireUpTo(10)
		ctx, cancel := context.WithCancel(t.Context())
		first := l.TryAcquireAsync(ctx, 10)
		synctest.Wait()
		ahead := time.Now().Add(15 * time.Second)
		if !l.TryAcquireAt(ahead, 5) {
			t.Error("refused what is there in 15 seconds")
		}
		cancel()
		if <-first || l.TryAcquireAt(ahead, 6) {
			t.Error("6 and 5 of a burst of 10 at the same reading")
		}
	})
}

// TestGiveBackBehindTheQueue gives back what was granted by a reading ahead of the
// clock, behind one who waits: that one is not served earlier for it.
func TestGiveBackBehindTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 10))
		b := l.bucket()
		l.TryAcquireUpTo(10)
		first := l.TryAcquireAsync(t.Context(), 10)
		synctest.Wait()
		c, ok := b.charge(b.now()+instant(15*time.Second), 5)
		if !ok {
			t.Fatal("refused what is there in 15 seconds")
		}
		b.lock()
		b.giveBack(c)
		b.unlock()
		time.Sleep(10*time.Second - 1)
		if len(first) != 0 {
			t.Error("served early")
		}
		time.Sleep(time.Nanosecond)
		if !<-first || l.TryAcquire() {
			t.Error("not 10 after 10 seconds")
		}
	})
}

// TestNoCreditsBehindTheQueue has credits out when a request queues up: they are
// called back first, or they would be there beside what it is served.
func TestNoCreditsBehindTheQueue(t *testing.T) {
	const burst = 320 // lots of 20
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, burst))
		b := l.bucket()
		l.TryAcquire()
		if b.gen.Load().credits.Load() == 0 {
			t.Fatal("no credits are out")
		}
		r, err := b.reserve(t.Context(), burst)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.wait(t.Context(), r); err != nil || l.TryAcquireUpTo(burst) != 0 {
			t.Errorf("more than the burst at once, or %v", err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, burst))
		l.TryAcquireUpTo(burst)
		served := l.TryAcquireAsync(t.Context(), burst)
		time.Sleep(time.Millisecond)
		l.Reset()
		l.TryAcquireN(2)
		l.TryAcquire()
		if l.bucket().gen.Load().credits.Load() == 0 {
			t.Fatal("no credits are out")
		}
		if !<-served || l.TryAcquireUpTo(burst) != 0 {
			t.Error("more than the burst at once")
		}
	})
}

// TestPause sets the lowest rate for a while: who would wait for millennia is told so
// if there is no room for the debt, and no debt is forgotten.
func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 100))
		l.TryAcquireUpTo(100)
		var mu sync.Mutex
		var grants []taken
		refused := 0
		start := time.Now()
		for range 8 {
			go func() {
				err := l.Acquire(t.Context(), 100)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					grants = append(grants, taken{time.Since(start), 100})
				} else if refused++; !errors.Is(err, ErrRefused) {
					t.Error(err)
				}
			}()
			synctest.Wait()
		}
		time.Sleep(time.Second)
		for _, rate := range []float64{MinRate, 1} {
			if err := l.SetRate(rate); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
		}
		time.Sleep(time.Hour)
		mu.Lock()
		defer mu.Unlock()
		if refused == 0 || len(grants) == 0 || refused+len(grants) != 8 {
			t.Errorf("%d refused, %d served of 8", refused, len(grants))
		}
		if over := excess(grants, []setting{{0, 1, 100}}); over > 1e-6 {
			t.Errorf("%.3f permits more than the bound in some window", over)
		}
		if l.Available() != 100 {
			t.Errorf("%d available an hour later", l.Available())
		}
	})
}

// TestSmallerBurstHoldsForThoseWhoWait makes the burst smaller than what some wait for.
func TestSmallerBurstHoldsForThoseWhoWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 10))
		l.TryAcquireUpTo(10)
		start := time.Now()
		type end struct {
			at  time.Duration
			err error
		}
		var ends [5]chan end
		for i, n := range []int{10, 2, 7, 3, 1} {
			ends[i] = make(chan end, 1)
			go func() {
				err := l.Acquire(t.Context(), n)
				ends[i] <- end{time.Since(start), err}
			}()
			synctest.Wait()
		}
		time.Sleep(8 * time.Second)
		if err := l.SetBurst(3); err != nil {
			t.Fatal(err)
		}
		// Of the 8 permits that had come together 3 stay.
		for i, want := range []end{{8 * time.Second, ErrExceedsBurst}, {8 * time.Second, nil}, {8 * time.Second, ErrExceedsBurst}, {10 * time.Second, nil}, {11 * time.Second, nil}} {
			// A change costs a nanosecond.
			if got := <-ends[i]; got.at < want.at || got.at > want.at+1 || !errors.Is(got.err, want.err) {
				t.Errorf("request %d ended after %v with %v, want %v and %v", i, got.at, got.err, want.at, want.err)
			}
		}
		if got := l.RetryAfter(3); got < 3*time.Second-1 || got > 3*time.Second {
			t.Errorf("RetryAfter(3) = %v", got)
		}
	})
}

// TestResetKeepsTheOrder resets a limiter for which several wait.
func TestResetKeepsTheOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(0.1, 200))
		l.TryAcquireUpTo(200)
		start := time.Now()
		var served [4]chan time.Duration
		for i := range served {
			served[i] = make(chan time.Duration, 1)
			go func() {
				if err := l.Acquire(t.Context(), 100); err != nil {
					t.Error(err)
				}
				served[i] <- time.Since(start)
			}()
			synctest.Wait()
		}
		l.Reset()
		for i, want := range []time.Duration{0, 0, 1000 * time.Second, 2000 * time.Second} {
			if got := <-served[i]; got < want || got > want+maxNap {
				t.Errorf("request %d was served after %v, want %v", i, got, want)
			}
		}
	})
}

// TestNoEndInSight asks for more than fits on a timeline.
func TestNoEndInSight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const burst = 1 << 30 // 34 years
		l := Must(New(1, burst))
		l.Reset()
		l.TryAcquireUpTo(burst)
		ctx, cancel := context.WithCancel(t.Context())
		first := l.TryAcquireAsync(ctx, burst)
		synctest.Wait()
		for _, n := range []int{1, burst} {
			if err := l.Acquire(ctx, n); !errors.Is(err, ErrRefused) {
				t.Errorf("Acquire(%d) behind %d: %v", n, burst, err)
			}
		}
		cancel()
		if <-first {
			t.Error("served")
		}
		if got := l.RetryAfter(burst); got != burst*time.Second {
			t.Errorf("RetryAfter = %v", got)
		}
	})
}

func TestTryAcquireAsync(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 5))
		now := l.TryAcquireAsync(t.Context(), 5)
		if ok, open := <-now, true; !ok || !open {
			t.Error("not granted at once")
		}
		if _, open := <-now; open {
			t.Error("channel still open")
		}
		later := l.TryAcquireAsync(t.Context(), 3)
		time.Sleep(3*time.Second - 1)
		select {
		case <-later:
			t.Error("too early")
		default:
		}
		if !<-later {
			t.Error("not granted")
		}
		ctx, cancel := context.WithCancel(t.Context())
		never := l.TryAcquireAsync(ctx, 5)
		cancel()
		if <-never || <-l.TryAcquireAsync(t.Context(), 6) || <-l.TryAcquireAsync(ctx, 1) {
			t.Error("granted what cannot be")
		}
	})
}

func TestAdmit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 5))
		start := time.Now()
		for i, want := range []error{nil, ErrRefused, ErrRefused} {
			if err := l.Admit(t.Context(), 5); err != want {
				t.Errorf("%d: %v", i, err)
			}
		}
		if err := l.Admit(t.Context(), 6); !errors.Is(err, ErrExceedsBurst) {
			t.Error(err)
		}
		if err := l.Admit(t.Context(), -1); !errors.Is(err, ErrInvalid) {
			t.Error(err)
		}
		if time.Since(start) != 0 {
			t.Error("Admit waited")
		}
		ctx, cancel := context.WithCancel(AllowWaiting(t.Context()))
		if err := l.Admit(ctx, 2); err != nil || time.Since(start) != 2*time.Second {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		cancel()
		if err := l.Admit(ctx, 1); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestAcquireWithAClockOfItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		now := time.Unix(0, 0)
		l := Must(New(1, 5, Clock(func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			return now
		})))
		l.TryAcquireUpTo(5)
		got := l.TryAcquireAsync(t.Context(), 5)
		time.Sleep(time.Hour)
		select {
		case <-got:
			t.Error("granted while the clock stood still")
		default:
		}
		mu.Lock()
		now = now.Add(5 * time.Second)
		mu.Unlock()
		start := time.Now()
		if !<-got || time.Since(start) > maxNap {
			t.Errorf("not granted within a second but after %v", time.Since(start))
		}
	})
}
