// Command machinery runs the job on machinery and Redis, with ten workers: on version 2, or
// with the tag v1 on version 1.
package main

import (
	"context"
	"io"
	"log"
	"sync/atomic"

	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "limited"
	unlimited = "unlimited"
	workers   = 10
)

func main() {
	// It logs to the standard output, which is for the report.
	setLog(log.New(io.Discard, "", 0))
	worker.Main(open)
}

// A framework has a server for each queue that its workers take tasks from: a server
// has one queue, with tasks of all kinds.
type framework struct {
	limited, others *server
	workers         []*taskWorker
	stopped         chan error
	failed          atomic.Int64
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	f := &framework{stopped: make(chan error, 2)}
	var err error
	if f.others, err = newServer(l.Broker, "machinery_tasks"); err != nil {
		return nil, err
	}
	f.limited = f.others
	if l.Throttle {
		// A queue and a worker of its own.
		if f.limited, err = newServer(l.Broker, limited); err != nil {
			return nil, err
		}
		f.start(f.limited, 1)
	}
	f.start(f.others, workers)
	j := newJob(lim, tally)
	if err := f.limited.RegisterTask(limited, j.handle); err != nil {
		return nil, err
	}
	return f, f.others.RegisterTask(unlimited, func(item string) error {
		tally.Other(item)
		return nil
	})
}

// start makes a worker of a server.
func (f *framework) start(s *server, concurrency int) {
	w := s.NewWorker("cure", concurrency)
	w.SetErrorHandler(func(error) { f.failed.Add(1) })
	f.workers = append(f.workers, w)
}

func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	server, kind := f.others, unlimited
	if isLimited {
		server, kind = f.limited, limited
	}
	for _, item := range items {
		task := &signature{Name: kind, Args: []argument{{Type: "string", Value: item}}}
		if _, err := server.SendTaskWithContext(ctx, task); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(context.Context) error {
	for _, w := range f.workers {
		w.LaunchAsync(f.stopped)
	}
	return nil
}

// Stop gives the tasks that run a second to end.
func (f *framework) Stop() error {
	worker.Within(func() {
		for _, w := range f.workers {
			go w.Quit()
		}
		for range f.workers {
			<-f.stopped
		}
	})
	return nil
}

// Failed returns what the error handlers were told of: such a task is not tried again.
func (f *framework) Failed(context.Context) (failed, dead int, err error) {
	n := int(f.failed.Load())
	return n, n, nil
}

func (f *framework) Close() error { return nil }
