// Command ants runs the job in tasks of a pool of ants with ten workers.
package main

import (
	"context"
	"time"

	"github.com/panjf2000/ants/v2"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const workers = 10

func main() { worker.Main(open) }

func open(ctx context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	s, _, err := l.Submitter(ctx)
	if err != nil {
		return nil, err
	}
	pool, err := ants.NewPool(workers)
	if err != nil {
		return nil, err
	}
	own := pool
	if l.Throttle {
		if own, err = ants.NewPool(1); err != nil {
			return nil, err
		}
	}
	s.Submit = newJob(own, lim, tally).submit
	s.Other = func(item string) error { return pool.Submit(func() { tally.Other(item) }) }
	s.Release = func() {
		for _, p := range []*ants.Pool{pool, own} {
			_ = p.ReleaseTimeout(time.Second) // the error says that tasks still run
		}
	}
	return s, nil
}
