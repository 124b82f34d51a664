package main

import (
	"context"

	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// delayedPoll is machinery's default.
const delayedPoll = 500

// A job handles tasks at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally) *job { return &job{lim: lim, tally: tally} }

func (j *job) handle(ctx context.Context, item string) error {
	j.tally.Ran(item)
	if err := j.lim.Wait(context.Background()); err != nil {
		return err
	}
	j.tally.Did(item)
	return nil
}
