package main

import (
	"context"
	"time"

	"github.com/vgarvardt/gue/v5"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit"
)

const (
	// reserved is the type of jobs for which a permit is reserved.
	reserved = "reserved"
	// pollInterval is how often gue looks for jobs: every 5 seconds by default, which brings a
	// hundred at one instant at 20 a second.
	pollInterval = time.Second
	// late has room for three looks.
	late = 3 * time.Second
)

// A limitedJob handles jobs at the limiter's pace.
type limitedJob struct {
	lim    *ratelimit.Limiter
	tally  *worker.Tally
	client *gue.Client
}

func newJob(lim *rate.Limiter, tally *worker.Tally, client *gue.Client) *limitedJob {
	return &limitedJob{lim: worker.Limiter(lim), tally: tally, client: client}
}

func (j *limitedJob) workMap() gue.WorkMap {
	return gue.WorkMap{limited: j.handle, reserved: j.handleReserved}
}

// handle does a job, or puts it back in the job's own transaction as one that has its permit
// when it runs: an error would count as a failure.
func (j *limitedJob) handle(ctx context.Context, job *gue.Job) error {
	j.tally.Ran(string(job.Args))
	retryAfter := j.lim.Reserve(1)
	if retryAfter > 0 {
		later := &gue.Job{Queue: job.Queue, Priority: job.Priority, Type: reserved, Args: job.Args, RunAt: time.Now().Add(retryAfter)}
		return j.client.EnqueueTx(ctx, later, job.Tx())
	}
	j.tally.Did(string(job.Args))
	return nil
}

// handleReserved does a job, unless it has used its permit or comes too late for it.
func (j *limitedJob) handleReserved(ctx context.Context, job *gue.Job) error {
	if job.ErrorCount > 0 || time.Since(job.RunAt) > late {
		return j.handle(ctx, job)
	}
	j.tally.Ran(string(job.Args))
	j.tally.Did(string(job.Args))
	return nil
}
