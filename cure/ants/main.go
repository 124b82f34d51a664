// Command ants runs the job in tasks of a pool of ants with ten workers.
package main

import (
	"context"
	"time"

	"github.com/panjf2000/ants/v2"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	workers = 10
	// look is the time between two looks at the list, and again the one after which
	// an item that was given back is on the list again.
	look  = 10 * time.Millisecond
	again = 100 * time.Millisecond
)

func main() { worker.Main(open) }

// A framework is a pool and an application that submits to it what is on its list.
type framework struct {
	pool    *ants.Pool
	job     *job
	list    *worker.List
	tally   *worker.Tally
	running context.Context
	stop    context.CancelFunc
	stopped chan struct{}
}

func open(ctx context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	list, err := l.List()
	if err != nil {
		return nil, err
	}
	f := &framework{list: list, tally: tally, stopped: make(chan struct{})}
	f.running, f.stop = context.WithCancel(ctx)
	if f.pool, err = ants.NewPool(workers); err != nil {
		return nil, err
	}
	pool := f.pool
	if l.Throttle {
		// A pool of its own.
		if pool, err = ants.NewPool(1); err != nil {
			return nil, err
		}
	}
	f.job = newJob(pool, lim, tally)
	return f, nil
}

func (f *framework) Add(_ context.Context, isLimited bool, items ...string) error {
	if isLimited {
		f.list.Add(items...)
		return nil
	}
	for _, item := range items {
		if err := f.pool.Submit(func() { f.tally.Other(item) }); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(context.Context) error {
	go f.submitAll()
	return nil
}

func (f *framework) submitAll() {
	defer close(f.stopped)
	tick := time.NewTicker(look)
	defer tick.Stop()
	for f.running.Err() == nil {
		for _, item := range f.list.Take() {
			back := func() { time.AfterFunc(again, func() { f.list.Add(item) }) }
			if f.job.submit(f.running, item, back) != nil {
				return // the pool is stopped
			}
		}
		<-tick.C
	}
}

// Stop drops the tasks that have not begun, whose items the application still has, and
// gives those that run a second to end.
func (f *framework) Stop() error {
	f.stop()
	for _, p := range []*ants.Pool{f.pool, f.job.pool} {
		// The error says that tasks still run: the program ends all the same.
		_ = p.ReleaseTimeout(time.Second)
	}
	<-f.stopped
	return nil
}

// Failed returns nothing: the pool counts nothing.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error { return nil }
