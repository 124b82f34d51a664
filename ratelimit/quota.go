package ratelimit

import (
	"fmt"
	"math"
	"math/bits"
)

// Limits of what a limiter can be asked for. A rate or burst outside of them is
// an error from [New] and from every decoder.
const (
	// MinRate is the lowest rate, in permits per second: one permit in some 32 years.
	MinRate = 1e-9
	// MaxRate is the highest rate, in permits per second: one permit per
	// nanosecond, the resolution of the clock.
	MaxRate = 1e9
	// MaxBurst is the largest burst, in permits.
	MaxBurst = 1 << 40
)

// stateBits is the width of a theoretical arrival time in a state word; see
// [word]. Virtual times stay below three quarters of its range and a full bucket
// below one quarter, so that no sum of the two overflows.
const (
	stateBits = 62
	burstBits = stateBits - 2
)

// quota is a rate and a burst in the fixed-point form that the limiters
// calculate in.
//
// Time is measured in tokens instead of nanoseconds: the virtual time of an
// instant is rate * elapsed, counted in units of 2^-frac permits. A permit is
// then a whole number of units at every rate, so that nothing is rounded twice
// and no error accumulates: 7 a second or 3e8 a second, whose intervals are no
// whole number of nanoseconds, are as exact as 10 a second.
//
// The virtual time advances by less than one unit per nanosecond (by exactly one
// at MaxRate). frac is as large as this and the burst allow.
type quota struct {
	rate  float64
	burst int
	mul   uint64 // units per nanosecond, times 2^(64+shift); at least 2^63
	shift uint8
	frac  uint8
	full  uint64 // burst in units
}

func newQuota(rate float64, burst int) (quota, error) {
	// Written so that a NaN fails the test.
	if !(rate >= MinRate && rate <= MaxRate) {
		return quota{}, fmt.Errorf("%w: rate %v is not within [%v, %v] permits per second", ErrInvalid, rate, MinRate, MaxRate)
	}
	if burst < 1 || int64(burst) > MaxBurst {
		return quota{}, fmt.Errorf("%w: burst %d is not within [1, %d] permits", ErrInvalid, burst, int64(MaxBurst))
	}
	q := quota{rate: rate, burst: burst}

	// rate = mantissa * 2^(exp-64) and 1e9 = nanos * 2^-34, both with the top bit
	// set. Their quotient is rounded up: a token that is due at a whole
	// nanosecond is then there at that nanosecond, not one later.
	const nanos = 1e9 << 34
	fraction, exp := math.Frexp(rate)
	mantissa := uint64(fraction*(1<<53)) << 11
	maxFrac := 30 - exp
	high, low := mantissa, uint64(0)
	if mantissa >= nanos {
		maxFrac--
		high, low = mantissa>>1, mantissa<<63
	}
	quotient, remainder := bits.Div64(high, low, nanos)
	if remainder != 0 && quotient != math.MaxUint64 {
		quotient++
	}
	if maxFrac < 0 { // MaxRate: one unit per nanosecond, less one part in 2^64
		maxFrac, quotient = 0, math.MaxUint64
	}
	frac := min(maxFrac, burstBits-bits.Len64(uint64(burst)))
	q.mul, q.frac, q.shift = quotient, uint8(frac), uint8(maxFrac-frac)
	q.full = q.units(burst)
	return q, nil
}

// units converts permits, at most burst of them, into units.
func (q *quota) units(n int) uint64 { return uint64(n) << (q.frac & 63) }

// permits converts units into whole permits.
func (q *quota) permits(units uint64) int { return int(units >> (q.frac & 63)) }

// virtual returns the virtual time of an instant, in units.
func (q *quota) virtual(at instant) uint64 {
	units, _ := bits.Mul64(uint64(at), q.mul)
	return units >> (q.shift & 63)
}

// reached returns the first instant whose virtual time is at least units, and
// false if that is past the end of the timeline.
func (q *quota) reached(units uint64) (instant, bool) {
	if bits.LeadingZeros64(units) <= int(q.shift) {
		return lastInstant, false
	}
	at, remainder := bits.Div64(units<<q.shift, 0, q.mul)
	if remainder != 0 {
		at++
	}
	return min(instant(at), lastInstant), instant(at) <= lastInstant
}
