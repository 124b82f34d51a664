// Command machinery runs the job on version 2 of machinery and Redis, with ten workers.
package main

import (
	"context"
	"io"
	"log"
	"strings"
	"sync/atomic"

	"github.com/RichardKnop/machinery/v2"
	redisbackend "github.com/RichardKnop/machinery/v2/backends/redis"
	redisbroker "github.com/RichardKnop/machinery/v2/brokers/redis"
	"github.com/RichardKnop/machinery/v2/config"
	"github.com/RichardKnop/machinery/v2/locks/eager"
	logs "github.com/RichardKnop/machinery/v2/log"
	"github.com/RichardKnop/machinery/v2/tasks"
	"github.com/redis/go-redis/v9"
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
	logs.Set(log.New(io.Discard, "", 0))
	worker.Main(open)
}

// A framework has a server for each queue that its workers take tasks from: a server
// has one queue, with tasks of all kinds.
type framework struct {
	limited, others *machinery.Server
	workers         []*machinery.Worker
	stopped         chan error
	failed          atomic.Int64
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	f := &framework{stopped: make(chan error, 2)}
	var err error
	if f.others, err = server(l.Broker, "machinery_tasks"); err != nil {
		return nil, err
	}
	f.limited = f.others
	if l.Throttle {
		// A queue and a worker of its own.
		if f.limited, err = server(l.Broker, limited); err != nil {
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

// server returns a server with a queue in the database at an address.
func server(address, queue string) (*machinery.Server, error) {
	cnf := &config.Config{Broker: address, ResultBackend: address, DefaultQueue: queue, NoUnixSignals: true,
		// Each queue has its own delayed tasks. The other settings are the defaults, in seconds and milliseconds.
		Redis: &config.RedisConfig{MaxIdle: 3, IdleTimeout: 240, ReadTimeout: 15, WriteTimeout: 15, ConnectTimeout: 15,
			NormalTasksPollPeriod: 1000, DelayedTasksPollPeriod: delayedPoll, DelayedTasksKey: queue + "_delayed"}}
	opts, err := redis.ParseURL(address)
	if err != nil {
		return nil, err
	}
	broker := redisbroker.NewGR(cnf, strings.Split(opts.Addr, ","), opts.DB)
	backend := redisbackend.NewGR(cnf, strings.Split(opts.Addr, ","), opts.DB)
	return machinery.NewServer(cnf, broker, backend, eager.New()), nil
}

// start makes a worker of a server.
func (f *framework) start(s *machinery.Server, concurrency int) {
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
		task := &tasks.Signature{Name: kind, Args: []tasks.Arg{{Type: "string", Value: item}}}
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
