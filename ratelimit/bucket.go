package ratelimit

import (
	"fmt"
	"math"
	"sync/atomic"
)

// cacheLine keeps apart what different calls write: two lines of 64 bytes,
// because hardware fetches them in pairs.
const cacheLine = 128

// bucket is the token bucket behind one or, when it has a name, several Limiters.
//
// Every access to an atomic variable in this package's core carries a comment
// "step: name". The same steps, under the same names, are what the model in
// internal/interleave explores in every order.
type bucket struct {
	// credits are permits that have been paid for already, by the generation's
	// word, and are granted without reading the clock. At most one lot is out at
	// a time. Below zero they count as zero.
	credits atomic.Int64
	// moving is held by the one goroutine that moves credits in or out. Nothing
	// on a TryAcquire path ever waits for it.
	moving atomic.Bool
	_      [cacheLine]byte

	gen      atomic.Pointer[generation]
	timeline timeline
	declared settings // what New or a decoder made the bucket from
}

// generation is one configuration of a bucket together with the state that was
// built under it. A change of configuration seals the generation's word and
// continues in the next generation, so that no call ever combines the state of
// one with the configuration of another.
type generation struct {
	quota
	lot   int64  // permits moved into credits at a time; 0: exact
	floor uint64 // lot in units
	fresh bool   // begins with a full bucket, by Reset or New
	born  instant
	next  atomic.Pointer[generation]
	_     [cacheLine]byte

	word atomic.Uint64
	_    [cacheLine]byte
}

// A state word holds a theoretical arrival time in units, shifted left by
// flagBits, and two flags.
const (
	// live: a lot of credits is out. Until it has been called back, the bucket
	// counts as holding at most burst - lot, however long it was idle.
	live uint64 = 1 << 0
	// sealed: the word changes no more; the next generation continues.
	sealed uint64 = 1 << 1

	flagBits = 2

	// unset is the word of a generation that has not been entered yet.
	unset = ^uint64(0)
	// maxArrival is the latest theoretical arrival time that a word can hold.
	maxArrival = 1<<stateBits - 2
)

// Sizes of a lot, in permits. Smaller lots than minLot are not worth the second
// step that it takes to move them.
const (
	minLot     = 8
	maxLot     = 256
	lotOfBurst = 16 // a lot is at most this part of the burst
)

func newGeneration(rate float64, burst int, exact bool) (*generation, error) {
	q, err := newQuota(rate, burst)
	if err != nil {
		return nil, err
	}
	g := &generation{quota: q}
	if lot := min(burst/lotOfBurst, maxLot); lot >= minLot && !exact {
		g.lot, g.floor = int64(lot), q.units(lot)
	}
	return g, nil
}

// newBucket returns a bucket that holds s.held permits, or is full.
func newBucket(s settings) (*bucket, error) {
	g, err := newGeneration(s.rate, s.burst, s.exact)
	if err != nil {
		return nil, err
	}
	b := &bucket{timeline: newTimeline(s.clock), declared: s}
	if s.held != nil {
		if !(*s.held >= 0 && *s.held <= float64(s.burst)) {
			return nil, fmt.Errorf("%w: %v permits held is not within [0, %d]", ErrInvalid, *s.held, s.burst)
		}
		held := uint64(math.Ldexp(*s.held, int(g.frac)))
		g.word.Store((g.virtual(b.timeline.now()) + g.full - min(held, g.full)) << flagBits)
	}
	b.gen.Store(g)
	return b, nil
}
