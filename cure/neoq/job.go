package main

import (
	"context"

	"github.com/acaloiaro/neoq/jobs"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job handles jobs at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally) *job { return &job{lim: lim, tally: tally} }

func (j *job) handle(ctx context.Context) error {
	item, err := itemOf(ctx)
	if err != nil {
		return err
	}
	j.tally.Ran(item)
	if err := j.lim.Wait(context.Background()); err != nil {
		return err
	}
	j.tally.Did(item)
	return nil
}

// itemOf returns the item that a job is about.
func itemOf(ctx context.Context) (string, error) {
	job, err := jobs.FromContext(ctx)
	if err != nil {
		return "", err
	}
	item, _ := job.Payload["item"].(string)
	return item, nil
}
