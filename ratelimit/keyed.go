package ratelimit

import (
	"fmt"
	"hash/maphash"
	"math/bits"
	"reflect"
	"sync"
	"sync/atomic"
	"time"
)

// Keyed limits each of many keys, such as users or tenants, to the same rate and
// burst, in an amount of memory that is fixed when it is made: 21 bytes for each
// key of its capacity, whatever the size of the keys.
//
// A key whose bucket is full again needs no memory, since a key that was never
// seen has a full bucket too: its place is reused without anybody losing or
// gaining a permit. The capacity is therefore the number of keys that are limited
// at one time, within about burst/rate seconds, and not of all keys there are. If
// more keys are, new ones are refused until places come free, and counted by
// [Keyed.Overflows]; keys that have a place never lose it. With many keys close to
// the capacity, some (fewer than one in a thousand) may be refused early.
//
// A request of a key that has a place neither locks nor allocates. The first
// request of a key takes a lock, on one part in 256 of the table and for some tens
// of nanoseconds. All methods may be called from any number of goroutines at once.
//
// Keys are told apart by a 64-bit hash, seeded at random: among a million keys two
// share a bucket with a probability of 3 in 10^8, and nobody can choose them so.
//
// A key that a map would not find again, a NaN or a value that holds one, is refused
// whatever it asks for, takes no place and has to wait for [Never]; so is a key that
// no map takes, an interface that holds a slice, a map or a function.
type Keyed[K comparable] struct {
	generation *generation // rate, burst and clock; its own state is not used
	seed       maphash.Seed
	doubtful   bool // some keys of the type K cannot be told apart
	groups     []group
	overflows  atomic.Uint64
	adding     [256]paddedMutex
}

// paddedMutex is a mutex on a cache line of its own.
type paddedMutex struct {
	sync.Mutex
	_ [cacheLine - 8]byte
}

// group is the places that are searched together. Every key has two groups in
// which its place may be.
type group [groupSize]place

const groupSize = 8

// place is the state of one key. Its word is that of a generation; while it is
// sealed, the place passes from one key to another.
type place struct {
	hash atomic.Uint64 // noKey: never used
	word atomic.Uint64
}

// MaxKeys is the largest capacity of a Keyed.
const MaxKeys = 1 << 28

// NewKeyed returns a limiter per key of rate permits a second and the given burst,
// within the same limits as in [New], for at most capacity keys that are limited
// at one time, from 1 to [MaxKeys]. Of the options only [Clock] and [Exact] apply;
// a [Name] is an error. Errors wrap [ErrInvalid].
func NewKeyed[K comparable](rate float64, burst, capacity int, opts ...Option) (*Keyed[K], error) {
	s, err := apply(settings{rate: rate, burst: burst, exact: true}, opts)
	if err != nil {
		return nil, err
	}
	if s.name != "" {
		return nil, fmt.Errorf("%w: a keyed limiter cannot have the name %q", ErrInvalid, s.name)
	}
	if capacity < 1 || capacity > MaxKeys {
		return nil, fmt.Errorf("%w: capacity %d is not within [1, %d] keys", ErrInvalid, capacity, MaxKeys)
	}
	b, err := newBucket(s)
	if err != nil {
		return nil, err
	}
	// Three quarters of the places at most are in use, or too many keys would
	// find both their groups full.
	places := capacity + capacity/3
	return &Keyed[K]{
		generation: b.gen.Load(),
		seed:       maphash.MakeSeed(),
		doubtful:   doubtful(reflect.TypeFor[K]()),
		groups:     make([]group, max(2, (places+groupSize-1)/groupSize)),
	}, nil
}

// TryAcquire takes one permit of the key and reports whether it was there to take.
func (k *Keyed[K]) TryAcquire(key K) bool { return k.TryAcquireN(key, 1) }

// TryAcquireN takes n permits of the key or none, and reports whether it took them.
// Asking for 0 permits succeeds; asking for fewer, or for more than the burst,
// never does.
func (k *Keyed[K]) TryAcquireN(key K, n int) bool {
	if n <= 0 {
		return n == 0
	}
	return k.take(k.hash(key), k.generation.now(), n)
}

// TryAcquireAt is TryAcquireN at the time now, as the caller has read it, under the
// same conditions as [Limiter.TryAcquireAt].
func (k *Keyed[K]) TryAcquireAt(now time.Time, key K, n int) bool {
	if n <= 0 {
		return n == 0
	}
	return k.take(k.hash(key), k.generation.at(now), n)
}

// RetryAfter returns how long it takes until the key has n permits, if nobody takes
// any meanwhile, or [Never] if n is negative or more than the burst, or the key is
// one that is always refused. A key for which there is no place has to wait until
// there is one.
func (k *Keyed[K]) RetryAfter(key K, n int) time.Duration {
	return k.retryAfter(k.hash(key), n)
}

// Available returns how many permits of the key could be taken now.
func (k *Keyed[K]) Available(key K) int {
	g := k.generation
	now := g.virtual(g.now())
	hash := k.hash(key)
	if hash == noKey {
		return 0
	}
	p, word := k.find(hash)
	if p == nil {
		return g.burst
	}
	return g.permits(g.held(word, now))
}

// Reset fills the key's bucket.
func (k *Keyed[K]) Reset(key K) {
	hash := k.hash(key)
	for hash != noKey {
		p, word := k.find(hash)
		if p == nil || p.word.CompareAndSwap(word, 0) {
			return
		}
	}
}

// Overflows returns how many requests were refused for want of a place, since the
// limiter was made. If it grows, the capacity is too small.
func (k *Keyed[K]) Overflows() uint64 { return k.overflows.Load() }

// For returns the limiter of one key, as a [Strategy]. It is a small value that
// takes no memory of its own in the Keyed.
func (k *Keyed[K]) For(key K) KeyLimiter[K] { return KeyLimiter[K]{k, k.hash(key)} }

// KeyLimiter is the limiter of one key of a [Keyed].
type KeyLimiter[K comparable] struct {
	keyed *Keyed[K]
	hash  uint64
}

// TryAcquire is [Keyed.TryAcquire] for the key.
func (l KeyLimiter[K]) TryAcquire() bool { return l.TryAcquireN(1) }

// TryAcquireN is [Keyed.TryAcquireN] for the key.
func (l KeyLimiter[K]) TryAcquireN(n int) bool {
	if n <= 0 {
		return n == 0
	}
	return l.keyed.take(l.hash, l.keyed.generation.now(), n)
}

// RetryAfter is [Keyed.RetryAfter] for the key.
func (l KeyLimiter[K]) RetryAfter(n int) time.Duration { return l.keyed.retryAfter(l.hash, n) }

// hash returns what the key is told apart by, and noKey if it cannot be.
func (k *Keyed[K]) hash(key K) uint64 {
	if k.doubtful && !findable(key) {
		return noKey
	}
	return max(maphash.Comparable(k.seed, key), 1)
}

// noKey is the hash of keys that a map would not find again, and of a place that
// was never used.
const noKey = 0

// findable reports whether the key equals itself, and can be compared at all.
func findable[K comparable](key K) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false // an interface that holds a slice, a map or a function
		}
	}()
	same := key
	return key == same
}

// doubtful reports whether there are values of a comparable type that are not
// findable.
func doubtful(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128, reflect.Interface:
		return true
	case reflect.Array:
		return doubtful(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if doubtful(t.Field(i).Type) {
				return true
			}
		}
	}
	return false
}

// both returns the two groups of a hash.
func (k *Keyed[K]) both(hash uint64) [2]*group {
	groups := uint64(len(k.groups))
	first, rest := bits.Mul64(hash, groups)
	// The second group comes from the bits that the first did not use, and
	// differs from the first.
	second, _ := bits.Mul64(rest, groups-1)
	if second >= first {
		second++
	}
	return [2]*group{&k.groups[first], &k.groups[second]}
}

// find returns the place of a hash and its word, or nil.
func (k *Keyed[K]) find(hash uint64) (*place, uint64) {
	for _, g := range k.both(hash) {
		for i := range g {
			p := &g[i]
			if p.hash.Load() != hash {
				continue
			}
			if word := p.word.Load(); word&sealed == 0 && p.hash.Load() == hash {
				return p, word
			}
		}
	}
	return nil, 0
}

// take grants n permits of a hash at an instant.
//
// If the place passes to another key between the search and the charge, the charge
// goes to that key's account, and the request starts over: an error on the side of
// caution, in a race that needs the key's bucket to be full.
func (k *Keyed[K]) take(hash uint64, at instant, n int) bool {
	g := k.generation
	if n > g.burst || hash == noKey {
		return false
	}
	now := g.virtual(at)
	for {
		p, word := k.find(hash)
		if p == nil {
			if p = k.add(hash, now); p == nil {
				k.overflows.Add(1)
				return false
			}
			continue
		}
		if !g.fits(word, now, n) {
			return false
		}
		if p.charge(word, g.charged(word, now, n), hash) {
			return true
		}
	}
}

// charge replaces the word and reports whether the place was still that of the hash.
func (p *place) charge(word, charged, hash uint64) bool {
	return p.word.CompareAndSwap(word, charged) && p.hash.Load() == hash
}

// add finds a place for a hash, or returns nil if its groups are in use.
func (k *Keyed[K]) add(hash, now uint64) *place {
	// One lock for all that add the same hash, so that it gets one place only.
	lock := &k.adding[hash%uint64(len(k.adding))]
	lock.Lock()
	defer lock.Unlock()
	for {
		if p, _ := k.find(hash); p != nil {
			return p
		}
		p, word := k.vacant(hash, now)
		if p == nil {
			return nil
		}
		if p.word.CompareAndSwap(word, word|sealed) {
			p.hash.Store(hash)
			p.word.Store(0)
			return p
		}
	}
}

// vacant returns a place for the hash whose bucket is full, in the emptier of its
// groups, or nil.
func (k *Keyed[K]) vacant(hash, now uint64) (vacant *place, word uint64) {
	most := 0
	for _, g := range k.both(hash) {
		free := 0
		var first *place
		var firstWord uint64
		for i := range g {
			p := &g[i]
			w := p.word.Load()
			if w&sealed != 0 || k.generation.held(w, now) < k.generation.full {
				continue
			}
			if free++; first == nil {
				first, firstWord = p, w
			}
		}
		if free > most {
			most, vacant, word = free, first, firstWord
		}
	}
	return vacant, word
}

func (k *Keyed[K]) retryAfter(hash uint64, n int) time.Duration {
	g := k.generation
	at := g.now()
	if n < 0 || n > g.burst {
		return Never
	}
	if n == 0 {
		return 0
	}
	if hash == noKey {
		return Never
	}
	if p, word := k.find(hash); p != nil {
		return g.wait(word, at, n)
	}
	soonest := Never
	for _, group := range k.both(hash) {
		for i := range group {
			word := group[i].word.Load()
			if word&sealed != 0 {
				continue
			}
			if wait := g.wait(word, at, g.burst); wait != Never && (soonest == Never || wait < soonest) {
				soonest = wait
			}
		}
	}
	return soonest
}
