package main

import (
	"context"

	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job works off a list at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
	list  *worker.List
}

func newJob(lim *rate.Limiter, tally *worker.Tally, list *worker.List) *job {
	return &job{lim: lim, tally: tally, list: list}
}

func (j *job) run(ctx context.Context) error {
	for _, item := range j.list.Items() {
		j.tally.Ran(item)
		if err := j.lim.Wait(context.Background()); err != nil {
			return err
		}
		j.tally.Did(item)
		j.list.Remove(item)
	}
	return nil
}
