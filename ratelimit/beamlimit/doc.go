// Package beamlimit keeps a rate limit in a Beam Go pipeline without losing elements and
// without holding up bundles.
//
// A plain DoFn cannot give an element back. If it waits for a permit, the output of its whole
// bundle waits with it; if it refuses, the element is lost. [Throttle] stands before such a
// DoFn, and lets through as many elements as the limiter grants:
//
//	limiter := ratelimit.Must(ratelimit.New(200, 50, ratelimit.Name("geo"))) // 200 a second, 50 at once
//	limited := beamlimit.Throttle(s, addresses, limiter)
//	beam.ParDo(s, &LookupFn{}, limited)
//
// What is over the limit is kept in the runner's state, in the order in which it came, and
// emitted bundle by bundle as permits come.
//
// # What is guaranteed
//
//   - Each element is emitted as often as the runner promises for stateful DoFns: what is held
//     is in the runner's state, not in a worker's memory. If a worker dies, the runner goes
//     back to what it has committed (on Flink: to the last checkpoint, and without
//     checkpointing to the beginning), and so loses nothing.
//   - A limiter grants at most burst + rate*t permits in any t seconds, in each worker process.
//     With one shard, the default, one process at a time has the limiter, and the bound holds
//     over all of them. A process that takes over begins with a full burst.
//   - Within a shard elements keep their order. All elements are in one shard, if there is only
//     one, and pairs with the same key are in the same shard.
//   - Elements keep timestamp and window, and the watermark waits for them. What a window holds
//     at its end is emitted after it, at the same rate.
//   - An element that comes late, but within the allowed lateness of its window, is held and
//     emitted as others are, and is late behind the transform, too. What comes after that the
//     runner drops before a stateful DoFn (Flink 1.19 does; Prism, as of Beam 2.77, hands it on).
//
// # What is not
//
// Nothing slows the input down. If it is faster than the limit for ever, what is held grows
// for ever, in the runner's state: on disk with Flink's RocksDB, in memory with its heap
// backend and on Prism. A splittable DoFn that makes its elements itself can stop at the
// limit instead (sdf.ResumeProcessingIn).
//
// The limit is kept bundle by bundle, and permits beyond the burst are gone. So the burst
// should be what the rate grants in the longest time between two bundles, or more. That is some
// milliseconds on Prism. On Flink it is about twice max_bundle_time_mills, an option that the
// Go SDK cannot set and package runneropts can; left alone it is ten seconds in most jobs
// of the Go SDK.
//
// While something is held, a bundle of timers is held up for 100 milliseconds at most.
//
// # Prism
//
// Prism, as of Beam 2.77, may split a bundle of a stateful DoFn in which an element takes longer
// than 100 milliseconds, which happens on a busy machine, and then loses elements that are held.
// Run jobs with a Throttle there with --experiments=prism_disable_sdf_split.
//
// Elements come at the limit's rate there, too, but what is behind the next shuffle gets them
// only when nothing is held any more: Prism hands them on when the watermark moves.
//
// # Metrics
//
// In the namespace [Namespace]: the counters "held" (elements that had to wait) and "emitted"
// (all elements), and the distribution "delay_ms" (milliseconds that the elements which
// had to wait were held).
package beamlimit
