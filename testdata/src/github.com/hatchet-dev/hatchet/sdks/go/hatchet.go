// Package hatchet is a stub of github.com/hatchet-dev/hatchet/sdks/go: as much of its API
// as the tests need.
package hatchet

import (
	"github.com/hatchet-dev/hatchet/pkg/client/types"
	"github.com/hatchet-dev/hatchet/pkg/worker"
)

type BatchConfig = types.BatchConfig

type Client struct{}

func (*Client) NewStandaloneTask(name string, fn any, options ...StandaloneTaskOption) *StandaloneTask {
	panic("stub")
}

func (*Client) NewStandaloneBatchTask(name string, fn any, batch BatchConfig, options ...StandaloneTaskOption) *StandaloneTask {
	panic("stub")
}

func (*Client) NewStandaloneDurableTask(name string, fn any, options ...StandaloneTaskOption) *StandaloneTask {
	panic("stub")
}

type Context = worker.HatchetContext

type DurableContext = worker.DurableHatchetContext

type StandaloneTask struct{}

func (*StandaloneTask) OnFailure(fn any) { panic("stub") }

type StandaloneTaskOption interface{}

type Task struct{}

type TaskOption func(*taskConfig)

type Worker struct{}

func (*Worker) Use(mws ...worker.MiddlewareFunc) { panic("stub") }

type Workflow struct{}

func (*Workflow) NewTask(name string, fn any, options ...TaskOption) *Task { panic("stub") }

func (*Workflow) NewBatchTask(name string, fn any, batch BatchConfig, options ...TaskOption) *Task {
	panic("stub")
}

func (*Workflow) NewDurableTask(name string, fn any, options ...TaskOption) *Task { panic("stub") }

func (*Workflow) OnFailure(fn any) { panic("stub") }

type taskConfig struct{}

func WithRateLimits(rateLimits ...*types.RateLimit) TaskOption { panic("stub") }
