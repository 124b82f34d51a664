package main

import (
	"context"
	"log"
	"sync/atomic"
	"time"

	"github.com/failsafe-go/failsafe-go/ratelimiter"
	jobvet "github.com/jobvet/jobvet/ratelimit"
	juju "github.com/juju/ratelimit"
	"github.com/sethvargo/go-limiter/memorystore"
	"github.com/throttled/throttled/v2"
	"github.com/throttled/throttled/v2/store/memstore"
	uber "go.uber.org/ratelimit"
	"golang.org/x/sync/semaphore"
	"golang.org/x/time/rate"
	"k8s.io/client-go/util/flowcontrol"
)

// On the granting paths every limiter has more permits than it can give away; on
// the refusing ones it has none left for the next hour.
const (
	plenty      = 1e9
	plentyBurst = 1_000_000
	hourly      = 1.0 / 3600
)

// Names that the report refers to.
const (
	nameCredits   = "jobvet"
	nameExact     = "jobvet, Exact"
	nameXTime     = "x/time/rate Allow"
	nameFailsafe  = "failsafe-go bursty"
	nameClock     = "(clock read)"
	nameClockLoad = "(clock read + load)"
	nameClockCAS  = "(clock read + CAS)"
	nameAt        = "jobvet TryAcquireAt"
	nameAllowN    = "x/time/rate AllowN"
)

// allPaths returns what is measured.
func allPaths() []*path {
	var paths []*path
	for _, c := range []struct {
		name       string
		goroutines int
	}{{"1 goroutine", 1}, {"2 goroutines", 2}, {"8 goroutines", 8}} {
		paths = append(paths,
			&path{name: "granted, " + c.name, goroutines: c.goroutines, rows: limiters(true)},
			&path{name: "refused, " + c.name, goroutines: c.goroutines, rows: limiters(false)})
	}
	return append(paths,
		&path{name: "granted at a given time", goroutines: 1, rows: timed(true)},
		&path{name: "refused at a given time", goroutines: 1, rows: timed(false)})
}

var (
	start = time.Now()
	sink  atomic.Int64
	ctx   = context.Background()
)

// must returns what a constructor made.
func must[T any](made T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return made
}

// limiters returns the limiters' own try calls, and beside them what the hardware
// needs for reading the clock, and for reading or writing a word.
func limiters(granted bool) []*row {
	rows := []*row{
		{name: nameClock, make: func() loop {
			return func(n int) int {
				sum := time.Duration(0)
				for range n {
					sum += time.Since(start)
				}
				sink.Add(int64(sum))
				return n
			}
		}},
		{name: nameClockLoad, make: func() loop {
			var word atomic.Int64
			return func(n int) (right int) {
				for range n {
					if int64(time.Since(start)) >= word.Load() {
						right++
					}
				}
				return right
			}
		}},
		{name: nameClockCAS, make: func() loop {
			var word atomic.Int64
			return func(n int) int {
				for range n {
					now := int64(time.Since(start))
					for {
						old := word.Load()
						if word.CompareAndSwap(old, max(old, now)+1) {
							break
						}
					}
				}
				return n
			}
		}},
		{name: nameCredits, make: func() loop { return tryAcquire(granted) }},
		{name: nameExact, make: func() loop { return tryAcquire(granted, jobvet.Exact()) }},
		{name: nameXTime, make: func() loop {
			l := rate.NewLimiter(plenty, plentyBurst)
			if !granted {
				l = rate.NewLimiter(hourly, 1)
				l.Allow()
			}
			return func(n int) (right int) {
				for range n {
					if l.Allow() == granted {
						right++
					}
				}
				return right
			}
		}},
		{name: nameFailsafe, make: func() loop {
			l := ratelimiter.NewBursty[any](plenty, time.Second)
			if !granted {
				l = ratelimiter.NewBursty[any](1, time.Hour)
				l.TryAcquirePermit()
			}
			return failsafe(l, granted)
		}},
		{name: "failsafe-go smooth", make: func() loop {
			l := ratelimiter.NewSmoothWithMaxRate[any](time.Nanosecond)
			if !granted {
				l = ratelimiter.NewSmoothWithMaxRate[any](time.Hour)
				l.TryAcquirePermit()
			}
			return failsafe(l, granted)
		}},
		{name: "juju TakeAvailable", make: func() loop {
			l := juju.NewBucketWithRate(plenty, plentyBurst)
			if !granted {
				l = juju.NewBucket(time.Hour, 1)
				l.TakeAvailable(1)
			}
			return func(n int) (right int) {
				for range n {
					if (l.TakeAvailable(1) == 1) == granted {
						right++
					}
				}
				return right
			}
		}},
		{name: "client-go TryAccept", make: func() loop {
			l := flowcontrol.NewTokenBucketRateLimiter(plenty, plentyBurst)
			if !granted {
				l = flowcontrol.NewTokenBucketRateLimiter(hourly, 1)
				l.TryAccept()
			}
			return func(n int) (right int) {
				for range n {
					if l.TryAccept() == granted {
						right++
					}
				}
				return right
			}
		}},
		{name: "sethvargo Take", make: func() loop {
			config := &memorystore.Config{Tokens: 1 << 50, Interval: 24 * time.Hour}
			if !granted {
				config.Tokens = 1
			}
			s := must(memorystore.New(config))
			return func(n int) (right int) {
				for range n {
					if _, _, _, ok, err := s.Take(ctx, "key"); err == nil && ok == granted {
						right++
					}
				}
				return right
			}
		}},
		{name: "throttled GCRA", make: func() loop {
			quota := throttled.RateQuota{MaxRate: throttled.PerSec(plenty), MaxBurst: plentyBurst}
			if !granted {
				quota = throttled.RateQuota{MaxRate: throttled.PerHour(1)}
			}
			l := must(throttled.NewGCRARateLimiterCtx(must(memstore.NewCtx(0)), quota))
			l.SetMaxCASAttemptsLimit(1 << 30) // or it fails under contention
			return func(n int) (right int) {
				for range n {
					if limited, _, err := l.RateLimitCtx(ctx, "key", 1); err == nil && limited != granted {
						right++
					}
				}
				return right
			}
		}},
		{name: "semaphore TryAcquire", make: func() loop {
			s := semaphore.NewWeighted(1 << 60)
			if !granted {
				s = semaphore.NewWeighted(1)
				s.TryAcquire(1)
			}
			return func(n int) (right int) {
				for range n {
					if s.TryAcquire(1) == granted {
						right++
					}
				}
				return right
			}
		}},
	}
	if granted {
		// It has no call that refuses.
		rows = append(rows, &row{name: "uber Take", make: func() loop {
			l := uber.New(plenty)
			return func(n int) int {
				for range n {
					l.Take()
				}
				return n
			}
		}})
	}
	return rows
}

// limiter returns a limiter with more permits than it can give away, or with none.
func limiter(granted bool, opts ...jobvet.Option) *jobvet.Limiter {
	if granted {
		return must(jobvet.New(plenty, plentyBurst, opts...))
	}
	l := must(jobvet.New(hourly, 1000, opts...))
	for l.TryAcquire() {
	}
	return l
}

func tryAcquire(granted bool, opts ...jobvet.Option) loop {
	l := limiter(granted, opts...)
	return func(n int) (right int) {
		for range n {
			if l.TryAcquire() == granted {
				right++
			}
		}
		return right
	}
}

func failsafe(l ratelimiter.RateLimiter[any], granted bool) loop {
	return func(n int) (right int) {
		for range n {
			if l.TryAcquirePermit() == granted {
				right++
			}
		}
		return right
	}
}

// timed returns the calls that take the caller's reading of the clock.
func timed(granted bool) []*row {
	const enough = 1 << 40 // permits at one instant
	return []*row{
		{name: nameAt, make: func() loop {
			l := must(jobvet.New(1, enough))
			now := time.Now()
			if !granted {
				l.TryAcquireAt(now, enough)
			}
			return func(n int) (right int) {
				for range n {
					if l.TryAcquireAt(now, 1) == granted {
						right++
					}
				}
				return right
			}
		}},
		{name: nameAllowN, make: func() loop {
			l := rate.NewLimiter(1, enough)
			now := time.Now()
			if !granted {
				l.AllowN(now, enough)
			}
			return func(n int) (right int) {
				for range n {
					if l.AllowN(now, 1) == granted {
						right++
					}
				}
				return right
			}
		}},
	}
}
