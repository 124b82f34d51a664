// Command gocron runs a job on gocron that works off a list each second.
package main

import (
	"context"
	"errors"
	"time"

	"github.com/go-co-op/gocron/v2"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

func main() { worker.Main(open) }

type framework struct {
	worker.Lists
	scheduler gocron.Scheduler
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	lists, err := l.Lists()
	if err != nil {
		return nil, err
	}
	s, err := gocron.NewScheduler(gocron.WithStopTimeout(time.Second))
	if err != nil {
		return nil, err
	}
	f := &framework{scheduler: s, Lists: lists}
	var opts []gocron.JobOption
	if l.Throttle {
		opts = append(opts, gocron.WithSingletonMode(gocron.LimitModeReschedule))
	}
	j := newJob(lim, tally, lists.Limited)
	each := gocron.DurationJob(time.Second)
	if _, err := s.NewJob(each, gocron.NewTask(j.run), opts...); err != nil {
		return nil, err
	}
	_, err = s.NewJob(each, gocron.NewTask(func() {
		for _, item := range lists.Others.Take() {
			tally.Other(item)
		}
	}))
	return f, err
}

func (f *framework) Start(context.Context) error {
	f.scheduler.Start()
	return nil
}

func (f *framework) Stop() error {
	// The error says that runs go on: the program ends all the same.
	if err := f.scheduler.Shutdown(); err != nil && !errors.Is(err, gocron.ErrStopJobsTimedOut) && !errors.Is(err, gocron.ErrStopSchedulerTimedOut) {
		return err
	}
	return nil
}
