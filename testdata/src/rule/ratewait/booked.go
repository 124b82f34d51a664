package ratewait

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"github.com/jobvet/jobvet/ratelimit"
)

// Booked gives an element back until its permit is due.
type Booked struct {
	river.WorkerDefaults[Args]
	lim      *ratelimit.Limiter
	bookings *ratelimit.Bookings[string]
}

func (w *Booked) Work(ctx context.Context, job *river.Job[Args]) error {
	if ok, retryAfter := w.bookings.TryAcquire("id"); !ok {
		return river.JobSnooze(retryAfter)
	}
	if ok, retryAfter := w.bookings.TryAcquireN("id", 2); !ok {
		return river.JobSnooze(retryAfter)
	}
	if retryAfter := w.lim.Reserve(1); retryAfter > 0 {
		return river.JobSnooze(retryAfter)
	}
	return nil
}

// Sleepy waits until its permit is due.
type Sleepy struct {
	river.WorkerDefaults[Args]
	lim      *ratelimit.Limiter
	bookings *ratelimit.Bookings[string]
}

func (w *Sleepy) Work(ctx context.Context, job *river.Job[Args]) error {
	time.Sleep(w.lim.Reserve(1)) // want `ratewait: operator \(\*Sleepy\)\.Work .* sleeps for \(\*ratelimit\.Limiter\)\.Reserve in time\.Sleep`
	if ok, retryAfter := w.bookings.TryAcquire("id"); !ok {
		time.Sleep(retryAfter) // want `ratewait: operator \(\*Sleepy\)\.Work .* sleeps for \(\*ratelimit\.Bookings\)\.TryAcquire in time\.Sleep`
	}
	return nil
}
