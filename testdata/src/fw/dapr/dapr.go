// Package dapr has every way to make an operator of Dapr.
package dapr

import (
	"context"
	"time"

	"github.com/dapr/durabletask-go/task"
	"github.com/dapr/durabletask-go/workflow"
	"github.com/dapr/go-sdk/client"
	"github.com/dapr/go-sdk/service/common"
	oldworkflow "github.com/dapr/go-sdk/workflow"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func order(ctx *workflow.WorkflowContext) (any, error) {
	_ = lim.Wait(context.Background()) // want `^ratewait: operator order \(workflow\.Registry\.AddWorkflow, dapr\.go:\d+\) blocks in .*: .*limit the activities`
	return nil, ctx.CreateTimer(time.Second).Await(nil)
}

func named(ctx *workflow.WorkflowContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(workflow\.Registry\.AddWorkflowN, `
	return nil, nil
}

func versioned(ctx *workflow.WorkflowContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(workflow\.Registry\.AddVersionedWorkflow, `
	return nil, nil
}

func shape(ctx *workflow.WorkflowContext) (any, error) {
	time.Sleep(1)                                   // want `timewait: operator .*\(by its parameters, `
	go func() { _ = ctx.CreateTimer(1) }()          // want `gospawn: operator shape .* starts a goroutine that can outlive the call and uses the framework's context ctx there; `
	go func(c *oldworkflow.WorkflowContext) {}(nil) // want `gospawn: operator shape .* starts a goroutine that can outlive the call; `
	return nil, nil
}

func charge(ctx workflow.ActivityContext) (any, error) {
	_ = lim.Wait(ctx.Context()) // want `ratewait: caution: operator charge \(workflow\.Registry\.AddActivity, `
	time.Sleep(1)               // want `timewait: operator charge \(workflow\.Registry\.AddActivity, `
	return nil, nil
}

func namedActivity(ctx workflow.ActivityContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(workflow\.Registry\.AddActivityN, `
	return nil, nil
}

func taskOrder(ctx *task.WorkflowContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(task\.TaskRegistry\.AddWorkflow, `
	return nil, nil
}

func orchestrator(ctx *task.OrchestrationContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(task\.TaskRegistry\.AddOrchestratorN, `
	return nil, nil
}

func taskActivity(ctx task.ActivityContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(task\.TaskRegistry\.AddActivity, `
	return nil, nil
}

func old(ctx *oldworkflow.WorkflowContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(workflow\.WorkflowWorker\.RegisterWorkflow, `
	return nil, nil
}

func oldActivity(ctx oldworkflow.ActivityContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(workflow\.WorkflowWorker\.RegisterActivity, `
	return nil, nil
}

func topic(ctx context.Context, e *common.TopicEvent) (bool, error) {
	_ = lim.Wait(ctx)                     // want `ratewait: caution: operator topic`
	return true, lim.Wait(context.TODO()) // want `^ratewait: operator topic \(common\.Service\.AddTopicEventHandler, dapr\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(ctx\)`
}

func job(ctx context.Context, e *common.JobEvent) error {
	time.Sleep(1) // want `timewait: operator .*\(common\.Service\.AddJobEventHandler, `
	return nil
}

func binding(ctx context.Context, in *common.BindingEvent) ([]byte, error) {
	time.Sleep(1) // want `timewait: operator .*\(common\.Service\.AddBindingInvocationHandler, `
	return nil, nil
}

func invoke(ctx context.Context, in *common.InvocationEvent) (*common.Content, error) {
	time.Sleep(1) // want `timewait: operator .*\(common\.Service\.AddServiceInvocationHandler, `
	return nil, nil
}

func unused(ctx context.Context, in *common.InvocationEvent) (*common.Content, error) {
	time.Sleep(1)
	return nil, nil
}

type subscriber struct{}

func (subscriber) Handle(ctx context.Context, e *common.TopicEvent) (bool, error) {
	time.Sleep(1) // want `timewait: operator .*\(common\.Service\.AddTopicEventSubscriber, `
	return false, nil
}

func main() {
	time.Sleep(1)
	var r *workflow.Registry
	_ = r.AddWorkflow(order)
	_ = r.AddWorkflowN("named", named)
	_ = r.AddVersionedWorkflow("v", true, versioned)
	_ = r.AddActivity(charge)
	_ = r.AddActivityN("named", namedActivity)
	var t *task.TaskRegistry
	_ = t.AddWorkflow(taskOrder)
	_ = t.AddOrchestratorN("o", orchestrator)
	_ = t.AddActivity(taskActivity)
	var w *oldworkflow.WorkflowWorker
	_ = w.RegisterWorkflow(old)
	_ = w.RegisterActivity(oldActivity)
	var s common.Service
	_ = s.AddTopicEventHandler(nil, topic)
	_ = s.AddTopicEventSubscriber(nil, subscriber{})
	_ = s.AddJobEventHandler("job", job)
	_ = s.AddBindingInvocationHandler("binding", binding)
	_ = s.AddServiceInvocationHandler("invoke", invoke)
	var c client.Client
	_, _ = c.SubscribeWithHandler(context.Background(), client.SubscriptionOptions{}, func(e *common.TopicEvent) common.SubscriptionResponseStatus {
		time.Sleep(1) // want `timewait: operator .*\(client\.Client\.SubscribeWithHandler, `
		return ""
	})
}
