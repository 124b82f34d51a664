package main

import (
	"context"

	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job works on items at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally) *job { return &job{lim: lim, tally: tally} }

// Limited is an activity.
func (j *job) Limited(ctx context.Context, item string) error {
	j.tally.Ran(item)
	if err := j.lim.Wait(context.Background()); err != nil {
		return err
	}
	j.tally.Did(item)
	return nil
}
