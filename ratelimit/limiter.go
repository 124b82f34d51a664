package ratelimit

import (
	"sync/atomic"
	"time"
)

// A Limiter is a token bucket: it holds at most burst permits, gains rate permits
// a second, and grants a request if it holds the permits that are asked for.
//
// The TryAcquire methods never block, never start a goroutine and never allocate.
// All methods may be called from any number of goroutines at once.
//
// The zero Limiter refuses everything: its TryAcquire methods return false, its
// methods with an error return [ErrZeroLimiter], and it cannot be encoded. It
// becomes usable by decoding into it. A Limiter must not be copied after its first
// use; hold it by pointer, or as a field of a struct that is held by pointer.
type Limiter struct {
	gen atomic.Pointer[generation] // nil: the zero Limiter
}

// New returns a limiter that starts full.
//
// The rate is in permits per second, from [MinRate] to [MaxRate]; one permit a
// minute is 1.0/60. The burst is the most permits that can be taken at one
// instant, from 1 to [MaxBurst]. Anything else, a NaN included, is an error that
// wraps [ErrInvalid], and so is an option with a bad argument.
func New(rate float64, burst int, opts ...Option) (*Limiter, error) {
	s, err := apply(settings{rate: rate, burst: burst}, opts)
	if err != nil {
		return nil, err
	}
	b, err := s.bucket()
	if err != nil {
		return nil, err
	}
	return handle(b), nil
}

// Must returns l, and panics if err is not nil. It is for package variables:
//
//	var limiter = ratelimit.Must(ratelimit.New(10, 20))
func Must(l *Limiter, err error) *Limiter {
	if err != nil {
		panic(err)
	}
	return l
}

// handle returns a Limiter for the bucket.
func handle(b *bucket) *Limiter {
	l := new(Limiter)
	l.gen.Store(b.gen.Load())
	return l
}

// bucket returns the limiter's bucket, nil for the zero Limiter.
func (l *Limiter) bucket() *bucket {
	if g := l.gen.Load(); g != nil {
		return g.bucket
	}
	return nil
}

// TryAcquire takes one permit and reports whether it was there to take.
func (l *Limiter) TryAcquire() bool { return l.TryAcquireN(1) }

// TryAcquireN takes n permits or none, and reports whether it took them. Asking
// for 0 permits succeeds; asking for fewer, or for more than the burst, never
// does.
func (l *Limiter) TryAcquireN(n int) bool {
	g := l.gen.Load() // step: read limiter
	if g == nil || n <= 0 {
		return g != nil && n == 0
	}
	if g.lot != 0 && g.spend(n) {
		return true
	}
	if g.lot != 0 && g.word.Load()&live != 0 { // step: read word
		return l.acquire(g, n)
	}
	// No credits are out: the exact algorithm, here without any call but for the
	// clock, which costs more than all the rest.
	var at instant
	if g.read == nil {
		at = clamp(time.Since(g.origin)) // step: read clock
	} else {
		at = g.now() // step: read clock
	}
	word := g.word.Load() // step: read word again
	if word&(live|sealed) != 0 {
		return l.acquire(g, n)
	}
	now := g.virtual(at)
	if !g.fits(word, now, n) {
		return false
	}
	next := g.charged(word, now, n)
	if !g.word.CompareAndSwap(word, next) { // step: charge
		return l.acquire(g, n)
	}
	if g.lot != 0 && g.held(next, now) >= g.floor {
		g.bucket.restock()
	}
	return true
}

// TryAcquireUpTo takes as many permits as there are, at most n, and returns how
// many it took.
func (l *Limiter) TryAcquireUpTo(n int) int {
	g := l.gen.Load() // step: read limiter
	if g == nil || n <= 0 {
		return 0
	}
	if g.spend(n) {
		return n
	}
	l.follow(g)
	b := g.bucket
	b.settle()
	return b.takeUpTo(b.now(), n)
}

// TryAcquireAt is TryAcquireN at the time now, as the caller has read it: one
// reading of the clock can serve a whole batch. It is always exact.
//
// All readings must come from one clock, which is the one that the other methods
// read if those are used too. They may arrive out of order: a reading before the
// latest can only be refused more, and mints nothing. Times without a monotonic
// reading (parsed, rounded, or from Unix seconds) must not be mixed with times
// that have one.
func (l *Limiter) TryAcquireAt(now time.Time, n int) bool {
	g := l.gen.Load() // step: read limiter
	if g == nil || n <= 0 {
		return g != nil && n == 0
	}
	at := clamp(now.Sub(g.origin)) // g.at(now) would be a second call
	word := g.word.Load()          // step: read word
	if word&(live|sealed) == 0 {
		now := g.virtual(at)
		if !g.fits(word, now, n) {
			return false
		}
		if g.word.CompareAndSwap(word, g.charged(word, now, n)) { // step: charge
			return true
		}
	}
	l.follow(g)
	g.bucket.settle()
	return g.bucket.take(at, n)
}

// Never is the answer of RetryAfter to a request that no waiting can satisfy. It is
// no delay, and the only negative answer: compare with it before you hand the answer
// on, unless n is known to be at most the burst.
//
//	delay := lim.RetryAfter(len(batch))
//	if delay == ratelimit.Never { // the batch is larger than the burst
//		return river.JobCancel(ratelimit.ErrExceedsBurst)
//	}
//	return river.JobSnooze(delay)
//
// No framework takes it for "never". River's JobSnooze panics, which costs the job
// an attempt. For NATS JetStream's NakWithDelay, gue's ErrRescheduleJobIn,
// machinery's NewErrRetryTaskLater, and asynq's ProcessIn and RetryDelayFunc a time
// that is past is "at once": the element comes back again and again. Inngest's
// RetryAtError, Temporal's NextRetryDelay and Beam's sdf.ResumeProcessingIn hand it on
// to the server or runner as it is.
const Never time.Duration = -1

// RetryAfter returns how long it takes until n permits are there, if nobody takes
// any meanwhile: 0 if they are there now, [Never] if n is negative or more than
// the burst, or if the limiter is the zero Limiter ([Limiter.Check] says which), and
// also if the end of the timeline comes first, in 36 years. RetryAfter is what to tell
// a framework that can give an element back for later, if it is not Never. It takes
// nothing.
//
// The answer is exact to the nanosecond: unless others call the limiter meanwhile,
// TryAcquireN(n) is refused one nanosecond before, and succeeds then.
func (l *Limiter) RetryAfter(n int) time.Duration {
	b := l.bucket()
	if b == nil {
		return Never
	}
	return b.retryAfter(n)
}

func (b *bucket) retryAfter(n int) time.Duration {
	g, _ := b.open()
	switch {
	case n < 0 || n > g.burst:
		return Never
	case n == 0 || g.credits.Load() >= int64(n): // step: read credits
		return 0
	}
	b.settle()
	g, word := b.open()
	return g.wait(word, b.now(), n)
}

// wait returns how long after the instant at n permits are there.
func (g *generation) wait(word uint64, at instant, n int) time.Duration {
	if n > g.burst {
		return Never
	}
	now := g.virtual(at)
	due := g.arrival(word, now) + g.units(n)
	if due <= now+g.full {
		return 0
	}
	when, ok := g.reached(due - g.full)
	if !ok {
		return Never
	}
	return time.Duration(when - at)
}

// Available returns how many permits could be taken now, 0 for the zero Limiter.
func (l *Limiter) Available() int {
	b := l.bucket()
	if b == nil {
		return 0
	}
	g, units := b.held()
	return g.permits(units)
}

// Utilization returns the part of the burst that is taken, between 0 for a full
// bucket and 1 for an empty one. Of the zero Limiter it is 1.
func (l *Limiter) Utilization() float64 {
	b := l.bucket()
	if b == nil {
		return 1
	}
	g, units := b.held()
	return 1 - float64(units)/float64(g.full)
}

// held returns what the bucket holds, credits included, in units of the
// generation.
func (b *bucket) held() (*generation, uint64) {
	g, word := b.open()
	credits := max(g.credits.Load(), 0) // step: read credits
	return g, min(g.held(word, g.virtual(b.now()))+g.units(int(credits)), g.full)
}

// Rate returns the rate in permits per second, 0 for the zero Limiter.
func (l *Limiter) Rate() float64 {
	if b := l.bucket(); b != nil {
		g, _ := b.open()
		return g.rate
	}
	return 0
}

// Burst returns the burst in permits, 0 for the zero Limiter.
func (l *Limiter) Burst() int {
	if b := l.bucket(); b != nil {
		g, _ := b.open()
		return g.burst
	}
	return 0
}

// Name returns the name of a process-wide limiter, "" for any other.
func (l *Limiter) Name() string {
	if b := l.bucket(); b != nil {
		return b.declared.name
	}
	return ""
}

// SetRate changes the rate, in permits per second and within the same limits as
// in [New]. The permits held stay as they are, and so does what is owed to
// callers that wait in Acquire, who then wait for as many permits at the new
// rate; those whose turn would then be some decades away get [ErrRefused]. Time
// before the change counts at the old rate, time after it at the new.
func (l *Limiter) SetRate(rate float64) error {
	return l.change(false, func(q quota) (quota, error) { return newQuota(rate, q.burst) })
}

// SetBurst changes the burst, in permits and within the same limits as in [New].
// The permits held stay as they are, up to the new burst. Callers that wait in
// Acquire for more than that get [ErrExceedsBurst] at once; the others keep their
// order and move up, and what they get is within the new burst's bound.
func (l *Limiter) SetBurst(burst int) error {
	return l.change(false, func(q quota) (quota, error) { return newQuota(q.rate, burst) })
}

// Reset fills the bucket and begins anew at the present time, with the present
// rate and burst. Callers that wait in Acquire queue up again, in their order and
// within a second: until then the bucket is full. Reset is also how a
// limiter that outlives a clock is moved to another one that is behind the first,
// such as the fake clock of the next testing/synctest bubble. Of the zero Limiter
// it does nothing.
func (l *Limiter) Reset() {
	// The one error is that of the zero Limiter.
	_ = l.change(true, func(q quota) (quota, error) { return q, nil })
}

func (l *Limiter) change(fresh bool, next func(quota) (quota, error)) error {
	b := l.bucket()
	if b == nil {
		return ErrZeroLimiter
	}
	return b.reconfigure(fresh, next)
}
