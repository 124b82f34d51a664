// Package workflow is a stub of github.com/dapr/durabletask-go/workflow: as much of its API
// as the tests need.
package workflow

import (
	"context"
	"time"

	"github.com/dapr/durabletask-go/api"
	"github.com/dapr/durabletask-go/api/protos"
	"github.com/dapr/durabletask-go/task"
)

type Activity func(ActivityContext) (any, error)

type ActivityContext interface {
	Context() context.Context
	GetInput(resultPtr any) error
	GetPropagatedHistory() *api.PropagatedHistory
	GetTaskExecutionID() string
	GetTaskID() int32
	GetTraceContext() *protos.TraceContext
}

type CallActivityOption interface {
	applyActivityOption(any) error
}

type ChildWorkflowOption interface {
	applyChildWorkflowOption(any) error
}

type ContinueAsNewOption func(*task.WorkflowContext)

type CreateTimerOption func(any) error

type DetachedWorkflowOptions interface {
	applyDetachedWorkflowOption(any) error
}

type PropagatedHistory = api.PropagatedHistory

type Registry struct{}

func (*Registry) AddWorkflow(w Workflow) error { panic("stub") }

func (*Registry) AddWorkflowN(name string, w Workflow) error { panic("stub") }

func (*Registry) AddActivity(a Activity) error { panic("stub") }

func (*Registry) AddActivityN(name string, a Activity) error { panic("stub") }

func (*Registry) AddVersionedWorkflow(canonicalName string, isLatest bool, w Workflow) error {
	panic("stub")
}

func (*Registry) AddVersionedWorkflowN(canonicalName string, name string, isLatest bool, w Workflow) error {
	panic("stub")
}

type Task interface {
	Await(v any) error
	TaskExecutionId() string
}

type Workflow func(ctx *WorkflowContext) (any, error)

type WorkflowContext struct{}

func (*WorkflowContext) ScheduleNewWorkflow(workflow any, opts ...DetachedWorkflowOptions) (string, error) {
	panic("stub")
}

func (*WorkflowContext) SetCustomStatus(cs string) { panic("stub") }

func (*WorkflowContext) GetInput(v any) error { panic("stub") }

func (*WorkflowContext) ID() string { panic("stub") }

func (*WorkflowContext) Name() string { panic("stub") }

func (*WorkflowContext) CurrentTimeUTC() time.Time { panic("stub") }

func (*WorkflowContext) IsReplaying() bool { panic("stub") }

func (*WorkflowContext) CallActivity(activity any, opts ...CallActivityOption) Task { panic("stub") }

func (*WorkflowContext) CallChildWorkflow(workflow any, opts ...ChildWorkflowOption) Task {
	panic("stub")
}

func (*WorkflowContext) CreateTimer(delay time.Duration, opts ...CreateTimerOption) Task {
	panic("stub")
}

func (*WorkflowContext) WaitForExternalEvent(eventName string, timeout time.Duration) Task {
	panic("stub")
}

func (*WorkflowContext) ContinueAsNew(newInput any, options ...ContinueAsNewOption) { panic("stub") }

func (*WorkflowContext) IsPatched(patchName string) bool { panic("stub") }

func (*WorkflowContext) GetPropagatedHistory() *PropagatedHistory { panic("stub") }
