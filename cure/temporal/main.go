// Command temporal runs the job as an activity of Temporal, with its defaults but for
// ten activities at once and the time limit that an activity has to have.
package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	sdk "go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// queue is the task queue of the worker.
const queue = "cure"

// timeout is how long a run of the activity may take: Temporal has no default.
const timeout = 10 * time.Second

func main() { worker.Main(open) }

type framework struct {
	load    *worker.Load
	client  client.Client
	limited string // the queue of the activity that keeps to the limit
	workers []sdk.Worker
}

// open takes an address of the form host:port/namespace.
func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	address, namespace, _ := strings.Cut(l.Broker, "/")
	f := &framework{load: l, limited: queue}
	var err error
	if f.client, err = client.Dial(client.Options{HostPort: address, Namespace: namespace, Logger: quiet{}}); err != nil {
		return nil, err
	}
	options := sdk.Options{MaxConcurrentActivityExecutionSize: 10, WorkerStopTimeout: time.Second}
	mixed := f.add(queue, options)
	mixed.RegisterWorkflow(work)
	mixed.RegisterActivity(&others{tally})
	if l.Throttle {
		// The setting is for all activities of a worker.
		f.limited = queue + "-limited"
		options.WorkerActivitiesPerSecond = l.Rate / float64(l.Workers)
		mixed = f.add(f.limited, options)
	}
	mixed.RegisterActivity(newJob(lim, tally))
	return f, nil
}

// add adds a worker on a queue.
func (f *framework) add(queue string, options sdk.Options) sdk.Worker {
	w := sdk.New(f.client, queue, options)
	f.workers = append(f.workers, w)
	return w
}

// others has the activity that no limiter holds up.
type others struct{ tally *worker.Tally }

// Unlimited is an activity.
func (o *others) Unlimited(_ context.Context, item string) error {
	o.tally.Other(item)
	return nil
}

// work runs an activity for an item on a queue.
func work(ctx workflow.Context, queue, activity, item string, timeout time.Duration) error {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{TaskQueue: queue, StartToCloseTimeout: timeout})
	return workflow.ExecuteActivity(ctx, activity, item).Get(ctx, nil)
}

func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	activity, on := "Unlimited", queue
	if isLimited {
		activity, on = "Limited", f.limited
	}
	for _, item := range items {
		options := client.StartWorkflowOptions{ID: item, TaskQueue: queue}
		if _, err := f.client.ExecuteWorkflow(ctx, options, work, on, activity, item, cmp.Or(f.load.Timeout, timeout)); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(context.Context) error {
	for _, w := range f.workers {
		if err := w.Start(); err != nil {
			return err
		}
	}
	return nil
}

// Stop stops all workers at the same time.
func (f *framework) Stop() error {
	var stopping sync.WaitGroup
	for _, w := range f.workers {
		stopping.Go(w.Stop)
	}
	stopping.Wait()
	return nil
}

// Failed counts the attempts that were not the last one of their activity.
func (f *framework) Failed(ctx context.Context) (failed, dead int, err error) {
	for i := range f.load.Items {
		attempts, err := f.attempts(ctx, fmt.Sprint(i))
		if err != nil {
			return 0, 0, err
		}
		failed += max(0, attempts-1)
	}
	return failed, 0, nil
}

// attempts returns how often a workflow's activity was started.
func (f *framework) attempts(ctx context.Context, id string) (int, error) {
	described, err := f.client.DescribeWorkflowExecution(ctx, id, "")
	if err != nil {
		return 0, err
	}
	for _, a := range described.GetPendingActivities() {
		return int(a.GetAttempt()), nil
	}
	history := f.client.GetWorkflowHistory(ctx, id, "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	attempts := 0
	for history.HasNext() {
		event, err := history.Next()
		if err != nil {
			return 0, err
		}
		if started := event.GetActivityTaskStartedEventAttributes(); started != nil {
			attempts = int(started.GetAttempt())
		}
	}
	return attempts, nil
}

func (f *framework) Close() error {
	f.client.Close()
	return nil
}

// quiet is a logger that says nothing.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}
