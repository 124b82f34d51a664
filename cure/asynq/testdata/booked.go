package main

import (
	"context"
	"time"

	"github.com/hibiken/asynq"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit"
)

// late is twice the time between two looks of asynq's forwarder, and the second that
// retryDelay adds.
const late = 11 * time.Second

// A job handles tasks at the limiter's pace.
type job struct {
	bookings *ratelimit.Bookings[string]
	tally    *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally) *job {
	return &job{bookings: worker.Bookings[string](lim, late), tally: tally}
}

func (j *job) handle(_ context.Context, task *asynq.Task) error {
	item := string(task.Payload())
	j.tally.Ran(item)
	ok, retryAfter := j.bookings.TryAcquire(task.ResultWriter().TaskID())
	if !ok {
		return refused(retryAfter)
	}
	j.tally.Did(item)
	return nil
}
