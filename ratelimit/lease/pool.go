package lease

import (
	"sync/atomic"
	"time"
)

// cacheLine keeps apart what different goroutines write.
const cacheLine = 128

// instant is a time on the monotonic clock, in nanoseconds from the pool's origin.
type instant = int64

// pool is the permits that this worker may spend now. Any goroutine takes from it, and
// only the worker's own puts permits in or away.
//
// Every access to an atomic variable that decides who has a permit carries a comment that names the step.
// The same steps, under the same names, are what the model in internal/model explores in
// every order.
type pool struct {
	origin time.Time
	_      [cacheLine]byte

	left atomic.Int64
	_    [cacheLine]byte

	// expiry is until when the permits may be spent.
	expiry atomic.Int64
	// low is how many are so few that more are asked for.
	low atomic.Int64
	// asked tells that somebody needs permits, and need how many at once that were refused.
	asked atomic.Bool
	need  atomic.Int64
	wake  chan struct{}

	// put and away are all that was ever put in and put away. Only the worker's own goroutine
	// uses them.
	put, away int64
}

func (p *pool) now() instant { return int64(time.Since(p.origin)) }

// take takes n permits, at least one, or none.
func (p *pool) take(n int64) bool {
	left := p.left.Load()                                           // step: read left
	if left < n || int64(time.Since(p.origin)) >= p.expiry.Load() { // step: read clock, step: read expiry
		return false
	}
	for !p.left.CompareAndSwap(left, left-n) { // step: spend
		if left = p.left.Load(); left < n { // step: read left
			return false
		}
	}
	if low := p.low.Load(); left-n < low && left >= low {
		p.ask(0)
	}
	return true
}

// takeUpTo takes as many permits as there are, at most n, and returns how many.
func (p *pool) takeUpTo(n int64) int64 {
	for {
		left := p.left.Load() // step: read left
		took := min(n, left)
		if took <= 0 || p.now() >= p.expiry.Load() { // step: read clock, step: read expiry
			p.ask(1)
			return 0
		}
		if !p.left.CompareAndSwap(left, left-took) { // step: spend
			continue
		}
		switch low := p.low.Load(); {
		case took < n:
			p.ask(1)
		case left-took < low && left >= low:
			p.ask(0)
		}
		return took
	}
}

// ask tells the worker's goroutine that n permits were refused, or that there are few.
func (p *pool) ask(n int64) {
	for need := p.need.Load(); need < n; need = p.need.Load() {
		if p.need.CompareAndSwap(need, n) {
			break
		}
	}
	if !p.asked.Load() && p.asked.CompareAndSwap(false, true) {
		select {
		case p.wake <- struct{}{}:
		default:
		}
	}
}

// asks returns whether somebody asked, and for how many, and forgets it.
func (p *pool) asks() (need int64, asked bool) {
	asked = p.asked.Swap(false)
	return p.need.Swap(0), asked
}

// spent returns how many permits were ever taken, if left is what is left of them.
func (p *pool) spent(left int64) int64 { return p.put - p.away - left }

// putIn adds permits, which may be spent until expiry, as those may that are there.
func (p *pool) putIn(n int64, expiry instant) {
	p.expiry.Store(expiry) // step: renew
	if n > 0 {
		p.put += n
		p.left.Add(n) // step: put in
	}
}

// keep puts away what there is beyond n permits, and returns how many are left.
func (p *pool) keep(n int64) int64 {
	for {
		left := p.left.Load() // step: read left
		if left <= n {
			return left
		}
		if p.left.CompareAndSwap(left, n) { // step: put away
			p.away += left - n
			return n
		}
	}
}
