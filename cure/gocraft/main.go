// Command gocraft runs the job on gocraft/work and Redis, with its defaults and ten workers.
package main

import (
	"context"
	"time"

	"github.com/gocraft/work"
	"github.com/gomodule/redigo/redis"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	namespace = "cure"
	limited   = "limited"
	unlimited = "unlimited"
)

func main() { worker.Main(open) }

type framework struct {
	redis    *redis.Pool
	enqueuer *work.Enqueuer
	client   *work.Client
	pool     *work.WorkerPool
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	pool := &redis.Pool{MaxIdle: 10, Dial: func() (redis.Conn, error) { return redis.DialURL(l.Broker) }}
	f := &framework{
		redis:    pool,
		enqueuer: work.NewEnqueuer(namespace, pool),
		client:   work.NewClient(namespace, pool),
		pool:     work.NewWorkerPool(struct{}{}, 10, namespace, pool),
	}
	var opts work.JobOptions
	if l.Throttle {
		opts.MaxConcurrency = uint(l.Workers) // of all processes together
	}
	j := newJob(lim, tally)
	f.pool.JobWithOptions(limited, opts, j.handle)
	f.pool.Job(unlimited, func(job *work.Job) error {
		tally.Other(job.ArgString("item"))
		return nil
	})
	return f, nil
}

func (f *framework) Add(_ context.Context, isLimited bool, items ...string) error {
	kind := unlimited
	if isLimited {
		kind = limited
	}
	for _, item := range items {
		if _, err := f.enqueuer.Enqueue(kind, work.Q{"item": item}); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(context.Context) error {
	f.pool.Start()
	return nil
}

// Stop gives the jobs that run a second to end.
func (f *framework) Stop() error {
	stopped := make(chan struct{})
	go func() {
		f.pool.Stop()
		close(stopped)
	}()
	select {
	case <-stopped:
	case <-time.After(time.Second):
	}
	return nil
}

// Failed counts the failures of the jobs that are to be tried again, and of the dead ones.
func (f *framework) Failed(context.Context) (failed, dead int, err error) {
	for page := uint(1); ; page++ {
		jobs, n, err := f.client.RetryJobs(page)
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
	_, n, err := f.client.DeadJobs(1)
	return failed + int(n), int(n), err
}

func (f *framework) Close() error { return f.redis.Close() }
