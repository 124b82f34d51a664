package lease

import (
	"fmt"
	"math"
	"time"

	"github.com/jobvet/jobvet/ratelimit"
)

// MaxBurst is the largest burst, in permits.
const MaxBurst = 1 << 30

const (
	// ttl is how long a lease is kept for a worker that is not heard of. It is no option,
	// since all workers of a limit must agree on it.
	ttl = time.Second
	// life is how long a worker uses a lease, counted from before it asked for it. It is
	// shorter than ttl so that a clock that runs slow by one part in 64 does no harm.
	life = ttl - ttl/64
	// exact is up to where the script's numbers are whole.
	exact = 1 << 52
)

// limit is a rate and a burst, as the script takes them.
type limit struct {
	rate  float64
	burst int
	// unit is how many units a permit has, and pace how many a microsecond gains.
	unit, pace int64
	// period is the time between two calls of a worker that is never given enough. All
	// that the workers can hold meanwhile is to be well below the burst, or the store has
	// nothing left that time could pay off.
	period time.Duration
	// most is the most permits that a worker keeps ahead of need.
	most int64
	// keep is how long the store keeps its keys.
	keep time.Duration
}

// Bounds of a period, and the part of the burst that is to be out at a time.
const (
	minPeriod   = time.Millisecond
	maxPeriod   = 50 * time.Millisecond
	outOfBurst  = 4
	mostOfBurst = 2
)

func newLimit(rate float64, burst int) (limit, error) {
	// The limiter's own bounds hold here, too.
	if _, err := ratelimit.New(rate, burst); err != nil {
		return limit{}, err
	}
	if burst > MaxBurst {
		return limit{}, fmt.Errorf("%w: burst %d is more than %d permits", ratelimit.ErrInvalid, burst, MaxBurst)
	}
	l := limit{rate: rate, burst: burst}
	l.unit, l.pace = units(rate, burst)
	// A unit lost in each microsecond is the most that is.
	if got := float64(l.pace) / float64(l.unit) * 1e6; l.pace < 1 || math.Abs(got/rate-1) > 1e-3 {
		return limit{}, fmt.Errorf("%w: a burst of %d at %v permits a second takes too long to fill", ratelimit.ErrInvalid, burst, rate)
	}
	full := float64(burst) / rate * float64(time.Second)
	l.period = time.Duration(min(max(full/outOfBurst, float64(minPeriod)), float64(maxPeriod)))
	l.most = max(1, min(int64(burst/mostOfBurst), int64(math.Ceil(2*rate*l.period.Seconds()))))
	l.keep = ttl + time.Hour + time.Duration(min(full, float64(math.MaxInt64/4)))
	return l, nil
}

// units returns how many units a permit has and how many a microsecond gains: exactly, if
// there is a whole number of permits a second or of microseconds between two, and
// otherwise a little less than the rate.
func units(rate float64, burst int) (unit, pace int64) {
	if n := math.Round(rate); n == rate {
		unit, pace = reduce(1e6, int64(n))
	} else if n := math.Round(1e6 / rate); math.Abs(n*rate/1e6-1) <= 0x1p-52 && n < exact {
		unit, pace = int64(n), 1
	}
	if unit > 0 && unit <= exact/int64(burst) {
		return unit, pace
	}
	unit = 1
	for unit <= exact/int64(burst)/2 && rate*float64(unit) < exact {
		unit *= 2
	}
	return unit, int64(rate * float64(unit) / 1e6)
}

// reduce returns a and b without their common divisor.
func reduce(a, b int64) (int64, int64) {
	x, y := a, b
	for y != 0 {
		x, y = y, x%y
	}
	return a / x, b / x
}
