package ratelimit

import "time"

// Strategy is what code that is limited needs of a limiter, whatever its kind. No
// method waits, and all may be called from any number of goroutines at once.
//
// [Limiter], [Tiers], [SlidingWindow] and the limiters of [Keyed.For] are strategies, and so
// are those of package lease.
type Strategy interface {
	// TryAcquire takes one permit and reports whether it was there to take.
	TryAcquire() bool
	// TryAcquireN takes n permits or none, and reports whether it took them.
	TryAcquireN(n int) bool
	// RetryAfter returns how long it takes until n permits are there, if nobody
	// takes any meanwhile, or Never, which is negative and no delay.
	RetryAfter(n int) time.Duration
}

var (
	_ Strategy = (*Limiter)(nil)
	_ Strategy = (*Tiers)(nil)
	_ Strategy = (*SlidingWindow)(nil)
	_ Strategy = KeyLimiter[int]{}
)
