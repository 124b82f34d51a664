package lease

import (
	"context"
	"fmt"
	"sync"

	"github.com/jobvet/jobvet/ratelimit"
)

// workers are those of this process, by prefix and name: the one piece of package state, and
// the reason why several operators of a process share one lease, and why a decoded limiter
// finds its own.
var workers = registry{of: map[string]*shared{}}

type registry struct {
	// making is held while a worker is made, which waits for the store.
	making sync.Mutex
	mu     sync.Mutex // of the map
	of     map[string]*shared
}

// shared is a worker with those that use it.
type shared struct {
	*worker
	users int
}

// get returns the worker of that prefix and name, and makes it if there is none.
func (r *registry) get(ctx context.Context, prefix, name string, l *limit, make func() *worker) (*worker, error) {
	r.making.Lock()
	defer r.making.Unlock()
	if w, err := r.use(prefix+name, l); w != nil || err != nil {
		return w, err
	}
	w := make()
	if err := w.begin(ctx); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.of[prefix+name] = &shared{w, 1}
	return w, nil
}

// use returns the worker of that key with one more user, nil if there is none.
func (r *registry) use(key string, l *limit) (*worker, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.of[key]
	if s == nil {
		return nil, nil
	}
	if s.rate != l.rate || s.burst != l.burst {
		return nil, fmt.Errorf("%w: limiter %q exists with rate %v, burst %d; not with rate %v, burst %d",
			ratelimit.ErrInvalid, s.name, s.rate, s.burst, l.rate, l.burst)
	}
	s.users++
	return s.worker, nil
}

// begin asks the store for the first time and starts the worker's goroutine.
func (w *worker) begin(ctx context.Context) error {
	if _, err := w.exchange(ctx, w.request(0, 0)); err != nil {
		if w.fallback == nil {
			w.stop()
			return fmt.Errorf("lease: limiter %q: %w", w.name, err)
		}
		w.fail(err)
	}
	go w.run()
	return nil
}

// find returns the worker that a decoded limiter stands for.
func (r *registry) find(e *encoded) *worker {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.of[e.Prefix+e.Lease]; s != nil && s.rate == e.Rate && s.burst == e.Burst {
		return s.worker
	}
	return nil
}

// put ends one use of a worker, and with the last one the worker.
func (r *registry) put(ctx context.Context, w *worker) error {
	r.mu.Lock()
	key := w.prefix + w.name
	s := r.of[key]
	s.users--
	last := s.users == 0
	if last {
		delete(r.of, key)
	}
	r.mu.Unlock()
	if !last {
		return nil
	}
	return w.close(ctx)
}
