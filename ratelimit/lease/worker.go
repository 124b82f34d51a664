package lease

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jobvet/jobvet/ratelimit"
)

// What a worker does while the store is away.
const (
	// patience is how long a call may take.
	patience = ttl / 2
	// The pause after a call that failed; it doubles with each.
	minPause = 50 * time.Millisecond
	maxPause = time.Second
)

// minRetry is the least that RetryAfter tells to wait for an answer of the store.
const minRetry = time.Millisecond

// worker is one of those that share a limit: its permits, and the goroutine that leases them.
type worker struct {
	limit
	name, prefix string
	store        store
	pool         pool
	fallback     *ratelimit.Limiter
	onError      func(error)

	// What RetryAfter tells from: when permits are expected, since when a call is under way
	// (0 if none is), and how long calls take on average.
	ready, sent, rtt atomic.Int64
	// away is the fallback while the store is away, if there is one.
	away   atomic.Pointer[ratelimit.Limiter]
	closed atomic.Bool

	ctx  context.Context
	stop context.CancelFunc
	done chan struct{}

	// Only the worker's own goroutine uses these, and Close after it has ended.
	plan     plan
	seq      int64
	said     int64   // of what was spent, how much the store knows of
	again    bool    // the store had less than was asked for
	earliest instant // before this no call is made
	failures int     // since the last answer

	mu    sync.Mutex
	stats Stats
}

func newWorker(name string, l limit, s settings, st store) *worker {
	w := &worker{
		limit: l, name: name, prefix: s.prefix, store: st, pool: pool{origin: time.Now(), wake: make(chan struct{}, 1)},
		fallback: s.fallback, onError: s.onError, done: make(chan struct{}),
	}
	w.plan.limit = &w.limit
	w.rtt.Store(int64(minRetry))
	w.ctx, w.stop = context.WithCancel(context.Background())
	return w
}

// run leases permits until the worker is closed.
func (w *worker) run() {
	defer close(w.done)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for w.ctx.Err() == nil {
		at, ok := w.due()
		wait := at - w.pool.now()
		switch {
		case ok && wait <= 0:
			w.call(w.ctx)
			continue
		case ok:
			timer.Reset(time.Duration(wait))
		default:
			timer.Stop()
		}
		select {
		case <-w.ctx.Done():
		case <-w.pool.wake:
		case <-timer.C:
		}
	}
}

// due returns when the next call is to be made, and false if none is until somebody asks.
func (w *worker) due() (at instant, ok bool) {
	left := w.pool.left.Load()
	switch {
	case w.pool.asked.Load() || w.again || w.failures > 0:
		return w.earliest, true
	case left > 0 || w.pool.spent(left) > w.said:
		return max(w.earliest, w.plan.called+int64(w.plan.heartbeat())), true
	}
	return 0, false
}

// call tells the store what was spent and is held, and asks for what is needed.
func (w *worker) call(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	p := &w.pool
	now := p.now()
	if now >= p.expiry.Load() {
		p.keep(0)
	}
	need, asked := p.asks()
	d := demand{need: need, asked: asked, spent: p.spent(p.left.Load()) - w.said}
	q := w.request(w.plan.next(now, d), need)
	if r, err := w.exchange(ctx, q); err != nil {
		w.fail(err)
		p.ask(need) // it was forgotten
	} else {
		w.answered(q, r)
	}
}

// request asks for what is missing to target permits, of which need are of use at once.
func (w *worker) request(target, need int64) request {
	held := w.pool.keep(target)
	w.seq++
	q := request{seq: w.seq, held: held, spent: w.pool.spent(held), owed: w.owes(), want: target - held}
	if q.want > 0 {
		q.need = max(1, need-held)
	}
	return q
}

// exchange makes a call, and puts in what it was granted.
func (w *worker) exchange(ctx context.Context, q request) (reply, error) {
	p := &w.pool
	sent := p.now()
	w.sent.Store(sent)
	r, err := w.store.lease(ctx, q)
	received := p.now()
	w.sent.Store(0)
	w.count(q, r, err)
	if err != nil {
		return r, err
	}
	w.said = q.spent
	w.rtt.Add((max(received-sent, int64(minRetry)) - w.rtt.Load()) / 8)
	if r.lost {
		p.keep(0)
	}
	if expiry := sent + int64(life); received >= expiry || w.closed.Load() {
		p.keep(0)
	} else {
		p.putIn(r.granted, expiry)
	}
	return r, nil
}

// answered settles when to call again after an answer.
func (w *worker) answered(q request, r reply) {
	now := w.pool.now()
	w.failures = 0
	w.away.Store(nil)
	w.plan.called, w.plan.short = now, r.short
	low := (q.held + q.want + 1) / 2
	w.pool.low.Store(low)
	w.again, w.earliest = false, now
	ready := now
	switch left := w.pool.left.Load(); {
	case r.granted == q.want:
		w.again = left < low // nobody may have noticed
	case 2*r.granted <= int64(w.burst):
		// The same pause for all would have some come just after others each time. What
		// others give back comes sooner than what the store foresees.
		pause := time.Duration(float64(w.period) * (0.75 + rand.Float64()/2))
		ready += int64(max(pause, r.wait))
		w.again, w.earliest = true, min(ready, now+int64(maxPause))
	default:
		// So much of the burst that others have nothing until it is known to be spent.
	}
	if q.want > 0 {
		w.ready.Store(ready)
	}
}

// fail settles when to call again after a call without an answer.
func (w *worker) fail(err error) {
	pause := float64(min(minPause<<min(w.failures, 10), maxPause))
	w.failures++
	w.earliest = w.pool.now() + int64(pause*(0.75+rand.Float64()/4))
	w.ready.Store(w.earliest)
	if w.fallback != nil && w.away.Load() == nil && !w.closed.Load() {
		w.fallback.TryAcquireUpTo(w.fallback.Burst()) // while it was idle, the store granted
		w.away.Store(w.fallback)
	}
	if w.onError != nil && w.ctx.Err() == nil {
		w.onError(err)
	}
}

// owes returns what the fallback has granted that time has not paid off yet.
func (w *worker) owes() int64 {
	f := w.away.Load()
	if f == nil {
		return 0
	}
	return int64(f.Burst() - f.Available())
}

// retryAfter returns how long it takes until n permits, at most the burst, may be there.
func (w *worker) retryAfter(n int) time.Duration {
	p := &w.pool
	now := p.now()
	if p.left.Load() >= int64(n) && now < p.expiry.Load() {
		return 0
	}
	wait := max(w.ready.Load()-now, w.rtt.Load())
	if sent := w.sent.Load(); sent != 0 {
		wait = max(w.rtt.Load(), now-sent) // longer, the longer it takes
	}
	if f := w.away.Load(); f != nil {
		if d := f.RetryAfter(n); d != ratelimit.Never {
			return min(time.Duration(wait), d)
		}
	}
	return time.Duration(wait)
}

// close ends the goroutine and gives the permits back.
func (w *worker) close(ctx context.Context) error {
	w.closed.Store(true)
	w.pool.expiry.Store(0)
	w.away.Store(nil)
	w.stop()
	select {
	case <-w.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	_, err := w.exchange(ctx, w.request(0, 0))
	return err
}
