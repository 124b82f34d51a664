// Package ratelimit limits rates in code that must not wait: in operators of stream
// and batch frameworks, where a call that blocks holds up everything behind it.
//
// A [Limiter] is a token bucket with a rate in permits per second and a burst.
// [Limiter.TryAcquire] and its siblings answer at once: they never block, start no
// goroutine and do not allocate. If the framework can give the element back for later, [Bookings]
// reserve a permit for it and say when to come back:
//
//	ok, retryAfter := bookings.TryAcquire(job.ID)
//	if !ok {
//		return snooze(retryAfter) // river, NATS, ...
//	}
//
// [Limiter.Reserve] is for elements that come back to another process.
// [Limiter.RetryAfter] reserves nothing and says the same to all: if many are refused,
// they come back together, and most are refused again.
//
//   - For a batch, take the permits for all of it: [Limiter.TryAcquireN], or
//     [Limiter.TryAcquireUpTo] for as much of it as there are permits for.
//   - Clients and your own programs may wait: [Limiter.Acquire].
//   - Code that runs in both uses [Limiter.Admit], which waits only under a context
//     that came through [AllowWaiting].
//   - [Tiers] combines limits (10 a second and 100 a minute), [Keyed] limits each of
//     many keys in bounded memory, and [SlidingWindow] is for quotas that count the
//     permits within any window. All of them are a [Strategy].
//   - [Limiter.Share] gives one of several parallel subtasks its part of a limit. Package
//     lease, a module of its own, gives processes that come and go one limit together, by a store.
//
// # Shipping a limiter
//
// A Limiter encodes itself as JSON, text and gob: rate, burst, exactness, name, and
// the permits held if it is not full. A struct that a framework ships as JSON, such as a
// Beam DoFn, may have one as an exported field of type *Limiter. With
// [Name], all the limiters of that name in a process, decoded or not, share one limit.
// What is decoded is checked as by [New].
//
// # What is guaranteed
//
// Over any window of length w, a limiter grants at most
//
//	burst + rate*w
//
// permits, counting the calls that begin and end within the window. It holds for any number
// of goroutines and any clock readings, also if callers give up waiting in Acquire, or if
// a request gets past some of its Tiers and not past the others: only what nobody has been
// granted, or kept waiting for, is given back. For that, readings handed to TryAcquireAt must not
// lie ahead of the limiter's own clock, and its Clock must not go back. Permits
// that [Bookings] keep stay within the bound, unless elements come back later than
// the burst makes up for. While the rate or burst is changed, the larger value holds.
//
// If the interval between permits is a whole number of nanoseconds, the bound is
// exact. If not, a permit may come one unit of virtual time early, which is one to two
// nanoseconds' worth (2^-60 of the time to fill the burst, if that takes decades). No error accumulates. This holds from
// one permit in 32 years (MinRate) to one a nanosecond (MaxRate). An interval that differs from whole
// nanoseconds by less than a float64 can tell, 2^-52 of it, counts as whole: that is 7
// nanoseconds in a year.
//
// With the option [Exact] a limiter grants all that the bound allows. Without it, a limiter with
// a burst of 128 or more keeps up to a sixteenth of the burst, at most 256 permits,
// as credits. It grants those without reading the clock, in about a tenth of the time. The upper
// bound is the same. But after an idle period up to that many permits may be missing from the burst until
// one large request has been refused, and they are out of sight for the moment in which
// another goroutine moves them.
//
// # Algorithm
//
// The core is the generic cell rate algorithm (GCRA) in its virtual scheduling form,
// from ITU-T Recommendation I.371, annex A, which is equivalent to a token bucket.
// Its state, a theoretical arrival time, is one 64-bit word: a grant is one
// compare-and-swap, and a refusal one load. Time is measured in tokens, in fixed
// point, by a 128-bit multiplication. SetRate, SetBurst and Reset seal the word and
// continue in another one with the permits held. So no call
// combines the state of one configuration with the numbers of another, and none waits for the change.
// internal/interleave explores every interleaving of these steps on a model.
//
// # Clocks
//
// Limiters read the system's monotonic clock, which does not go back and does not
// follow the wall clock. On Linux it stands still while the machine is suspended: a
// limit of one a day is then late by as long. A quota per calendar day needs the wall clock.
//
// [Limiter.TryAcquireAt] takes the caller's own reading, and [Clock] replaces the
// clock. A reading before an earlier one mints nothing: the
// limiter refuses until time has come back to where it was. [Limiter.Reset] begins
// anew at the present reading. A timeline reaches from 73 years before the limiter was
// made (for the system's clock: before the process started) to 36 years after; beyond
// that, time stands still.
//
// In a testing/synctest bubble the limiter follows the bubble's clock. If a limiter
// was used outside, or in another bubble, it has seen a later time than the bubble
// begins with: call Reset first, or make a new one. Callers that wait
// in Acquire at the same time must be in one bubble, or all outside.
//
// # Fairness
//
// A call that tries has no place in a queue. A large n can be refused for
// ever while others take one permit at a time. Ask for less at a time, give
// such callers a limiter of their own by [Limiter.Share], or use Bookings or Acquire,
// which serve in the order of asking, before any call that tries.
package ratelimit
