package main

import (
	"context"
	"time"

	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit"
)

const (
	// delayedPoll is how many milliseconds pass between two looks at delayed tasks, of which
	// machinery takes one at a time: two a second by default, whatever the limit is.
	delayedPoll = 20
	// late is for a queue that is looked at once a second while it is empty.
	late = 2 * time.Second
)

// A job handles tasks at the limiter's pace.
type job struct {
	lim   *ratelimit.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally) *job {
	return &job{lim: worker.Limiter(lim), tally: tally}
}

func (j *job) handle(ctx context.Context, item string) error {
	j.tally.Ran(item)
	// The time of a task that was put off is when its permit is due, for whichever process it
	// comes back to.
	eta := etaOf(ctx)
	if eta == nil || time.Since(*eta) > late {
		if retryAfter := j.lim.Reserve(1); retryAfter > 0 {
			return putOff(retryAfter)
		}
	}
	j.tally.Did(item)
	return nil
}
