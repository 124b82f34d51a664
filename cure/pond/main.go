// Command pond runs the job in tasks of a pool of pond with ten workers.
package main

import (
	"context"

	"github.com/alitto/pond/v2"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const workers = 10

func main() { worker.Main(open) }

func open(ctx context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	s, running, err := l.Submitter(ctx)
	if err != nil {
		return nil, err
	}
	// With its context, a pool drops the tasks that have not begun.
	pool := pond.NewPool(workers, pond.WithContext(running))
	own := pool
	if l.Throttle {
		own = pool.NewSubpool(1)
	}
	s.Submit = newJob(own, lim, tally).submit
	s.Other = func(item string) error { return pool.Go(func() { tally.Other(item) }) }
	s.Release = pool.StopAndWait
	return s, nil
}
