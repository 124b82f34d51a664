package main

import (
	"context"

	"github.com/hibiken/asynq"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// checkInterval is asynq's default.
const checkInterval = 0

// A job handles tasks at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally, _ *asynq.Inspector) *job {
	return &job{lim: lim, tally: tally}
}

func (j *job) handle(ctx context.Context, task *asynq.Task) error {
	item := string(task.Payload())
	j.tally.Ran(item)
	if err := j.lim.Wait(context.Background()); err != nil {
		return err
	}
	j.tally.Did(item)
	return nil
}
