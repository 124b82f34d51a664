// Command cron runs a job on robfig/cron that works off a list each second.
package main

import (
	"context"
	"time"

	"github.com/robfig/cron/v3"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const each = "@every 1s"

func main() { worker.Main(open) }

type framework struct {
	cron          *cron.Cron
	limited, rest *worker.List
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	list, err := l.List()
	if err != nil {
		return nil, err
	}
	f := &framework{cron: cron.New(), limited: list, rest: new(worker.List)}
	if l.Throttle {
		f.cron = cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	}
	j := newJob(lim, tally, list)
	if _, err := f.cron.AddFunc(each, j.run); err != nil {
		return nil, err
	}
	_, err = f.cron.AddFunc(each, func() {
		for _, item := range f.rest.Take() {
			tally.Other(item)
		}
	})
	return f, err
}

func (f *framework) Add(_ context.Context, isLimited bool, items ...string) error {
	if isLimited {
		f.limited.Add(items...)
	} else {
		f.rest.Add(items...)
	}
	return nil
}

func (f *framework) Start(context.Context) error {
	f.cron.Start()
	return nil
}

// Stop gives the runs a second to end.
func (f *framework) Stop() error {
	select {
	case <-f.cron.Stop().Done():
	case <-time.After(time.Second):
	}
	return nil
}

// Failed returns nothing: cron counts nothing.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error { return nil }
