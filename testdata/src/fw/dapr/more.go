package dapr

import (
	"context"
	"time"

	"github.com/dapr/durabletask-go/task"
	"github.com/dapr/durabletask-go/workflow"
	"github.com/dapr/go-sdk/service/common"
	oldworkflow "github.com/dapr/go-sdk/workflow"
)

func versionedN(ctx *workflow.WorkflowContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(workflow\.Registry\.AddVersionedWorkflowN, `
	return nil, nil
}

func orchestration(ctx *task.OrchestrationContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(task\.TaskRegistry\.AddVersionedOrchestrator, `
	return nil, nil
}

func orchestrationN(ctx *task.OrchestrationContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(task\.TaskRegistry\.AddVersionedOrchestratorN, `
	return nil, nil
}

func activityShape(ctx workflow.ActivityContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil, nil
}

func oldShape(ctx oldworkflow.ActivityContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil, nil
}

func oldWorkflowShape(ctx *oldworkflow.WorkflowContext) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil, nil
}

func topicShape(ctx context.Context, e *common.TopicEvent) (bool, error) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return false, nil
}

func register(r *workflow.Registry, t *task.TaskRegistry) {
	_ = r.AddVersionedWorkflowN("c", "n", true, versionedN)
	_ = t.AddVersionedOrchestrator("c", true, orchestration)
	_ = t.AddVersionedOrchestratorN("c", "n", true, orchestrationN)
}
