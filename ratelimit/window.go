package ratelimit

import (
	"fmt"
	"sync/atomic"
	"time"
)

// SlidingWindow grants at most limit permits within any window of time, wherever
// the window begins: the form in which many providers state their quotas. A token
// bucket with the same numbers would let twice as many through within a window
// that begins with a full bucket, and a counter per calendar window twice as many
// around the window's edge.
//
// It is exact, remembers the time of each of the last limit permits, and so takes
// 8 bytes a permit and time in proportion to n. Its methods neither lock nor
// allocate and may be called from any number of goroutines at once. The zero
// SlidingWindow refuses everything.
type SlidingWindow struct {
	timeline
	limit  int
	window instant
	_      [cacheLine]byte
	// granted is how many permits have been granted so far.
	granted atomic.Uint64
	_       [cacheLine]byte
	// stamps[i % limit] is the time of the i-th permit, shifted left by one, with
	// the parity of the lap that may replace it: lap i / limit + 1. A permit that
	// is granted but not stamped yet is thereby told from the one a lap before.
	stamps []atomic.Uint64
}

// MaxWindowLimit is the largest limit of a SlidingWindow, in permits.
const MaxWindowLimit = 1 << 24

// NewSlidingWindow returns a sliding window that grants at most limit permits, from
// 1 to [MaxWindowLimit], within any window, from a nanosecond to 36 years. Of the
// options only [Clock] and [Exact] apply; a [Name] is an error. Errors wrap
// [ErrInvalid].
func NewSlidingWindow(limit int, window time.Duration, opts ...Option) (*SlidingWindow, error) {
	s, err := apply(settings{}, opts)
	if err != nil {
		return nil, err
	}
	if s.name != "" {
		return nil, fmt.Errorf("%w: a sliding window cannot have the name %q", ErrInvalid, s.name)
	}
	if limit < 1 || limit > MaxWindowLimit {
		return nil, fmt.Errorf("%w: limit %d is not within [1, %d] permits", ErrInvalid, limit, MaxWindowLimit)
	}
	if window < 1 || window > past/2 {
		return nil, fmt.Errorf("%w: window %v is not within [%v, %v]", ErrInvalid, window, time.Nanosecond, past/2)
	}
	return &SlidingWindow{
		timeline: newTimeline(s.clock),
		limit:    limit,
		window:   instant(window),
		stamps:   make([]atomic.Uint64, limit),
	}, nil
}

// TryAcquire takes one permit and reports whether it was there to take.
func (w *SlidingWindow) TryAcquire() bool { return w.TryAcquireN(1) }

// TryAcquireN takes n permits or none, and reports whether it took them. Asking
// for 0 permits succeeds; asking for fewer, or for more than the limit, never does.
func (w *SlidingWindow) TryAcquireN(n int) bool {
	if n <= 0 || n > w.limit {
		return n == 0 && w.limit > 0
	}
	return w.take(w.now(), n)
}

// TryAcquireAt is TryAcquireN at the time now, as the caller has read it, under the
// same conditions as [Limiter.TryAcquireAt].
func (w *SlidingWindow) TryAcquireAt(now time.Time, n int) bool {
	if n <= 0 || n > w.limit {
		return n == 0 && w.limit > 0
	}
	return w.take(w.at(now), n)
}

// take grants n permits if for each of them the permit a lap before is a window
// old. Permits a lap apart are then never within one window, so that no window
// holds more than one permit of each of the limit places.
func (w *SlidingWindow) take(at instant, n int) bool {
	for {
		first := w.granted.Load()
		if w.free(first, n) > at {
			return false
		}
		if !w.granted.CompareAndSwap(first, first+uint64(n)) {
			continue
		}
		for i := first; i < first+uint64(n); i++ {
			stamp, lap := w.place(i)
			stamp.Store(uint64(at)<<1 | (lap+1)&1)
		}
		return true
	}
}

// place returns the stamp of the i-th permit and the lap that it belongs to.
func (w *SlidingWindow) place(i uint64) (*atomic.Uint64, uint64) {
	limit := uint64(w.limit)
	return &w.stamps[i%limit], i / limit
}

// free returns the first instant at which the n permits from first on may be
// granted, and one after the end of the timeline while that is not known because
// the permit before is just being stamped.
func (w *SlidingWindow) free(first uint64, n int) instant {
	var latest instant
	for i := first; i < first+uint64(n); i++ {
		stamp, lap := w.place(i)
		value := stamp.Load()
		if value&1 != lap&1 {
			return lastInstant + 1
		}
		latest = max(latest, instant(value>>1)+w.window)
	}
	return latest
}

// RetryAfter returns how long it takes until n permits are there, if nobody takes
// any meanwhile: exactly, to the nanosecond. It is [Never] if n is negative or more
// than the limit.
func (w *SlidingWindow) RetryAfter(n int) time.Duration {
	if n < 0 || n > w.limit || w.limit == 0 {
		return Never
	}
	at := w.now()
	free := w.free(w.granted.Load(), n)
	if free > lastInstant {
		free = at + w.window
	}
	return time.Duration(free - min(free, at))
}

// Available returns how many permits could be taken now.
func (w *SlidingWindow) Available() int {
	if w.limit == 0 {
		return 0
	}
	at := w.now()
	first := w.granted.Load()
	n := 0
	for n < w.limit && w.free(first+uint64(n), 1) <= at {
		n++
	}
	return n
}
