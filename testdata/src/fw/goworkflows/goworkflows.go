// Package goworkflows has every way to make a workflow or an activity of go-workflows.
package goworkflows

import (
	"context"
	"time"

	"github.com/cschleiden/go-workflows/worker"
	"github.com/cschleiden/go-workflows/workflow"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func order(ctx workflow.Context, id string) error {
	_ = lim.Wait(context.TODO())                                                                                                             // want `^ratewait: operator order \(worker\.Worker\.RegisterWorkflow, goworkflows\.go:\d+\) blocks in .*: .*limit the activities`
	workflow.Go(ctx, func(ctx workflow.Context) { time.Sleep(1) })                                                                           // want `timewait: operator .*\(workflow\.Go, `
	workflow.SideEffect(ctx, func(ctx workflow.Context) int { time.Sleep(1); return 0 })                                                     // want `timewait: operator .*\(workflow\.SideEffect, `
	workflow.WithRetries(ctx, workflow.RetryOptions{}, func(ctx workflow.Context, n int) workflow.Future[int] { time.Sleep(1); return nil }) // want `timewait: operator .*\(workflow\.WithRetries, `
	return workflow.Sleep(ctx, time.Second)
}

func shape(ctx workflow.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil
}

func charge(ctx context.Context) error {
	_ = lim.Wait(ctx)               // want `ratewait: caution: operator`
	return lim.Wait(context.TODO()) // want `^ratewait: operator charge \(worker\.Worker\.RegisterActivity, goworkflows\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(ctx\)`
}

type Activities struct{}

func (*Activities) Mail(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator .*\(worker\.Worker\.RegisterActivity, `
	return nil
}

func (*Activities) helper()            { time.Sleep(1) }
func unused(ctx context.Context) error { time.Sleep(1); return nil }

func main() {
	time.Sleep(1)
	var w *worker.Worker
	_ = w.RegisterWorkflow(order)
	_ = w.RegisterActivity(charge)
	_ = w.RegisterActivity(&Activities{})
}
