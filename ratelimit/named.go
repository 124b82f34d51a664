package ratelimit

import (
	"fmt"
	"sync"
)

// named is the process's registry of limiters with a name: the one piece of
// package state, and the reason why several DoFn instances on one worker share
// a limit. Entries stay until they are forgotten, since a limiter that vanished
// between two instances would come back with a full bucket.
var named = struct {
	sync.Mutex
	buckets map[string]*bucket
}{buckets: map[string]*bucket{}}

// maxNamed limits the registry; the comment of Name tells of it.
const maxNamed = 1 << 16

// bucket returns the bucket that the settings ask for: a new one, or the
// process's one of that name.
func (s settings) bucket() (*bucket, error) {
	if s.name == "" {
		return newBucket(s)
	}
	if s.clock != nil {
		return nil, fmt.Errorf("%w: limiter %q: a process-wide limiter cannot have a clock of its own", ErrInvalid, s.name)
	}
	named.Lock()
	defer named.Unlock()
	if b := named.buckets[s.name]; b != nil {
		d := b.declared
		if d.rate != s.rate || d.burst != s.burst || d.exact != s.exact {
			return nil, fmt.Errorf("%w: limiter %q exists with rate %v, burst %d, exact %t; not with rate %v, burst %d, exact %t",
				ErrInvalid, s.name, d.rate, d.burst, d.exact, s.rate, s.burst, s.exact)
		}
		return b, nil
	}
	if len(named.buckets) >= maxNamed {
		return nil, fmt.Errorf("%w: limiter %q: the process has %d named limiters already", ErrInvalid, s.name, maxNamed)
	}
	b, err := newBucket(s)
	if err != nil {
		return nil, err
	}
	named.buckets[s.name] = b
	return b, nil
}

// Lookup returns the process-wide limiter of that name, and false if there is
// none.
func Lookup(name string) (*Limiter, bool) {
	named.Lock()
	defer named.Unlock()
	b, ok := named.buckets[name]
	if !ok {
		return nil, false
	}
	return handle(b), true
}

// Forget removes the process-wide limiter of that name. Limiters that are handles
// of it go on sharing it; the next one that is made or decoded with the name
// begins a new limiter. It is meant for tests, and for processes that run several
// jobs one after another.
func Forget(name string) {
	named.Lock()
	defer named.Unlock()
	delete(named.buckets, name)
}
