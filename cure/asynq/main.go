// Command asynq runs the job on asynq and Redis, with asynq's defaults but for ten workers.
package main

import (
	"context"
	"errors"
	"time"

	"github.com/hibiken/asynq"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "limited"
	unlimited = "unlimited"
)

func main() { worker.Main(open) }

// refused is the error of a task that gives itself back until a permit is due: no failure.
type refused struct{ until time.Time }

const refusedUntil = "refused until "

func (r refused) Error() string { return refusedUntil + r.until.Format(time.RFC3339Nano) }

// retryDelay is asynq's own, but for tasks that are refused: those come back when their permit
// is due, and a second later, since asynq knows whole seconds only and rounds them down.
func retryDelay(n int, err error, task *asynq.Task) time.Duration {
	var r refused
	if errors.As(err, &r) {
		return time.Until(r.until) + time.Second
	}
	return asynq.DefaultRetryDelayFunc(n, err, task)
}

type framework struct {
	timeout   time.Duration
	client    *asynq.Client
	inspector *asynq.Inspector
	server    *asynq.Server
	mux       *asynq.ServeMux
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	redis, err := asynq.ParseRedisURI(l.Broker)
	if err != nil {
		return nil, err
	}
	f := &framework{
		timeout:   l.Timeout,
		client:    asynq.NewClient(redis),
		inspector: asynq.NewInspector(redis),
		server: asynq.NewServer(redis, asynq.Config{
			Concurrency:     10,
			Queues:          map[string]int{limited: 1, unlimited: 1},
			ShutdownTimeout: time.Second,

			DelayedTaskCheckInterval: checkInterval,
			IsFailure:                func(err error) bool { return !errors.As(err, new(refused)) },
			RetryDelayFunc:           retryDelay,
			LogLevel:                 asynq.FatalLevel,
		}),
		mux: asynq.NewServeMux(),
	}
	f.mux.HandleFunc(limited, newJob(lim, tally, f.inspector).handle)
	f.mux.HandleFunc(unlimited, func(_ context.Context, task *asynq.Task) error {
		tally.Other(string(task.Payload()))
		return nil
	})
	return f, nil
}

func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	kind := unlimited
	if isLimited {
		kind = limited
	}
	for _, item := range items {
		if _, err := f.client.EnqueueContext(ctx, asynq.NewTask(kind, []byte(item)), asynq.Queue(kind), asynq.Timeout(f.timeout)); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(context.Context) error { return f.server.Start(f.mux) }

func (f *framework) Stop() error {
	f.server.Shutdown()
	return nil
}

func (f *framework) Failed(context.Context) (failed, dead int, err error) {
	info, err := f.inspector.GetQueueInfo(limited)
	if err != nil {
		return 0, 0, err
	}
	return info.FailedTotal, info.Archived, nil
}

func (f *framework) Close() error { return errors.Join(f.client.Close(), f.inspector.Close()) }
