package main

import (
	"context"

	"github.com/hibiken/asynq"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit/lease"
)

// checkInterval is asynq's default.
const checkInterval = 0

// A job handles tasks at the pace of a limiter that all processes share.
type job struct {
	lim   *lease.Limiter
	tally *worker.Tally
}

func newJob(_ *rate.Limiter, tally *worker.Tally, _ *asynq.Inspector) *job {
	return &job{lim: tally.Lease(), tally: tally}
}

func (j *job) handle(ctx context.Context, task *asynq.Task) error {
	item := string(task.Payload())
	j.tally.Ran(item)
	if err := j.lim.Acquire(ctx, 1); err != nil {
		return err
	}
	j.tally.Did(item)
	return nil
}
