// Package cadence has every way to make a workflow or an activity of Cadence.
package cadence

import (
	"context"
	"time"

	"go.uber.org/cadence/activity"
	"go.uber.org/cadence/worker"
	"go.uber.org/cadence/workflow"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func order(ctx workflow.Context, id string) error {
	_ = lim.Wait(context.Background()) // want `^ratewait: operator order \(workflow\.Register, cadence\.go:\d+\) blocks in .*: .*limit the activities`
	_ = workflow.Sleep(ctx, time.Second)
	workflow.Go(ctx, func(ctx workflow.Context) { time.Sleep(1) })                                              // want `timewait: operator .*\(workflow\.Go, `
	workflow.GoNamed(ctx, "name", func(ctx workflow.Context) { time.Sleep(1) })                                 // want `timewait: operator .*\(workflow\.GoNamed, `
	workflow.SideEffect(ctx, func(ctx workflow.Context) interface{} { time.Sleep(1); return nil })              // want `timewait: operator .*\(workflow\.SideEffect, `
	workflow.MutableSideEffect(ctx, "id", func(ctx workflow.Context) interface{} { time.Sleep(1); return nil }, // want `timewait: operator .*\(workflow\.MutableSideEffect, `
		func(a, b interface{}) bool { time.Sleep(1); return true }) // want `timewait: operator .*\(workflow\.MutableSideEffect, `
	_ = workflow.Await(ctx, func() bool { time.Sleep(1); return true }) // want `timewait: operator .*\(workflow\.Await, `
	return nil
}

func registry(ctx workflow.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(worker\.WorkflowRegistry\.RegisterWorkflow, `
	return nil
}

func shape(ctx workflow.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil
}

func charge(ctx context.Context) error {
	_ = lim.Wait(ctx) // want `ratewait: caution: operator charge \(activity\.Register, `
	time.Sleep(1)     // want `timewait: operator charge \(activity\.Register, `
	return nil
}

func pending(ctx context.Context) error {
	go lim.Allow()
	return activity.ErrResultPending
}

func unused(ctx context.Context) error { time.Sleep(1); return nil }

type Activities struct{}

func (Activities) Mail(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(worker\.ActivityRegistry\.RegisterActivity, `
	return nil
}

func (Activities) helper() { time.Sleep(1) }

func init() {
	time.Sleep(1)
	workflow.Register(order)
	activity.Register(charge)
	activity.RegisterWithOptions(pending, activity.RegisterOptions{})
}

func start(w worker.WorkflowRegistry, a worker.ActivityRegistry) {
	w.RegisterWorkflow(registry)
	a.RegisterActivity(Activities{})
}
