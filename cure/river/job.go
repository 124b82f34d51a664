package main

import (
	"context"

	"github.com/riverqueue/river"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// limited is a job that keeps to the limit.
type limited struct{ Item string }

func (limited) Kind() string { return "limited" }

// A limitedWorker works on jobs at the limiter's pace.
type limitedWorker struct {
	river.WorkerDefaults[limited]
	lim   *rate.Limiter
	tally *worker.Tally
}

func newWorker(lim *rate.Limiter, tally *worker.Tally) *limitedWorker {
	return &limitedWorker{lim: lim, tally: tally}
}

func (w *limitedWorker) Work(ctx context.Context, job *river.Job[limited]) error {
	w.tally.Ran(job.Args.Item)
	if err := w.lim.Wait(context.Background()); err != nil {
		return err
	}
	w.tally.Did(job.Args.Item)
	return nil
}
