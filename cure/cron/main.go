// Command cron runs a job on robfig/cron that works off a list each second.
package main

import (
	"context"

	"github.com/robfig/cron/v3"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const each = "@every 1s"

func main() { worker.Main(open) }

type framework struct {
	worker.Lists
	cron *cron.Cron
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	lists, err := l.Lists()
	if err != nil {
		return nil, err
	}
	f := &framework{cron: cron.New(), Lists: lists}
	if l.Throttle {
		f.cron = cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	}
	j := newJob(lim, tally, lists.Limited)
	if _, err := f.cron.AddFunc(each, j.run); err != nil {
		return nil, err
	}
	_, err = f.cron.AddFunc(each, func() {
		for _, item := range lists.Others.Take() {
			tally.Other(item)
		}
	})
	return f, err
}

func (f *framework) Start(context.Context) error {
	f.cron.Start()
	return nil
}

// Stop gives the runs a second to end.
func (f *framework) Stop() error {
	worker.Within(func() { <-f.cron.Stop().Done() })
	return nil
}
