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
		{"smaller", func(l *Limiter) error { return l.SetBurst(1) }, 90 * time.Second},
		{"reset", func(l *Limiter) error { l.Reset(); return nil }, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := Must(New(1, 100))
				l.TryAcquireUpTo(100)
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
