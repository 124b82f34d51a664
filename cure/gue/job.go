package main

import (
	"context"
	"time"

	"github.com/vgarvardt/gue/v5"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// pollInterval is gue's default.
const pollInterval = 5 * time.Second

// A limitedJob handles jobs at the limiter's pace.
type limitedJob struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally, _ *gue.Client) *limitedJob {
	return &limitedJob{lim: lim, tally: tally}
}

func (j *limitedJob) workMap() gue.WorkMap { return gue.WorkMap{limited: j.handle} }

func (j *limitedJob) handle(ctx context.Context, job *gue.Job) error {
	item := string(job.Args)
	j.tally.Ran(item)
	if err := j.lim.Wait(context.Background()); err != nil {
		return err
	}
	j.tally.Did(item)
	return nil
}
