package main

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit"
)

// late is five times river's FetchPollInterval.
const late = 5 * time.Second

// limited is a job that keeps to the limit.
type limited struct{ Item string }

func (limited) Kind() string { return "limited" }

// A limitedWorker works on jobs at the limiter's pace.
type limitedWorker struct {
	river.WorkerDefaults[limited]
	bookings *ratelimit.Bookings[int64]
	tally    *worker.Tally
}

func newWorker(lim *rate.Limiter, tally *worker.Tally) *limitedWorker {
	return &limitedWorker{bookings: worker.Bookings[int64](lim, late), tally: tally}
}

func (w *limitedWorker) Work(_ context.Context, job *river.Job[limited]) error {
	w.tally.Ran(job.Args.Item)
	ok, retryAfter := w.bookings.TryAcquire(job.ID)
	if !ok {
		return river.JobSnooze(retryAfter)
	}
	w.tally.Did(job.Args.Item)
	return nil
}
