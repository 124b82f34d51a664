// Package registry is an application's own layer above its frameworks.
package registry

import (
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// Worker hides the library, so that tests can replace it.
type Worker interface {
	RegisterActivity(activity any) error
	Provide(name string, activity any)
	Describe(name string, activity any)
}

type hidden struct{ w worker.Worker }

func New(w worker.Worker) Worker { return &hidden{w} }

func (h *hidden) RegisterActivity(activity any) error {
	h.w.RegisterActivity(activity)
	return nil
}

func (h *hidden) Provide(name string, a any) {
	h.w.RegisterActivityWithOptions(a, activity.RegisterOptions{})
}

func (h *hidden) Describe(name string, activity any) {}

// Definition is an element of a list of what to register.
type Definition struct {
	Name string
	Func any
	Help any
}

// Set is such a list, of workflows as well as of activities.
type Set []Definition

func (s Set) Append(d Definition) Set { return append(s, d) }

func Register(w worker.Worker, workflows, activities Set) {
	for _, d := range workflows {
		w.RegisterWorkflowWithOptions(d.Func, workflow.RegisterOptions{})
	}
	for _, d := range activities {
		fn := d.Func
		w.RegisterActivityWithOptions(fn, activity.RegisterOptions{})
	}
}

// Job is what the application's own scheduler runs.
//
//jobvet:operator bounded
type Job interface {
	Name() string
	Run(params map[string]any) error
	Close() error
}

// Step is what it runs as well.
//
//jobvet:operator free
type Step func(params map[string]any) error

// Plain is no operator's.
type Plain interface{ Walk() error }

type own struct{}

func (own) Name() string { return "" }

func (own) Run(params map[string]any) error {
	time.Sleep(1) // want `^timewait: operator own\.Run \(implements Job, registry\.go:\d+\) sleeps`
	return nil
}

func (own) Close() error { time.Sleep(1); return nil }

// Add takes any kind of job.
func Add(name string, j any) {}

// Chain takes a step, and Then what no directive is about.
func Chain(s Step) {}

func Then(f func(params map[string]any) error) {}
