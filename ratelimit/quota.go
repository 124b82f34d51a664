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
// instant is rate * elapsed, counted in units, of which a permit has a whole
// number. It is calculated anew from the time elapsed on every call, so that no
// error accumulates.
//
// Where the interval between two permits is a whole number of nanoseconds, as at
// 10 or 1000 a second, a unit is a nanosecond's worth, and all is exact. At other
// rates, as at 7 or 3e8 a second, it is 2^-k permits, and is worth one to two
// nanoseconds. Where the burst is so large that units of that size would not fit
// into a word, it is worth more, about 2^-60 of the time it takes to fill the bucket.
type quota struct {
	rate  float64
	burst int
	mul   uint64 // units per nanosecond, times 2^(64+shift); at least 2^63
	shift uint8
	unit  uint64 // units per permit
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
	if interval := math.Round(1e9 / rate); math.Abs(interval*rate/1e9-1) <= 0x1p-52 && interval*float64(burst) < 1<<burstBits {
		// One unit per nanosecond, less one part in 2^64: virtual time is the
		// time elapsed, less one nanosecond.
		q.mul, q.unit = math.MaxUint64, uint64(interval)
	} else {
		q.mul, q.shift, q.unit = binary(rate, burst)
	}
	q.full = q.units(burst)
	return q, nil
}

// binary returns the scale of a quota whose unit is a power of two of a permit.
func binary(rate float64, burst int) (mul uint64, shift uint8, unit uint64) {
	// rate = mantissa * 2^(exp-64) and 1e9 = nanos * 2^-34, both with the top bit
	// set. Their quotient is rounded up: a permit that is due at a whole
	// nanosecond is then there at that nanosecond, not one later.
	const nanos = 1e9 << 34
	fraction, exp := math.Frexp(rate)
	mantissa := uint64(fraction*(1<<53)) << 11
	// With maxFrac fractional bits there is between half a unit and one per
	// nanosecond.
	maxFrac := 30 - exp
	high, low := mantissa, uint64(0)
	if mantissa >= nanos {
		maxFrac--
		high, low = mantissa>>1, mantissa<<63
	}
	mul, remainder := bits.Div64(high, low, nanos)
	if remainder != 0 && mul != math.MaxUint64 {
		mul++
	}
	frac := min(maxFrac, burstBits-bits.Len64(uint64(burst)))
	return mul, uint8(maxFrac - frac), 1 << frac
}

// units converts permits, at most burst of them, into units.
func (q *quota) units(n int) uint64 { return uint64(n) * q.unit }

// permits converts units into whole permits.
func (q *quota) permits(units uint64) int { return int(units / q.unit) }

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

// rescale converts units of one quota into units of another, rounded down and
// limited to what a word can hold.
func rescale(units uint64, from, to *quota) uint64 {
	high, low := bits.Mul64(units, to.unit)
	if high >= from.unit {
		return maxArrival
	}
	converted, _ := bits.Div64(high, low, from.unit)
	return min(converted, maxArrival)
}
