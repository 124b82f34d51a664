// Package temporal has every way to make a workflow or an activity of Temporal.
package temporal

import (
	"context"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"golang.org/x/time/rate"
)

var (
	lim *rate.Limiter
	ch  = make(chan int)
)

func order(ctx workflow.Context, id string) error {
	_ = lim.Wait(context.Background()) // want `^ratewait: operator order \(worker\.WorkflowRegistry\.RegisterWorkflow, temporal\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait; .*: .*limit the activities`
	_ = workflow.Sleep(ctx, time.Second)
	go func() { // want `gospawn: operator order .* uses the framework's context ctx there`
		workflow.Sleep(ctx, 1)
	}()
	var v int
	workflow.GetSignalChannel(ctx, "signal").Receive(ctx, &v) // Temporal's own channel
	workflow.Go(ctx, func(ctx workflow.Context) {
		time.Sleep(1) // want `timewait: operator .*\(workflow\.Go, `
	})
	workflow.GoNamed(ctx, "name", func(ctx workflow.Context) { time.Sleep(1) })                         // want `timewait: operator .*\(workflow\.GoNamed, `
	workflow.SideEffect(ctx, func(ctx workflow.Context) any { time.Sleep(1); return nil })              // want `timewait: operator .*\(workflow\.SideEffect, `
	workflow.MutableSideEffect(ctx, "id", func(ctx workflow.Context) any { time.Sleep(1); return nil }, // want `timewait: operator .*\(workflow\.MutableSideEffect, `
		func(a, b any) bool { time.Sleep(1); return true }) // want `timewait: operator .*\(workflow\.MutableSideEffect, `
	_ = workflow.Await(ctx, func() bool { time.Sleep(1); return true })                                          // want `timewait: operator .*\(workflow\.Await, `
	_, _ = workflow.AwaitWithTimeout(ctx, 1, func() bool { time.Sleep(1); return true })                         // want `timewait: operator .*\(workflow\.AwaitWithTimeout, `
	_, _ = workflow.AwaitWithOptions(ctx, workflow.AwaitOptions{}, func() bool { time.Sleep(1); return true })   // want `timewait: operator .*\(workflow\.AwaitWithOptions, `
	_ = workflow.SetQueryHandler(ctx, "query", func() (int, error) { time.Sleep(1); return 0, nil })             // want `timewait: operator .*\(workflow\.SetQueryHandler, `
	_ = workflow.SetUpdateHandler(ctx, "update", func(ctx workflow.Context) error { time.Sleep(1); return nil }) // want `timewait: operator .*\(workflow\.SetUpdateHandler, `
	s := workflow.NewSelector(ctx)
	s.AddReceive(workflow.GetSignalChannel(ctx, "signal"), func(c workflow.ReceiveChannel, more bool) { time.Sleep(1) }) // want `timewait: operator .*\(internal\.Selector\.AddReceive, `
	s.AddFuture(workflow.NewTimer(ctx, 1), func(f workflow.Future) { time.Sleep(1) })                                    // want `timewait: operator .*\(internal\.Selector\.AddFuture, `
	s.AddDefault(func() { time.Sleep(1) })                                                                               // want `timewait: operator .*\(internal\.Selector\.AddDefault, `
	s.Select(ctx)
	var wg workflow.WaitGroup
	wg.Go(ctx, func(ctx workflow.Context) { time.Sleep(1) }) // want `timewait: operator .*\(internal\.WaitGroup\.Go, `
	wg.Wait(ctx)
	workflow.ExecuteLocalActivity(ctx, localActivity)
	workflow.ExecuteActivity(ctx, "charge")
	return nil
}

func options(ctx workflow.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(worker\.WorkflowRegistry\.RegisterWorkflowWithOptions, `
	return nil
}

// shape is registered elsewhere.

func shape(ctx workflow.Context, n int) (int, error) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return n, nil
}

func charge(ctx context.Context) error {
	_ = lim.Wait(ctx)                  // want `ratewait: caution: operator charge`
	_ = lim.Wait(context.Background()) // want `^ratewait: operator charge \(worker\.ActivityRegistry\.RegisterActivity, temporal\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(ctx\)`
	<-ch                               // want `chanwait: operator charge`
	return nil
}

func pending(ctx context.Context) error {
	go lim.Allow()
	return activity.ErrResultPending
}

func localActivity(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(workflow\.ExecuteLocalActivity, `
	return nil
}

func unused(ctx context.Context) error { time.Sleep(1); return nil }

// Activities has an activity for each exported method.
type Activities struct{}

func (*Activities) Mail(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(worker\.ActivityRegistry\.RegisterActivity, `
	return nil
}

func (*Activities) Print(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(worker\.ActivityRegistry\.RegisterActivity, `
	return nil
}

func (*Activities) helper() { time.Sleep(1) }

func method(a *Activities) {}

func main() {
	time.Sleep(1)
	var w worker.Worker
	w.RegisterWorkflow(order)
	w.RegisterWorkflowWithOptions(options, workflow.RegisterOptions{})
	w.RegisterActivity(charge)
	w.RegisterActivity(pending)
	w.RegisterActivity(&Activities{})
	registerGiven(w, &Given{})
	w.RegisterActivityWithOptions(func(ctx context.Context) error {
		time.Sleep(1) // want `timewait: operator .*\(worker\.ActivityRegistry\.RegisterActivityWithOptions, `
		return nil
	}, activity.RegisterOptions{})
	<-ch
}

// Given is registered by a function that gets it by its own type.
type Given struct{}

func (g *Given) Do(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator \(\*Given\)\.Do \(worker\.ActivityRegistry\.RegisterActivity, `
	return nil
}

func registerGiven(w worker.Worker, g *Given) { w.RegisterActivity(g) }
