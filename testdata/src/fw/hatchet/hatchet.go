// Package hatchet has every way to make an operator of Hatchet.
package hatchet

import (
	"context"
	"time"

	"github.com/hatchet-dev/hatchet/pkg/client/create"
	"github.com/hatchet-dev/hatchet/pkg/v1/factory"
	"github.com/hatchet-dev/hatchet/pkg/v1/workflow"
	"github.com/hatchet-dev/hatchet/pkg/worker"
	hatchet "github.com/hatchet-dev/hatchet/sdks/go"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

type In struct{}

func task(ctx hatchet.Context, in In) (*In, error) {
	_ = lim.Wait(ctx)                    // want `ratewait: caution: operator`
	return nil, lim.Wait(context.TODO()) // want `^ratewait: operator task \(\w+\.Client\.NewStandaloneTask, hatchet\.go:\d+\) blocks in .*: let the engine limit the task with hatchet\.WithRateLimits`
}

func durable(ctx hatchet.DurableContext, in In) (*In, error) {
	time.Sleep(1) // want `timewait: operator durable \(\w+\.Client\.NewStandaloneDurableTask, `
	return nil, nil
}

func step(ctx hatchet.Context, in In) (*In, error) {
	time.Sleep(1) // want `timewait: operator step \(\w+\.Workflow\.NewTask, `
	return nil, nil
}

func failed(ctx hatchet.Context, in In) (*In, error) {
	time.Sleep(1) // want `timewait: operator failed \(\w+\.Workflow\.OnFailure, `
	return nil, nil
}

func old(ctx worker.HatchetContext, in *In) (*In, error) {
	time.Sleep(1) // want `timewait: operator .*\(worker\.Fn, `
	return nil, nil
}

func field(ctx worker.HatchetContext, in *In) (*In, error) {
	time.Sleep(1) // want `timewait: operator .*\(worker\.WorkflowStep\.Function, `
	return nil, nil
}

func action(ctx context.Context, in *In) (*In, error) {
	time.Sleep(1) // want `timewait: operator .*\(worker\.Worker\.RegisterAction, `
	return nil, nil
}

func service(ctx context.Context, in *In) (*In, error) {
	time.Sleep(1) // want `timewait: operator .*\(worker\.Service\.RegisterAction, `
	return nil, nil
}

func made(ctx worker.HatchetContext, in In) (*In, error) {
	time.Sleep(1) // want `timewait: operator .*\(factory\.NewTask, `
	return nil, nil
}

func declared(ctx worker.HatchetContext, in In) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(workflow\.WorkflowDeclaration\.Task, `
	return nil, nil
}

func unused(in *In) (*In, error) { time.Sleep(1); return nil, nil }

func weak(ctx worker.HatchetContext, in *In) (*In, error) {
	time.Sleep(1) // want `timewait: caution: operator weak \(by its parameters, `
	return nil, nil
}

func main() {
	time.Sleep(1)
	var c *hatchet.Client
	c.NewStandaloneTask("task", task)
	c.NewStandaloneDurableTask("durable", durable)
	var w *hatchet.Workflow
	w.NewTask("step", step)
	w.OnFailure(failed)
	worker.Fn(old)
	_ = worker.WorkflowStep{Function: field}
	var wk *worker.Worker
	_ = wk.RegisterAction("action", action)
	var s *worker.Service
	_ = s.RegisterAction(service)
	factory.NewTask(create.StandaloneTask{}, made, nil)
	var d workflow.WorkflowDeclaration[In, In]
	d.Task(create.WorkflowTask[In, In]{}, declared)
}
