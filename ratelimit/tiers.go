package ratelimit

import (
	"fmt"
	"time"
)

// Tiers is several limiters that a request must pass all together, such as 10 a
// second and 100 a minute. A request takes from all tiers or from none.
//
// A refusal is decided before anything is taken. Only if another goroutine takes
// the last permits of a tier in between are those of the tiers before it given
// back, under a lock that is held for some tens of nanoseconds. For that moment
// they are missed by others, and never granted twice: what the time that has passed
// since would have brought anyway is not given back as well.
//
// The zero Tiers refuses everything.
type Tiers struct {
	tiers []*bucket
}

// NewTiers returns the tiers that the limiters make together. The limiters may be
// used alone and in other tiers as well. It is an error that wraps [ErrInvalid] to
// give none, or the same one twice, and [ErrZeroLimiter] to give a zero Limiter.
func NewTiers(limiters ...*Limiter) (*Tiers, error) {
	if len(limiters) == 0 {
		return nil, fmt.Errorf("%w: no tiers", ErrInvalid)
	}
	t := &Tiers{}
	seen := map[*bucket]bool{}
	for i, l := range limiters {
		var b *bucket
		if l != nil {
			b = l.bucket()
		}
		if b == nil {
			return nil, fmt.Errorf("tier %d: %w", i, ErrZeroLimiter)
		}
		if seen[b] {
			return nil, fmt.Errorf("%w: tier %d is there twice", ErrInvalid, i)
		}
		seen[b] = true
		t.tiers = append(t.tiers, b)
	}
	return t, nil
}

// TryAcquire takes one permit from every tier, or none.
func (t *Tiers) TryAcquire() bool { return t.TryAcquireN(1) }

// TryAcquireN takes n permits from every tier, or none, and reports whether it took
// them. It reads the clock once for all tiers on the system's clock.
func (t *Tiers) TryAcquireN(n int) bool {
	if n <= 0 || len(t.tiers) == 0 {
		return n == 0 && len(t.tiers) > 0
	}
	now := system.now()
	for _, b := range t.tiers {
		g, word := b.open()
		if word&live != 0 {
			b.settle()
			g, word = b.open()
		}
		if !g.fits(word, g.virtual(b.reading(now)), n) {
			return false
		}
	}
	return takeAll(t.tiers, now, n)
}

// takeAll charges all tiers, or none.
func takeAll(tiers []*bucket, now instant, n int) bool {
	// Some at a time, with no need to allocate for however many.
	var taken [3]charge
	for i, b := range tiers {
		var ok bool
		if i == len(taken) {
			ok = takeAll(tiers[i:], now, n)
		} else {
			taken[i], ok = b.charge(b.reading(now), n)
		}
		switch {
		case !ok:
			giveAllBack(taken[:i])
			return false
		case i == len(taken):
			return true
		}
	}
	return true
}

// giveAllBack gives back what is still owed of the charges.
func giveAllBack(taken []charge) {
	for _, c := range taken {
		b := c.g.bucket
		b.lock()
		b.giveBack(c)
		b.unlock()
	}
}

// reading returns the time on the bucket's own timeline, which is now if that is
// the system's.
func (b *bucket) reading(now instant) instant {
	if b.read == nil {
		return now
	}
	return b.now()
}

// RetryAfter returns how long it takes until every tier holds n permits, if nobody
// takes any meanwhile, or [Never] if n is negative or more than any tier's burst.
func (t *Tiers) RetryAfter(n int) time.Duration {
	if len(t.tiers) == 0 {
		return Never
	}
	var longest time.Duration
	for _, b := range t.tiers {
		wait := b.retryAfter(n)
		if wait == Never {
			return Never
		}
		longest = max(longest, wait)
	}
	return longest
}
