package main

import (
	"context"

	"github.com/panjf2000/ants/v2"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job handles items at the limiter's pace, in tasks of a pool.
type job struct {
	pool  *ants.Pool
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(pool *ants.Pool, lim *rate.Limiter, tally *worker.Tally) *job {
	return &job{pool: pool, lim: lim, tally: tally}
}

// submit waits for the limiter, and then has the pool handle an item.
func (j *job) submit(ctx context.Context, item string, back func()) error {
	if err := j.lim.Wait(ctx); err != nil {
		back()
		return nil
	}
	return j.pool.Submit(func() { j.handle(item) })
}

func (j *job) handle(item string) {
	j.tally.Ran(item)
	j.tally.Did(item)
}
