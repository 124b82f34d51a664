// Package ratelimit limits rates in code that must not wait: in operators of stream
// and batch frameworks, where a call that blocks holds up everything behind it.
//
// A [Limiter] is a token bucket with a rate in permits per second and a burst.
// [Limiter.TryAcquire] and its siblings answer at once: they never block, start no
// goroutine and do not allocate. What to do with a refused element is the
// framework's business. If the framework can give the element back for later, [Bookings]
// reserve a permit for it and say when to come back:
//
//	ok, retryAfter := bookings.TryAcquire(job.ID)
//	if !ok {
//		return snooze(retryAfter) // river, NATS, ...
//	}
//
// [Limiter.Reserve] is for elements that come back to another process, and
// [Limiter.RetryAfter] says the same to all, and reserves nothing: if many are refused,
// they come back together, and most are refused again.
//
//   - For a batch, take the permits for all of it: [Limiter.TryAcquireN], or
//     [Limiter.TryAcquireUpTo] for as much of it as there are permits for.
//   - Clients and programs of one's own may wait: [Limiter.Acquire].
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
// Beam DoFn, may simply have one as an exported field of type *Limiter. With
// [Name], all the limiters of that name in a process, decoded or not, share one limit.
// What is decoded is checked as by [New].
//
// # What is guaranteed
//
// Over any window of length w, a limiter grants at most
//
//	burst + rate*w
//
// permits, counting the calls that begin and end within the window, however many
// goroutines call it and whatever their clock readings. It stays so when callers
// give up waiting in Acquire, or a request gets past some of its [Tiers] and not past
// the others: what is given back is what nobody has been granted, or kept waiting for,
// in between. (Readings handed to TryAcquireAt must not lie ahead of the limiter's own
// clock for that, and its Clock must not go back meanwhile.) Permits that are booked by
// [Bookings] stay within the bound, too, unless elements come back so late that the burst does
// not make up for it. While the rate or burst is
// changed, the larger value holds for the windows around the change. Virtual time is a whole
// number of units: where the interval between permits is a whole number of
// nanoseconds the bound is exact, and elsewhere a permit may come at most one unit
// early, which is one to two nanoseconds' worth (for a burst so large that it
// takes decades to fill, 2^-60 of that time). This holds from
// one permit in 32 years ([MinRate]) to one a nanosecond ([MaxRate]), and no error
// accumulates from call to call. An interval that differs from whole nanoseconds by
// less than a float64 can tell, 2^-52 of it, counts as whole: that is 7 nanoseconds in a
// year.
//
// The other way round, a limiter with the option [Exact] grants whatever the bound
// allows. Without it, and with a burst of 128 or more, up to a sixteenth of the
// burst, and at most 256 permits, is kept as credits, which are granted without
// reading the clock, for about a tenth of the time. The price: after an idle period
// up to that many permits may be missing from the burst until one large request has
// been refused, and they can be out of sight for the moment in which another
// goroutine moves them. The upper bound is the same.
//
// # Algorithm
//
// The core is the generic cell rate algorithm (GCRA) in its virtual scheduling
// form, from ITU-T Recommendation I.371, annex A, which is equivalent to a token
// bucket. Its state, a theoretical arrival time, is one 64-bit word: a grant is one
// compare-and-swap, and a refusal one load. Time is measured in tokens, in fixed point, by
// a 128-bit multiplication. SetRate, SetBurst and Reset seal the word and continue
// in another one, in which the permits held are converted: no call combines the
// state of one configuration with the numbers of another, and none waits for the one
// that changes it. Every interleaving of these steps is explored on a model, in
// internal/interleave.
//
// # Clocks
//
// Limiters read the monotonic clock of the system. It does not go back, and is not
// moved when the wall clock is set. On Linux it stands still while the machine is suspended: a
// limit of one a day is then late by as long. A quota per calendar day is no rate;
// it needs the wall clock.
//
// [Limiter.TryAcquireAt] takes the caller's own reading, and [Clock] replaces the
// clock altogether. A reading that lies before an earlier one mints nothing: the
// limiter refuses until time has come back to where it was. [Limiter.Reset] begins
// anew at the present reading. A timeline reaches from 73 years before the limiter's
// making (for the system's clock: the process's start) to 36 years after; beyond
// that, time stands still.
//
// In a testing/synctest bubble the limiter follows the bubble's clock. A limiter
// that was used outside, or in another bubble, has seen a later time than a bubble
// begins with, so that a test calls Reset first, or makes its own. Callers that wait
// in Acquire at the same time must be in the same bubble, or all outside.
//
// # Fairness
//
// A call that tries has no place in a queue. A large n can therefore be refused for
// ever while others take one permit at a time. Ask for less at a time, give
// such callers a limiter of their own by [Limiter.Share], or use Bookings or Acquire,
// which serve in the order of asking, before any call that tries.
package ratelimit
