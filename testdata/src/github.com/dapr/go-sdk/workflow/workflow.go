// Package workflow is a stub of github.com/dapr/go-sdk/workflow: as much of its
// API as the tests need.
package workflow

import "time"

type Activity func(ctx ActivityContext) (any, error)

type ActivityContext struct{}

func (*ActivityContext) GetInput(v interface{}) error { panic("stub") }

type Task interface {
	Await(v interface{}) error
}

type Workflow func(ctx *WorkflowContext) (any, error)

type WorkflowContext struct{}

func (*WorkflowContext) CreateTimer(duration time.Duration) Task { panic("stub") }

func (*WorkflowContext) GetInput(v interface{}) error { panic("stub") }

type WorkflowWorker struct{}

func (*WorkflowWorker) RegisterActivity(a Activity) error { panic("stub") }

func (*WorkflowWorker) RegisterWorkflow(w Workflow) error { panic("stub") }
