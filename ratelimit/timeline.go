package ratelimit

import "time"

// instant is a point on a limiter's timeline, in nanoseconds from its origin.
type instant uint64

const (
	// past is how far before its making a timeline begins: 73 years, so that
	// the Unix epoch and the epoch of testing/synctest are on the system's
	// timeline too.
	past = time.Duration(1) << 61
	// lastInstant is where a timeline ends, 36 years after its making. Earlier
	// and later readings count as its first and last instant: a limiter whose
	// timeline has ended refills no more.
	lastInstant instant = 3 << 60
)

// timeline maps clock readings to instants.
type timeline struct {
	origin time.Time
	read   func() time.Time // nil: the system's monotonic clock
}

// system is the timeline of every limiter without a clock of its own. It is one
// for the whole process, so that a single reading serves several limiters.
// Its origin keeps the monotonic reading that [time.Now] put into it, by which
// [time.Since] costs half of what time.Now does and is not moved by changes of
// the wall clock.
var system = timeline{origin: time.Now().Add(-past)}

// newTimeline returns the timeline of a caller's clock, or the system's for nil.
func newTimeline(read func() time.Time) timeline {
	if read == nil {
		return system
	}
	return timeline{origin: read().Add(-past), read: read}
}

// now reads the clock.
func (t *timeline) now() instant {
	if t.read != nil {
		return t.at(t.read())
	}
	return clamp(time.Since(t.origin))
}

// at returns the instant of a caller's own clock reading.
func (t *timeline) at(reading time.Time) instant { return clamp(reading.Sub(t.origin)) }

func clamp(elapsed time.Duration) instant {
	if at := instant(elapsed); at <= lastInstant {
		return at
	}
	if elapsed < 0 {
		return 0
	}
	return lastInstant
}
