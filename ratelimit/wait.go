package ratelimit

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// maxNap is the longest sleep of a waiting Acquire before it looks again whether
// the configuration, or a caller's clock, has changed.
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
// deadline is known to come first, and then no permits are used;
// [ErrExceedsBurst] if n is more than the burst, one that wraps [ErrInvalid] if n is
// negative, and [ErrZeroLimiter].
func (l *Limiter) Acquire(ctx context.Context, n int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b, err := l.admissible(n)
	if err != nil || n == 0 || b.spend(n) {
		return err
	}
	for {
		r, err := b.reserve(ctx, n)
		if err != nil {
			return err
		}
		switch err := r.wait(ctx, b); err {
		case nil:
			return nil
		case errReset: // queue up again
		default:
			if r.follow() {
				b.giveBack(n)
			}
			return err
		}
	}
}

// admissible returns the limiter's bucket, and an error if no waiting could ever
// grant n permits.
func (l *Limiter) admissible(n int) (*bucket, error) {
	b := l.bucket.Load()
	if b == nil {
		return nil, ErrZeroLimiter
	}
	if n < 0 {
		return nil, fmt.Errorf("%w: request for %d permits", ErrInvalid, n)
	}
	if g, _ := b.open(); n > g.burst {
		return nil, fmt.Errorf("%w: %d permits of a burst of %d", ErrExceedsBurst, n, g.burst)
	}
	return b, nil
}

// reservation is permits that have been charged and may be used later.
type reservation struct {
	g   *generation // under which due is counted
	due uint64      // virtual time from which the permits may be used
}

// reserve charges n permits whether the bucket holds them or not.
func (b *bucket) reserve(ctx context.Context, n int) (reservation, error) {
	b.settle()
	for {
		g, word := b.open()
		if n > g.burst {
			return reservation{}, fmt.Errorf("%w: %d permits of a burst of %d", ErrExceedsBurst, n, g.burst)
		}
		at := b.timeline.now()
		wait := g.wait(word, at, n)
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
			return reservation{}, fmt.Errorf("ratelimit: a wait of %v would outlast the context: %w", wait, context.DeadlineExceeded)
		}
		arrival := g.arrival(word, g.virtual(at)) + g.units(n)
		if wait == Never || arrival > maxArrival {
			return reservation{}, fmt.Errorf("%w: no end of the wait in sight", ErrRefused)
		}
		if g.word.CompareAndSwap(word, arrival<<flagBits|word&live) { // step: charge
			return reservation{g: g, due: arrival - min(arrival, g.full)}, nil
		}
	}
}

// errReset ends the wait for a reservation that a Reset has made void.
var errReset = errors.New("ratelimit: reset")

// wait returns nil when the reservation is due.
func (r *reservation) wait(ctx context.Context, b *bucket) error {
	for {
		if !r.follow() {
			return errReset
		}
		at := b.timeline.now()
		if r.g.virtual(at) >= r.due {
			return nil
		}
		nap := maxNap
		if when, ok := r.g.reached(r.due); ok {
			nap = min(nap, time.Duration(when-at))
		}
		timer := time.NewTimer(nap)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// follow carries the reservation into the bucket's present generation, and reports
// false if a Reset has made it void. As many permits are outstanding in the next
// generation as were in the last; its rate decides how long they take.
func (r *reservation) follow() bool {
	for r.g.word.Load()&sealed != 0 { // step: read word
		next := r.g.next.Load() // step: read next
		if next.fresh {
			return false
		}
		then := r.g.virtual(next.born)
		due := next.virtual(next.born)
		if r.due > then {
			due = min(due+rescale(r.due-then, r.g.frac, next.frac)+1, maxArrival)
		}
		r.g, r.due = next, due
	}
	return true
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
