package ratelimit

import (
	"context"
	"fmt"
	"time"
)

// maxNap is the longest sleep of the first in the queue before it looks again: a
// caller's clock may have moved.
const maxNap = time.Second

// Acquire takes n permits and waits until they are there. It is for clients and
// programs of one's own. In an operator of a stream or batch framework it holds up
// everything behind the element: use [Limiter.TryAcquireN] or [Limiter.Admit].
//
// Callers are served in the order in which they asked, whatever their n: the
// permits are reserved at once, and a TryAcquire that comes later is refused
// until all who wait have been served. A large request is therefore never starved.
//
// It returns nil once the permits are taken; the context's error if the context
// ends first, or an error that wraps [context.DeadlineExceeded], at once, if its
// deadline is known to come first, and then no permits are used: those who wait
// behind move up. It returns [ErrExceedsBurst] if n is more than the burst, or
// becomes so by [Limiter.SetBurst], one that wraps [ErrRefused] if the wait would
// take decades, one that wraps [ErrInvalid] if n is negative, and [ErrZeroLimiter].
func (l *Limiter) Acquire(ctx context.Context, n int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b, err := l.admissible(n)
	if err != nil || n == 0 || l.TryAcquireN(n) {
		return err
	}
	r, err := b.reserve(ctx, n)
	if err != nil {
		return err
	}
	return b.wait(ctx, r)
}

// admissible returns the limiter's bucket, and an error if no waiting could ever
// grant n permits.
func (l *Limiter) admissible(n int) (*bucket, error) {
	b := l.bucket()
	if b == nil {
		return nil, ErrZeroLimiter
	}
	if n < 0 {
		return nil, fmt.Errorf("%w: request for %d permits", ErrInvalid, n)
	}
	if g, _ := b.open(); n > g.burst {
		return nil, exceedsBurst(n, g.burst)
	}
	return b, nil
}

// errNoEnd is the result of a request whose turn would come past the end of the
// timeline.
var errNoEnd = fmt.Errorf("%w: no end of the wait in sight", ErrRefused)

func exceedsBurst(n, burst int) error {
	return fmt.Errorf("%w: %d permits of a burst of %d", ErrExceedsBurst, n, burst)
}

// reserve puts a request for n permits at the end of the queue.
func (b *bucket) reserve(ctx context.Context, n int) (*reservation, error) {
	b.lock()
	defer b.unlock()
	b.serve()
	b.turnover(0, false) // credits that are called back later would leave a gap behind the request
	r := &reservation{n: n, signal: make(chan struct{}, 1)}
	for {
		g, word := b.open()
		if n > g.burst {
			return nil, exceedsBurst(n, g.burst)
		}
		at := b.now() // step: read clock
		wait := g.wait(word, at, n)
		if wait == Never || word>>flagBits > maxArrival {
			return nil, errNoEnd
		}
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
			return nil, fmt.Errorf("ratelimit: a wait of %v would outlast the context: %w", wait, context.DeadlineExceeded)
		}
		if b.push(r, g, word, at) {
			return r, nil
		}
	}
}

// wait returns nil when the request has been served, and ends it in any case.
func (b *bucket) wait(ctx context.Context, r *reservation) error {
	timer := time.NewTimer(maxNap)
	defer timer.Stop()
	for {
		nap, done := b.look(r)
		if done {
			return r.err
		}
		// Only the first of the queue watches the clock, for all of them.
		if timer.Stop(); nap >= 0 {
			timer.Reset(nap)
		}
		select {
		case <-timer.C:
		case <-r.signal:
		case <-ctx.Done():
			b.cancel(r)
			return ctx.Err()
		}
	}
}

// look serves the queue and reports whether the request is done. If not, it
// returns how long to sleep before the next look, and a negative time if others
// are before it in the queue: one of them will signal.
func (b *bucket) look(r *reservation) (nap time.Duration, done bool) {
	b.lock()
	defer b.unlock()
	b.serve()
	if r.done || b.queue.first != r {
		return -1, r.done
	}
	g := b.gen.Load() // step: read generation
	if when, ok := g.reached(b.queue.due(g)); ok {
		at := b.now()
		return min(maxNap, time.Duration(when-min(at, when))), false
	}
	return maxNap, false
}

// cancel takes a request out of the queue, or gives back what it was served.
func (b *bucket) cancel(r *reservation) {
	b.lock()
	defer b.unlock()
	b.serve()
	switch {
	case !r.done:
		b.drop(r, nil)
	case r.err == nil:
		b.giveBack(r.charge)
	}
}

// TryAcquireAsync takes n permits as Acquire does, in the background, and delivers
// on the channel whether it got them: true, or false if the context ended first or
// the request can never succeed. The channel holds one value and is then closed;
// nobody has to receive from it.
//
// It is for programs of one's own. In an operator the result arrives when the
// element is gone: use [Limiter.TryAcquireN].
func (l *Limiter) TryAcquireAsync(ctx context.Context, n int) <-chan bool {
	result := make(chan bool, 1)
	deliver := func(ok bool) {
		result <- ok
		close(result)
	}
	if ctx.Err() == nil && l.TryAcquireN(n) {
		deliver(true)
		return result
	}
	go func() { deliver(l.Acquire(ctx, n) == nil) }()
	return result
}
