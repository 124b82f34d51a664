// Package worker is a stub of go.uber.org/cadence/worker: as much of its API
// as the tests need.
package worker

import (
	"go.uber.org/cadence/activity"
	"go.uber.org/cadence/internal"
	"go.uber.org/cadence/workflow"
)

type ActivityRegistry interface {
	GetRegisteredActivities() []activity.RegistryInfo
	RegisterActivity(a interface{})
	RegisterActivityWithOptions(a interface{}, options activity.RegisterOptions)
}

type WorkflowRegistry interface {
	GetRegisteredWorkflows() []workflow.RegistryInfo
	RegisterWorkflow(w interface{})
	RegisterWorkflowWithOptions(w interface{}, options workflow.RegisterOptions)
}

type Options = internal.WorkerOptions
