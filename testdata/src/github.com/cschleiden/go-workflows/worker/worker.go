// Package worker is a stub of github.com/cschleiden/go-workflows/worker: as much of its API
// as the tests need.
package worker

import (
	"github.com/cschleiden/go-workflows/registry"
	"github.com/cschleiden/go-workflows/workflow"
)

type Worker struct{}

func (*Worker) RegisterWorkflow(wf workflow.Workflow, opts ...registry.RegisterOption) error {
	panic("stub")
}

func (*Worker) RegisterActivity(a workflow.Activity, opts ...registry.RegisterOption) error {
	panic("stub")
}

type WorkflowOrchestrator struct{}

func (*WorkflowOrchestrator) RegisterWorkflow(wf workflow.Workflow, opts ...registry.RegisterOption) error {
	panic("stub")
}

func (*WorkflowOrchestrator) RegisterActivity(a workflow.Activity, opts ...registry.RegisterOption) error {
	panic("stub")
}
