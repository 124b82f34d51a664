// Package lease keeps one limit for many workers: processes lease permits from Redis or Valkey
// ahead of need, and grant them as local limiters do.
//
//	l, err := lease.New(ctx, client, "mail", 1000, 200) // permits a second and burst, of all processes together
//	if err != nil {
//		return err
//	}
//	defer l.Close(ctx)
//
//	if !l.TryAcquire() { // no I/O, no wait
//		return river.JobSnooze(l.RetryAfter(1))
//	}
//
// [Limiter.TryAcquire] and its siblings only look at what the process holds: they never wait and do not
// allocate. One goroutine of each process asks the store for more, in one call of
// a script. [Limiter.Acquire] waits, for callers that may. A Limiter is a [ratelimit.Strategy].
//
// [ratelimit.Limiter.Share] needs no store: it divides a limit by a fixed number of processes, and wastes what one
// does not use. docs/limits.md says which to take when.
//
// # What is guaranteed
//
// Over any window of length w, all workers together are granted at most
//
//	burst + rate*w
//
// permits, counting the calls that begin and end within the window, as one [ratelimit.Limiter] grants. It stays so
// whatever workers do (die, stop for a while, start again, have a wall clock that is wrong), whatever the network does with
// messages (lose them, deliver them late, twice, or out of order, cut some workers off), and
// if the server is restarted, paused, set back, loses its data or comes back with data that are old. It assumes that
//
//   - a worker's monotonic clock runs slow by less than one part in 64. On Linux that clock stands still while a machine
//     is suspended: a worker that wakes up can spend what it held, once;
//   - the server's clock is not set forward: that is as if the time had passed. Once, up to a burst more is granted;
//   - there is one server for a key at a time. While a cluster or Sentinel has two that both believe to
//     be the master, both grant; min-replicas-to-write limits for how long;
//   - all workers have the same rate and burst. While they have not, as during a deployment, the larger values hold.
//
// With [Fallback] it holds only while the store is there.
//
// # What is used of a limit
//
// When more is demanded than the limit, workers get all of it: 0.99 or more in tests, whether the demand is on all
// of ten workers or on one, and a worker to which all demand moves has it within 200 ms. That needs a
// burst that covers what is on its way: a burst that takes less than some 4 ms to fill is not used to
// the full, since the calls of each worker are at least a millisecond apart and one lease is out for as long.
// A burst of a fifth of a second's permits is a good choice.
//
// At high rates a call leases hundreds of permits (at 100,000 a second, and a burst of 10,000, 250 on
// average if ten workers share them evenly); at 10 a second it leases one.
//
// # Algorithm
//
// The store is a token bucket in the form of the generic cell rate algorithm ([ratelimit] has the source), in the server's time. It
// is not enough that permits are charged to it when they are leased, since they are spent up to a second later:
// leases of many seconds could be spent at one instant. So there are two numbers. Debt is what was spent and time has not
// paid off yet. Out is what workers hold, which time does not pay off. A worker that calls says how many permits it
// still holds and how many it has ever spent. What it has spent becomes debt, now; what
// it neither holds nor has spent is free; and it is granted more if
//
//	debt + out + granted <= burst
//
// A lease expires after a second, counted by the worker on its monotonic clock from before it sent the request, and by
// the server from when it answered it, which is later. A lease that has expired counts as spent, at the time of its expiry: a dead worker
// costs what it held, and no more.
//
// Why that keeps the bound: let x be the debt of a token bucket that is charged with each permit
// at the instant in which it is spent. The bound holds for all windows if and only if x <= burst at all times. Charge it
// later instead, and x is never less from then on. The store charges a permit when it learns that it was
// spent, or when it can be spent no more, which is later than it was spent. At any time, what is spent
// and not charged yet is a part of out. So x <= debt + out, and that is at most the burst when permits are granted; at other times
// it only falls, since what leaves out is at most what enters debt.
//
// If the store finds no state, or one that another process of a server has written ([run_id] and replication id tell), or
// one from the future, then all that it knows is that x <= burst held, and that whatever is
// out is spent before a second has passed. It goes on with a debt of a whole burst that time begins to pay off a second later: as if
// all had been spent at the last moment. So after a restart nothing is granted for a second, and then at the rate; a
// limit that is new, or was idle for longer than an hour and its burst take, begins in the same way.
//
// A request has a number. One that was overtaken by a later one of the same worker changes nothing, and one that the client sends
// twice is answered twice, but counts once.
//
// All orders of the steps of two workers, those who spend, messages that are late, lost or overtaken, restarts, and
// the clock are explored on a model, in internal/model; ten deliberate mistakes are found by
// it. The script is compared with that model call by call.
//
// How many permits a worker keeps ahead of need follows its own recent demand: twice as many each time they did not suffice, fewer
// when they were too many, and at most what the limit grants in two of its periods, and half the burst. A period is the
// time to fill a quarter of the burst, between 1 and 50 milliseconds; a worker that was given less than it
// asked for asks again after one. What nobody wants goes back after a tenth of a second if others go short, and after a
// second if not. Idle workers hold nothing and make no calls.
//
// # In the store
//
// A limit named mail has two keys, in one slot of a cluster: the hash jobvet:lease:{mail} and the sorted set
// jobvet:lease:{mail}:due. [Prefix] changes what they begin with. Both expire when the limit was not used for an hour
// and the time that its burst takes to fill; that costs no more than the burst. The script needs Redis 7 or Valkey, and a user with
//
//	ACL SETUSER worker on >password ~jobvet:lease:* +evalsha +eval +time +info +hmget +hget +hset +hdel +zadd +zrem +zrangebyscore +del +pexpire
//
// A script that was flushed is loaded again by the next call.
//
// Leases of capacity that expire are how Google's Doorman and Envoy's rate limit quota service divide a rate among
// clients. Here they are of permits, and what is out is counted, so that no window exceeds the limit.
//
// [run_id]: https://redis.io/docs/latest/commands/info/
package lease
