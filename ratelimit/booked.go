package ratelimit

import (
	"slices"
	"time"
)

// booked is what a bucket knows of the bookings that are out. It is guarded by
// bucket.lock.
//
// A booking is a charge as those of the queue are, with base and after; it may be used from
// after - burst on, when it is due. The facts on which the admission bound rests hold for it,
// too, if it is used at its base at the latest, which is burst - n after it is due; if it
// is used x later than that, the first base of a window is up to x before the window, and
// the bound is greater by x. See [queue].
//
// A charge that is given back would move the charges behind it. A booking is not moved, since
// its element was told when to come: if a booking lies behind a charge, nothing
// of that charge is given back.
type booked struct {
	// after is that of the last booking that was made.
	after uint64
	// holders are all that have bookings.
	holders []holder
}

// holder has bookings.
type holder interface {
	// carry moves the bookings to the next generation.
	carry(g, next *generation)
}

func (b *booked) add(h holder) { b.holders = append(b.holders, h) }

func (b *booked) remove(h holder) {
	i := slices.Index(b.holders, h)
	b.holders = slices.Delete(b.holders, i, i+1)
}

// carry moves all bookings to the next generation.
func (b *booked) carry(g, next *generation) {
	for _, h := range slices.Clone(b.holders) {
		h.carry(g, next)
	}
	b.after = 0 // no charge of the next generation lies before them
}

// Reserve takes n permits, ahead of time if they are not there yet, and returns how long it
// takes until they may be used: 0 if that is now, and [Never] as [Limiter.RetryAfter] does,
// with nothing taken. It never waits. What is reserved cannot be given back.
//
// It is for elements that carry their reservation with them, in a field or header that the framework keeps
// for them: from when on the permit is theirs. To whichever process they come back, it lets them
// pass from then on, without asking its own limiter again. [Bookings] need nothing to be carried, but
// the element has to come back to the process that refused it.
//
// What is guaranteed is the same, and late is what the process takes for too late: it
// then reserves anew. Compare with Never before you make a time of the answer, unless n is known
// to be at most the burst: a time that is past is a permit that is there.
func (l *Limiter) Reserve(n int) (retryAfter time.Duration) {
	b := l.bucket()
	if b == nil || n < 0 {
		return Never
	}
	if n == 0 || l.TryAcquireN(n) {
		return 0
	}
	b.lock()
	defer b.unlock()
	_, retryAfter = b.book(n)
	return retryAfter
}

// book charges n permits, whether they are there or not, and returns the arrival time
// just after the charge and how long it takes until it is due. It charges nothing if
// that is Never. The caller has the lock.
func (b *bucket) book(n int) (after uint64, wait time.Duration) {
	b.turnover(0, false) // as in reserve
	for {
		g, word := b.open()
		at := b.now() // step: read clock
		if wait = g.wait(word, at, n); wait == Never {
			return 0, Never
		}
		next := g.charged(word, g.virtual(at), n)
		if !g.word.CompareAndSwap(word, next) { // step: charge
			continue
		}
		after = next >> flagBits
		if wait > 0 {
			b.booked.after = after
		}
		return after, wait
	}
}

// due returns the instant from which a charge may be used. The caller has the lock.
func (b *bucket) due(after uint64) instant {
	return b.gen.Load().due(after) // step: read generation
}

func (g *generation) due(after uint64) instant {
	when, _ := g.reached(after - min(after, g.full))
	return when
}
