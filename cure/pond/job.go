package main

import (
	"context"

	"github.com/alitto/pond/v2"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job handles items at the limiter's pace, in tasks of a pool.
type job struct {
	pool  pond.Pool
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(pool pond.Pool, lim *rate.Limiter, tally *worker.Tally) *job {
	return &job{pool: pool, lim: lim, tally: tally}
}

// submit has the pool handle an item, and gives it back if that fails.
func (j *job) submit(ctx context.Context, item string, back func()) error {
	return j.pool.Go(func() {
		if j.handle(ctx, item) != nil {
			back()
		}
	})
}

//jobvet:operator bounded
func (j *job) handle(ctx context.Context, item string) error {
	j.tally.Ran(item)
	if err := j.lim.Wait(context.Background()); err != nil {
		return err
	}
	j.tally.Did(item)
	return nil
}
