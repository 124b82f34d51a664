package ratelimit

import (
	"fmt"
	"reflect"
	"sync/atomic"
	"time"
)

// Bookings gives elements that a [Limiter] refuses a way to come back that works, in
// operators of frameworks that can give an element back for later. An element that is
// refused gets a booking under its id: a permit is reserved for it, and it is told when
// to come back. When it does, the permit is there, whoever else asks.
//
//	ok, retryAfter := bookings.TryAcquire(job.ID)
//	if !ok {
//		return river.JobSnooze(retryAfter)
//	}
//
// If refused elements are all told the same [Limiter.RetryAfter], they come back at one
// instant, and all but one are refused again. With bookings an element is run twice at
// most, if it comes back at its time or up to late after it, and the limiter is used to
// the full.
//
// A booking reserves what [Limiter.Acquire] would wait for, in the same order; golang.org/x/time/rate
// calls that a reservation. As with Acquire, a TryAcquire of the limiter that
// comes later is refused until all bookings made before are due. No method waits for
// permits, and none starts a goroutine. If the permit is there and no booking is out,
// asking costs what TryAcquire costs; else it takes a lock, for some hundred nanoseconds.
// Only a booking allocates. All methods may be called from any number of goroutines at
// once.
//
// # What is guaranteed
//
// A permit is charged once, when it is booked, for the time at which it is due. Counted at
// the times for which they were booked, the permits of a limiter stay within its guarantee:
// burst + rate*w over any window of length w. Counted when they are used, which is up to
// late after that, all that the limiter grants over any window is at most
//
//	max(burst, n + rate*late) + rate*w
//
// if n is the most that an element books. So it is the limiter's own guarantee as long as
//
//	late <= (burst-n) / rate
//
// and elsewhere that of a limiter whose burst is n + rate*late: elements that are late
// come in a bunch. That is the price of a framework which looks for elements only now and
// then, and does not depend on how the limit is kept: if nobody may wait, and all
// that a framework finds in five seconds comes at one instant, a burst of five seconds'
// permits is the least with which the rate can be used.
//
// # What can happen to a booking
//
//   - The element comes too early: it is refused, and told the time that is left.
//   - It comes more than late after its time, or never: its booking is dropped, its permit
//     is lost, n permits once, and it asks anew. Nobody gets less than that: the bookings
//     behind it are due at their own time.
//   - Two elements have the same id: they share one booking, which the first that comes
//     back uses. The other asks anew. An element that is delivered again after it got its
//     permit asks anew, too.
//   - It asks for another n than it has booked: its booking is dropped, and it asks anew.
//   - There are as many bookings as the capacity: an element is refused without one, and
//     told when its turn would come behind all that were refused before, each at its own
//     time. Nothing is reserved for it, so that it is run three times, or more often if others
//     come meanwhile. [Bookings.Overflows] counts that.
//   - SetRate or SetBurst: what is booked is a number of permits, and stays it; they are
//     due earlier or later. An element that was told a later time can find its booking
//     dropped, and asks anew. So does one that has booked more than the new burst: it is
//     told [Never]. The change takes time in proportion to the bookings.
//   - [Limiter.Reset] drops all bookings. So does the end of the process: what comes back
//     to the next one asks anew, and is run once more.
//   - It comes back to another process: that one does not know it, and the booking in the
//     first one is lost. Bookings are for one process, or for elements that come back to the
//     process which refused them. If several work on a queue, see [Limiter.Reserve].
//
// The zero Bookings refuses everything.
type Bookings[K comparable] struct {
	limiter   *Limiter
	bucket    *bucket
	late      instant
	capacity  int
	doubtful  bool          // some ids of the type K are not found again
	count     atomic.Int64  // of byID, to be read without the lock
	overflows atomic.Uint64 // see Overflows

	// The bookings, also in the order in which they are due. The bucket's lock guards them.
	byID        map[K]*booking[K]
	first, last *booking[K]
	// beyond is the arrival time that there would be if those had booked, too, that were
	// refused without a booking; 0 while there are no bookings.
	beyond uint64
}

// booking is permits that are reserved for an element.
type booking[K comparable] struct {
	id         K
	n          int
	after      uint64 // the arrival time just after its charge
	due        instant
	prev, next *booking[K]
}

// MaxBookings is the largest capacity of a Bookings.
const MaxBookings = 1 << 24

// NewBookings returns the bookings of a limiter, at most capacity at a time, from 1 to
// [MaxBookings]. A booking is a pointer, an entry of a map and 56 bytes beside its id.
//
// A booked permit is kept for its element until late after it is due, from a nanosecond
// to 36 years: for as long as the framework may take to bring an element back, which
// is the time between two looks of it at those that are due, and the time until a worker is free.
//
// The limiter may also be used alone, and by other Bookings. Errors wrap [ErrInvalid], or are
// [ErrZeroLimiter].
func NewBookings[K comparable](l *Limiter, capacity int, late time.Duration) (*Bookings[K], error) {
	var b *bucket
	if l != nil {
		b = l.bucket()
	}
	if b == nil {
		return nil, ErrZeroLimiter
	}
	if capacity < 1 || capacity > MaxBookings {
		return nil, fmt.Errorf("%w: capacity %d is not within [1, %d] bookings", ErrInvalid, capacity, MaxBookings)
	}
	if late < 1 || late > past/2 {
		return nil, fmt.Errorf("%w: to keep a permit for %v is not within [%v, %v]", ErrInvalid, late, time.Nanosecond, past/2)
	}
	return &Bookings[K]{
		limiter:  handle(b),
		bucket:   b,
		late:     instant(late),
		capacity: capacity,
		doubtful: doubtful(reflect.TypeFor[K]()),
		byID:     make(map[K]*booking[K]),
	}, nil
}

// TryAcquire takes one permit for the element of that id: the one that was booked for it,
// or another. If there is none, it books one, and returns how long it takes until that is due.
func (b *Bookings[K]) TryAcquire(id K) (ok bool, retryAfter time.Duration) {
	return b.TryAcquireN(id, 1)
}

// TryAcquireN is TryAcquire for n permits or none. Asking for 0 permits succeeds. Asking for
// fewer, or for more than the burst, never does: retryAfter is [Never], and
// [Limiter.Check] says why. So it is for an id that a map would not find again, such as
// a NaN.
func (b *Bookings[K]) TryAcquireN(id K, n int) (ok bool, retryAfter time.Duration) {
	switch {
	case b.bucket == nil || n < 0 || b.doubtful && !findable(id):
		return false, Never
	case n == 0:
		return true, 0
	case b.count.Load() == 0 && b.limiter.TryAcquireN(n):
		return true, 0
	}
	return b.ask(id, n)
}

// Len returns how many bookings there are.
func (b *Bookings[K]) Len() int { return int(b.count.Load()) }

// Overflows returns how many requests were refused without a booking because there
// were as many as the capacity. If it grows, the capacity is too small.
func (b *Bookings[K]) Overflows() uint64 { return b.overflows.Load() }

// ask uses the booking of an id, or makes one if no permit is there.
func (b *Bookings[K]) ask(id K, n int) (ok bool, retryAfter time.Duration) {
	b.bucket.lock()
	defer b.bucket.unlock()
	now := b.bucket.now() // step: read clock
	b.expire(now)
	if own := b.byID[id]; own != nil {
		if own.n == n && now < own.due {
			return false, time.Duration(own.due - now)
		}
		b.drop(own)
		if own.n == n {
			return true, 0
		}
	}
	if len(b.byID) >= b.capacity {
		return b.refuse(n)
	}
	after, wait := b.bucket.book(n)
	if wait > 0 {
		b.push(&booking[K]{id: id, n: n, after: after, due: b.bucket.due(after)})
	}
	return wait == 0, wait
}

// refuse takes n permits if they are there, and books none if not.
func (b *Bookings[K]) refuse(n int) (ok bool, retryAfter time.Duration) {
	if b.bucket.turnover(n, false) {
		return true, 0
	}
	g, word := b.bucket.open()
	at := b.bucket.now() // step: read clock
	if n > g.burst {
		return false, Never
	}
	beyond := max(g.arrival(word, g.virtual(at)), b.beyond) + g.units(n)
	due, ok := g.reached(beyond - g.full)
	if !ok {
		return false, Never
	}
	b.beyond = beyond
	b.overflows.Add(1)
	return false, max(1, time.Duration(due-min(due, at)))
}

// push adds a booking, which is due after all that there are.
func (b *Bookings[K]) push(own *booking[K]) {
	if own.prev = b.last; b.last == nil {
		b.first = own
		b.bucket.booked.add(b)
	} else {
		b.last.next = own
	}
	b.last = own
	b.byID[own.id] = own
	b.count.Add(1)
}

// drop removes a booking.
func (b *Bookings[K]) drop(own *booking[K]) {
	if own.next == nil {
		b.last = own.prev
	} else {
		own.next.prev = own.prev
	}
	if own.prev == nil {
		b.first = own.next
	} else {
		own.prev.next = own.next
	}
	if b.first == nil {
		b.bucket.booked.remove(b)
		b.beyond = 0
	}
	delete(b.byID, own.id)
	b.count.Add(-1)
}

// expire drops the bookings that are kept no longer.
func (b *Bookings[K]) expire(now instant) {
	for b.first != nil && now > b.first.due+b.late {
		b.drop(b.first)
	}
}

// carry moves the bookings to the next generation.
func (b *Bookings[K]) carry(g, next *generation) {
	for own := b.first; own != nil; {
		behind := own.next
		if next.fresh || own.n > next.burst {
			b.drop(own)
		} else {
			own.after = next.convert(g, own.after)
			own.due = next.due(own.after)
		}
		own = behind
	}
	if b.first != nil {
		b.beyond = next.convert(g, b.beyond)
	}
}
