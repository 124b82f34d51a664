package ratelimit

import (
	"context"
	"errors"
	"fmt"
	"sync"
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
	if err != nil || n == 0 || l.TryAcquireN(n) {
		return err
	}
	for {
		r, err := b.reserve(ctx, n)
		if err != nil {
			return err
		}
		if err := r.wait(ctx, b); err != errReset {
			return err
		}
	}
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

func exceedsBurst(n, burst int) error {
	return fmt.Errorf("%w: %d permits of a burst of %d", ErrExceedsBurst, n, burst)
}

// reservation is permits that have been charged and may be used later. Its fields
// are guarded by the bucket's waiters.
type reservation struct {
	n    int
	g    *generation // under which due is counted
	due  uint64      // virtual time from which the permits may be used
	void bool        // a Reset has forgotten it
}

// waiters is the set of reservations that are not used yet.
type waiters struct {
	sync.Mutex
	waiting map[*reservation]struct{}
}

// carry moves the reservations from a sealed generation to the next one. What a
// reservation waits for is a number of permits, and stays it; the rate decides how
// long they take.
func (w *waiters) carry(g, next *generation) {
	then, now := g.virtual(next.born), next.virtual(next.born)
	for r := range w.waiting {
		due := now
		if r.due > then {
			due = min(now+rescale(r.due-then, &g.quota, &next.quota)+1, maxArrival)
		}
		r.g, r.due, r.void = next, due, next.fresh
	}
}

// reserve charges n permits whether the bucket holds them or not.
func (b *bucket) reserve(ctx context.Context, n int) (*reservation, error) {
	// The lock also keeps the configuration from changing in between.
	b.waiters.Lock()
	defer b.waiters.Unlock()
	b.settle()
	for {
		g, word := b.open()
		if n > g.burst {
			return nil, exceedsBurst(n, g.burst)
		}
		at := b.now() // step: read clock
		wait := g.wait(word, at, n)
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
			return nil, fmt.Errorf("ratelimit: a wait of %v would outlast the context: %w", wait, context.DeadlineExceeded)
		}
		if wait == Never || word>>flagBits > maxArrival {
			return nil, fmt.Errorf("%w: no end of the wait in sight", ErrRefused)
		}
		next := g.charged(word, g.virtual(at), n)
		arrival := next >> flagBits
		if g.word.CompareAndSwap(word, next) { // step: charge
			r := &reservation{n: n, g: g, due: arrival - min(arrival, g.full)}
			if b.waiters.waiting == nil {
				b.waiters.waiting = map[*reservation]struct{}{}
			}
			b.waiters.waiting[r] = struct{}{}
			return r, nil
		}
	}
}

// errReset ends the wait for a reservation that a Reset has made void.
var errReset = errors.New("ratelimit: reset")

// wait returns nil when the reservation is due, and ends it in any case.
func (r *reservation) wait(ctx context.Context, b *bucket) error {
	for {
		nap, err := r.check(b)
		if nap == 0 {
			return err
		}
		timer := time.NewTimer(nap)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			r.cancel(b)
			return ctx.Err()
		}
	}
}

// check returns how long to sleep before the next check, or 0 with the result.
func (r *reservation) check(b *bucket) (nap time.Duration, err error) {
	b.waiters.Lock()
	defer b.waiters.Unlock()
	at := b.now()
	switch {
	case r.void:
		err = errReset
	case r.g.virtual(at) < r.due:
		nap = maxNap
		if when, ok := r.g.reached(r.due); ok {
			nap = min(nap, time.Duration(when-at))
		}
		return nap, nil
	}
	delete(b.waiters.waiting, r)
	return 0, err
}

// cancel gives the reserved permits back.
func (r *reservation) cancel(b *bucket) {
	b.waiters.Lock()
	defer b.waiters.Unlock()
	delete(b.waiters.waiting, r)
	if !r.void {
		b.giveBack(r.n)
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
