package ratelimit

import (
	"fmt"
	"sync/atomic"
)

// cacheLine keeps apart what different calls write: two lines of 64 bytes,
// because hardware fetches them in pairs.
const cacheLine = 128

// bucket is the token bucket behind one or, when it has a name, several Limiters.
//
// Every access to an atomic variable of the core carries a comment "step: name".
// The same steps, under the same names, are what the model in internal/interleave
// explores in every order.
type bucket struct {
	timeline
	declared settings // what New or a decoder made the bucket from

	gen atomic.Pointer[generation]
	// lowered is by how many units the arrival time has been moved back so far:
	// by credits called back, and by charges given back.
	lowered atomic.Uint64
	// moving is held by the one goroutine that moves the arrival time back, or
	// credits out. No TryAcquire of a Limiter ever waits for it.
	moving atomic.Bool

	queue  queue
	booked booked
}

// generation is one configuration of a bucket together with the state that was
// built under it. A change of configuration seals the generation's word and
// continues in the next generation, so that no call ever combines the state of
// one with the configuration of another.
//
// Limiters point straight at a generation, since every pointer on the way costs
// as much as the whole calculation, and move on when they find it sealed.
type generation struct {
	quota
	timeline        // the bucket's
	lot      int64  // permits moved into credits at a time; 0: exact
	floor    uint64 // lot in units
	bucket   *bucket
	born     instant
	fresh    bool // begins with a full bucket, by Reset
	_        [cacheLine]byte

	// credits are permits that have been paid for already, by the word, and are
	// granted without reading the clock. At most one lot is out at a time. Below
	// zero they count as zero.
	credits atomic.Int64
	_       [cacheLine]byte

	word atomic.Uint64
	// next continues this generation. It is set from before the seal until the
	// bucket has moved on.
	next atomic.Pointer[generation]
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
	// maxArrival is the latest theoretical arrival time that debt may build up
	// to. A burst can still be added to it.
	maxArrival = 3 << (stateBits - 2)
)

// Sizes of a lot, in permits. Smaller lots than minLot are not worth the second
// step that it takes to move them.
const (
	minLot     = 8
	maxLot     = 256
	lotOfBurst = 16 // a lot is at most this part of the burst
)

// newGeneration returns a generation of the bucket that has yet to be entered.
func (b *bucket) newGeneration(q quota, fresh bool) *generation {
	g := &generation{quota: q, timeline: b.timeline, bucket: b, fresh: fresh}
	if lot := min(q.burst/lotOfBurst, maxLot); lot >= minLot && !b.declared.exact {
		g.lot, g.floor = int64(lot), q.units(lot)
	}
	return g
}

// newBucket returns a bucket that holds s.held permits, or is full.
func newBucket(s settings) (*bucket, error) {
	q, err := newQuota(s.rate, s.burst)
	if err != nil {
		return nil, err
	}
	b := &bucket{timeline: newTimeline(s.clock), declared: s}
	g := b.newGeneration(q, true)
	if s.held != nil {
		if !(*s.held >= 0 && *s.held <= float64(s.burst)) {
			return nil, fmt.Errorf("%w: %v permits held is not within [0, %d]", ErrInvalid, *s.held, s.burst)
		}
		held := uint64(*s.held * float64(g.unit))
		g.word.Store((g.virtual(b.now()) + g.full - min(held, g.full)) << flagBits)
	}
	b.gen.Store(g)
	return b, nil
}
