package main

import (
	"context"

	"github.com/riverqueue/river"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit/lease"
)

// limited is a job that keeps to the limit.
type limited struct{ Item string }

func (limited) Kind() string { return "limited" }

// A limitedWorker works on jobs at the pace of a limiter that all processes share.
type limitedWorker struct {
	river.WorkerDefaults[limited]
	lim   *lease.Limiter
	tally *worker.Tally
}

func newWorker(_ *rate.Limiter, tally *worker.Tally) *limitedWorker {
	return &limitedWorker{lim: tally.Lease(), tally: tally}
}

func (w *limitedWorker) Work(ctx context.Context, job *river.Job[limited]) error {
	w.tally.Ran(job.Args.Item)
	if err := w.lim.Acquire(ctx, 1); err != nil {
		return err
	}
	w.tally.Did(job.Args.Item)
	return nil
}
