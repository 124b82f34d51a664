// Command gocraft runs the job on gocraft/work and Redis, with its defaults and ten workers.
package main

import (
	"context"

	"github.com/gocraft/work"
	"github.com/gomodule/redigo/redis"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "limited"
	unlimited = "unlimited"
	workers   = 10
)

func main() { worker.Main(open) }

type framework struct {
	redis *redis.Pool
	// limited is the namespace of the job, which is that of the others as well if it has
	// none of its own.
	limited string
	pools   []*work.WorkerPool
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	pool := &redis.Pool{MaxIdle: workers, Dial: func() (redis.Conn, error) { return redis.DialURL(l.Broker) }}
	f := &framework{redis: pool, limited: unlimited}
	others := work.NewWorkerPool(struct{}{}, workers, unlimited, pool)
	own := others
	f.pools = append(f.pools, others)
	if l.Throttle {
		// A worker of its own. A pool sends to the dead queue what is to be tried again
		// in its namespace and is not registered with it.
		f.limited = limited
		own = work.NewWorkerPool(struct{}{}, 1, limited, pool)
		f.pools = append(f.pools, own)
	}
	own.Job(limited, newJob(lim, tally).handle)
	others.Job(unlimited, func(job *work.Job) error {
		tally.Other(job.ArgString("item"))
		return nil
	})
	return f, nil
}

func (f *framework) Add(_ context.Context, isLimited bool, items ...string) error {
	namespace, kind := unlimited, unlimited
	if isLimited {
		namespace, kind = f.limited, limited
	}
	for _, item := range items {
		if _, err := work.NewEnqueuer(namespace, f.redis).Enqueue(kind, work.Q{"item": item}); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(context.Context) error {
	for _, p := range f.pools {
		p.Start()
	}
	return nil
}

// Stop gives the jobs that run a second to end.
func (f *framework) Stop() error {
	worker.Within(func() {
		for _, p := range f.pools {
			p.Stop()
		}
	})
	return nil
}

// Failed counts the failures of the jobs that are to be tried again, and of the dead ones.
func (f *framework) Failed(context.Context) (failed, dead int, err error) {
	client := work.NewClient(f.limited, f.redis)
	for page := uint(1); ; page++ {
		jobs, n, err := client.RetryJobs(page)
		if err != nil {
			return 0, 0, err
		}
		for _, j := range jobs {
			failed += int(j.Fails)
		}
		if len(jobs) == 0 || int(page)*20 >= int(n) {
			break
		}
	}
	_, n, err := client.DeadJobs(1)
	return failed + int(n), int(n), err
}

func (f *framework) Close() error { return f.redis.Close() }
