// Package task is a stub of github.com/dapr/durabletask-go/task: as much of its API
// as the tests need.
package task

import (
	"context"
	"time"

	"github.com/dapr/durabletask-go/api"
	"github.com/dapr/durabletask-go/api/protos"
	"github.com/dapr/durabletask-go/backend"
)

type Activity func(ctx ActivityContext) (any, error)

type ActivityContext interface {
	Context() context.Context
	GetInput(resultPtr any) error
	GetPropagatedHistory() *api.PropagatedHistory
	GetTaskExecutionID() string
	GetTaskID() int32
	GetTraceContext() *protos.TraceContext
}

type CallActivityOption interface {
	applyActivityOption(*callActivityOptions) error
}

type ChildWorkflowOption interface {
	applyChildWorkflowOption(*callChildWorkflowOptions) error
}

type ContinueAsNewOption func(*WorkflowContext)

type CreateTimerOption func(*createTimerOptions) error

type DetachedWorkflowOptions interface {
	applyDetachedWorkflowOption(*scheduleNewWorkflowOptions) error
}

type OrchestrationContext = WorkflowContext

type Task interface {
	Await(v any) error
	TaskExecutionId() string
}

type TaskRegistry struct{}

func (*TaskRegistry) AddOrchestrator(o Workflow) error { panic("stub") }

func (*TaskRegistry) AddOrchestratorN(name string, o Workflow) error { panic("stub") }

func (*TaskRegistry) AddVersionedOrchestratorN(canonicalName string, name string, isLatest bool, o Workflow) error {
	panic("stub")
}

func (*TaskRegistry) AddVersionedOrchestrator(canonicalName string, isLatest bool, o Workflow) error {
	panic("stub")
}

func (*TaskRegistry) AddWorkflow(o Workflow) error { panic("stub") }

func (*TaskRegistry) AddWorkflowN(name string, o Workflow) error { panic("stub") }

func (*TaskRegistry) AddVersionedWorkflow(canonicalName string, isLatest bool, o Workflow) error {
	panic("stub")
}

func (*TaskRegistry) AddVersionedWorkflowN(canonicalName string, name string, isLatest bool, o Workflow) error {
	panic("stub")
}

func (*TaskRegistry) UpsertVersionedWorkflowN(canonicalName string, name string, isLatest bool, o Workflow) {
	panic("stub")
}

func (*TaskRegistry) AddActivity(a Activity) error { panic("stub") }

func (*TaskRegistry) AddActivityN(name string, a Activity) error { panic("stub") }

func (*TaskRegistry) UpsertActivityN(name string, a Activity) { panic("stub") }

type Workflow func(ctx *WorkflowContext) (any, error)

type WorkflowContext struct {
	ID             api.InstanceID
	Name           string
	VersionName    *string
	IsReplaying    bool
	CurrentTimeUtc time.Time
}

func (*WorkflowContext) CallSubOrchestrator(workflow interface{}, opts ...ChildWorkflowOption) Task {
	panic("stub")
}

func (*WorkflowContext) ScheduleNewWorkflow(workflow any, opts ...DetachedWorkflowOptions) (api.InstanceID, error) {
	panic("stub")
}

func (*WorkflowContext) SetLogger(l backend.Logger) { panic("stub") }

func (*WorkflowContext) SetCustomStatus(cs string) { panic("stub") }

func (*WorkflowContext) GetInput(v any) error { panic("stub") }

func (*WorkflowContext) GetPropagatedHistory() *api.PropagatedHistory { panic("stub") }

func (*WorkflowContext) SetPropagatedHistory(ph *api.PropagatedHistory) { panic("stub") }

func (*WorkflowContext) CallActivity(activity interface{}, opts ...CallActivityOption) Task {
	panic("stub")
}

func (*WorkflowContext) CallChildWorkflow(workflow interface{}, opts ...ChildWorkflowOption) Task {
	panic("stub")
}

func (*WorkflowContext) CreateTimer(delay time.Duration, opts ...CreateTimerOption) Task {
	panic("stub")
}

func (*WorkflowContext) WaitForSingleEvent(eventName string, timeout time.Duration) Task {
	panic("stub")
}

func (*WorkflowContext) ContinueAsNew(newInput any, options ...ContinueAsNewOption) { panic("stub") }

func (*WorkflowContext) IsPatched(patchName string) bool { panic("stub") }

type callActivityOptions struct{}

type callChildWorkflowOptions struct{}

type createTimerOptions struct{}

type scheduleNewWorkflowOptions struct{}
