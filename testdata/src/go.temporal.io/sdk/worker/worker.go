// Package worker is a stub of go.temporal.io/sdk/worker: as much of its API
// as the tests need.
package worker

import (
	"github.com/nexus-rpc/sdk-go/nexus"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/internal"
	"go.temporal.io/sdk/workflow"
)

type ActivityRegistry interface {
	RegisterActivity(a any)
	RegisterActivityWithOptions(a any, options activity.RegisterOptions)
	RegisterDynamicActivity(a any, options activity.DynamicRegisterOptions)
}

type NexusServiceRegistry interface {
	RegisterNexusService(*nexus.Service)
}

type Options = internal.WorkerOptions

type Registry interface {
	WorkflowRegistry
	ActivityRegistry
	NexusServiceRegistry
}

type Worker interface {
	Registry
	Run(interruptCh <-chan any) error
	Start() error
	Stop()
}

type WorkflowRegistry interface {
	RegisterDynamicWorkflow(w any, options workflow.DynamicRegisterOptions)
	RegisterWorkflow(w any)
	RegisterWorkflowWithOptions(w any, options workflow.RegisterOptions)
}

func New(client client.Client, taskQueue string, options Options) Worker { panic("stub") }
