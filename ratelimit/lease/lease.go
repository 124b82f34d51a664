package lease

import (
	"context"
	"crypto/rand"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/jobvet/jobvet/ratelimit"
)

// A Limiter grants permits that this process has leased. All methods may be called from
// any number of goroutines at once, and none but New, Close and Acquire waits for anything.
//
// The zero Limiter refuses everything. A Limiter must not be copied after its first use.
type Limiter struct {
	worker atomic.Pointer[worker]
	// decoded says which limiter of the process a decoded one stands for.
	decoded *encoded
}

var _ ratelimit.Strategy = (*Limiter)(nil)

// New returns a limiter of this process for the limit of that name, which all processes share
// that make a limiter of it with the same client's store: rate permits a second, and at most
// burst at one instant. They must be the same in all processes.
//
// It asks the store once, and returns its error if it does not answer, unless there is a
// [Fallback]. The client stays the caller's, who closes it after the limiter. A
// *redis.Client, a FailoverClient and a *redis.ClusterClient will do. Its options had better have
// ContextTimeoutEnabled set: the client does not look at the limiter's deadline of half a
// second otherwise, and a store that hangs is noticed after ReadTimeout.
//
// Several limiters of the same prefix and name in a process are one: they share its permits and
// its goroutine, which ends when all of them are closed. The client and the options are those of the first.
//
// The rate is within the limits of [ratelimit.New], and the burst at most [MaxBurst]. A burst
// that takes a millisecond or less to fill cannot be used to the full, since a permit is on its way
// for about as long: see [Limiter]. A name has 1 to 128 bytes of printable UTF-8 without spaces and
// braces. Errors about arguments wrap [ratelimit.ErrInvalid].
func New(ctx context.Context, client redis.UniversalClient, name string, rate float64, burst int, opts ...Option) (*Limiter, error) {
	l, err := newLimit(rate, burst)
	if err != nil {
		return nil, err
	}
	s, err := apply(name, &l, opts)
	if err != nil {
		return nil, err
	}
	w, err := workers.get(ctx, s.prefix, name, &l, func() *worker {
		return newWorker(name, l, s, newRedisStore(client, s.prefix, name, rand.Text(), &l))
	})
	if err != nil {
		return nil, err
	}
	made := new(Limiter)
	made.worker.Store(w)
	return made, nil
}

// find returns the limiter's worker, nil if there is none.
func (l *Limiter) find() *worker {
	w := l.worker.Load()
	if l.decoded == nil || w != nil && !w.closed.Load() {
		return w
	}
	if found := workers.find(l.decoded); found != nil {
		l.worker.Store(found)
		return found
	}
	return w
}

// TryAcquire takes one permit and reports whether it was there to take.
func (l *Limiter) TryAcquire() bool { return l.TryAcquireN(1) }

// TryAcquireN takes n permits or none, and reports whether it took them. Asking for 0 permits
// succeeds; asking for fewer, or for more than the burst, never does.
func (l *Limiter) TryAcquireN(n int) bool {
	w := l.worker.Load()
	return w != nil && n > 0 && w.pool.take(int64(n)) || l.refused(n)
}

// refused is TryAcquireN if the worker's pool has not granted it.
func (l *Limiter) refused(n int) bool {
	w := l.worker.Load()
	if found := l.find(); found == nil || n <= 0 || n > found.burst {
		return found != nil && n == 0
	} else if found != w { // it was made since
		w = found
		if w.pool.take(int64(n)) {
			return true
		}
	}
	w.pool.ask(int64(n))
	f := w.away.Load()
	return f != nil && f.TryAcquireN(n)
}

// TryAcquireUpTo takes as many permits as there are, at most n, and returns how many it took.
func (l *Limiter) TryAcquireUpTo(n int) int {
	w := l.find()
	if w == nil || n <= 0 {
		return 0
	}
	if took := w.pool.takeUpTo(int64(n)); took > 0 {
		return int(took)
	}
	if f := w.away.Load(); f != nil {
		return f.TryAcquireUpTo(n)
	}
	return 0
}

// RetryAfter returns how long it takes until n permits may be there: 0 if they are, and
// [ratelimit.Never] if n is negative or more than the burst, or the limiter is closed or zero. It
// is an estimate: from when on the next answer of the store is expected, if it has told
// when there is more, or from when on it is asked again if it did not answer. Nothing is
// reserved.
func (l *Limiter) RetryAfter(n int) time.Duration {
	w := l.find()
	switch {
	case w == nil && l.decoded != nil && n >= 0:
		return unknown
	case w == nil || n < 0 || n > w.burst || w.closed.Load():
		return ratelimit.Never
	case n == 0:
		return 0
	}
	return w.retryAfter(n)
}

// unknown is the RetryAfter of a decoded limiter that the process has not made yet.
const unknown = time.Second

// Acquire takes n permits and waits for them. It is for programs of one's own and operators
// of frameworks that tolerate a wait on the operator's own context. Waiting callers have no
// order.
//
// The error is the context's if that ends, [ratelimit.ErrExceedsBurst] if n is more than the
// burst, one that wraps [ratelimit.ErrInvalid] if it is negative, and [ErrClosed] for a limiter that is closed or zero.
func (l *Limiter) Acquire(ctx context.Context, n int) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if l.TryAcquireN(n) {
			return nil
		}
		wait := l.RetryAfter(n)
		if wait == ratelimit.Never {
			return l.check(n)
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// Rate returns the rate in permits per second, of all workers together.
func (l *Limiter) Rate() float64 {
	if w := l.find(); w != nil {
		return w.rate
	}
	return 0
}

// Burst returns the burst in permits, of all workers together.
func (l *Limiter) Burst() int {
	if w := l.find(); w != nil {
		return w.burst
	}
	return 0
}

// Name returns the limit's name.
func (l *Limiter) Name() string {
	if w := l.find(); w != nil {
		return w.name
	}
	return ""
}

// Close gives unused permits back, and waits for that until the context ends. If it is the last
// limiter of its name in the process, its goroutine ends; the limiter refuses from then on.
// Permits that cannot be given back expire within a second. Closing again does nothing, nor does it
// for a limiter that was decoded: who made the limiter closes it.
func (l *Limiter) Close(ctx context.Context) error {
	if l.decoded != nil {
		return nil
	}
	w := l.worker.Swap(nil)
	if w == nil {
		return nil
	}
	return workers.put(ctx, w)
}
