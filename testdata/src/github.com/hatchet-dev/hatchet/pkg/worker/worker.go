// Package worker is a stub of github.com/hatchet-dev/hatchet/pkg/worker: as much of its API
// as the tests need.
package worker

import (
	"context"
	"encoding/json"
	"time"

	"github.com/hatchet-dev/hatchet/pkg/client"
	"github.com/hatchet-dev/hatchet/pkg/client/create"
	"github.com/hatchet-dev/hatchet/pkg/worker/condition"
)

type DurableHatchetContext interface {
	HatchetContext
	InvocationCount() int32
	Memo(key string, fn func() (any, error)) (json.RawMessage, error)
	Now() (time.Time, error)
	SleepFor(duration time.Duration) (*SingleWaitResult, error)
	SleepUntil(t time.Time) (*SingleWaitResult, error)
	WaitFor(conditions condition.Condition) (*WaitResult, error)
	WaitForEvent(eventKey string, expression string, opts ...condition.UserEventConditionOpt) (*SingleWaitResult, error)
}

type HatchetContext interface {
	context.Context
	ActionId() string
	AdditionalMetadata() map[string]string
	BatchInputInto(target interface{}) error
	ChildIndex() *int32
	ChildKey() *string
	CurChildIndex() int
	DurableTaskInvocationCount() int32
	FilterPayload() map[string]interface{}
	GetContext() context.Context
	IncChildIndex()
	Log(message string)
	ParentOutput(parent create.NamedTask, output interface{}) error
	ParentWorkflowRunId() *string
	Priority() int32
	PutStream(message string)
	RefreshTimeout(incrementTimeoutBy string) error
	ReleaseSlot() error
	RetryCount() int
	SetContext(ctx context.Context)
	SpawnWorkflow(workflowName string, input any, opts *SpawnWorkflowOpts) (*client.Workflow, error)
	SpawnWorkflows(childWorkflows []*SpawnWorkflowsOpts) ([]*client.Workflow, error)
	StepId() string
	StepName() string
	StepOutput(step string, target interface{}) error
	StepRunErrors() map[string]string
	StepRunId() string
	StreamEvent(message []byte)
	TenantId() string
	TriggerData(key string, target interface{}) error
	TriggerDataKeys() []string
	TriggeredByEvent() bool
	TriggeringEventId() *string
	TriggeringEventKey() *string
	UserData(target interface{}) error
	WasSkipped(parent create.NamedTask) bool
	Worker() HatchetWorkerContext
	WorkerId() string
	WorkflowId() *string
	WorkflowInput(target interface{}) error
	WorkflowRunId() string
	WorkflowVersionId() *string
	action() *client.Action
	client() client.Client
}

type HatchetWorkerContext interface {
	context.Context
}

type MiddlewareFunc func(ctx HatchetContext, next func(HatchetContext) error) error

type RegisterActionOpt func(*registerActionOpts)

type Service struct{}

func (*Service) Use(mws ...MiddlewareFunc) { panic("stub") }

func (*Service) RegisterAction(fn any, opts ...RegisterActionOpt) error { panic("stub") }

type SingleWaitResult struct{}

type SpawnWorkflowOpts struct{}

type SpawnWorkflowsOpts struct{}

type WaitResult struct{}

type Worker struct{}

func (*Worker) Use(mws ...MiddlewareFunc) { panic("stub") }

func (*Worker) RegisterAction(actionId string, method any) error { panic("stub") }

type WorkflowStep struct {
	Function any
}

type registerActionOpts struct{}

func Fn(f any) *WorkflowStep { panic("stub") }
