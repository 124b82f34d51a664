package worker

import (
	"time"

	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/ratelimit"
)

// Limiter returns a limiter of this project with the rate and burst of another.
func Limiter(lim *rate.Limiter) *ratelimit.Limiter {
	return ratelimit.Must(ratelimit.New(float64(lim.Limit()), lim.Burst()))
}

// Bookings returns the bookings of such a limiter, for jobs that come back up to late after
// they were told to.
func Bookings[K comparable](lim *rate.Limiter, late time.Duration) *ratelimit.Bookings[K] {
	const capacity = 100_000
	bookings, err := ratelimit.NewBookings[K](Limiter(lim), capacity, late)
	if err != nil {
		panic(err) // the numbers are the lab's own
	}
	return bookings
}
