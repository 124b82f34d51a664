// Package registered has the operators of package registry.
package registered

import (
	"context"
	"time"

	"cross/registry"

	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

type mail struct{}

func (*mail) Send(ctx context.Context) error {
	time.Sleep(1) // want `^timewait: operator \(\*mail\)\.Send \(registry\.Worker\.RegisterActivity → worker\.ActivityRegistry\.RegisterActivity, registered\.go:\d+\)`
	return nil
}

func provided(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator provided \(registry\.Worker\.Provide → `
	return nil
}

func described(ctx context.Context) error { time.Sleep(1); return nil }

func hidden(w registry.Worker) {
	_ = w.RegisterActivity(&mail{})
	w.Provide("provided", provided)
	w.Describe("described", described)
}

// activities is structural: nothing here says which library is behind it.
type activities interface {
	RegisterActivity(a any)
	Register(a any)
}

func unseen(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator unseen \(activities\.RegisterActivity → worker\.ActivityRegistry\.RegisterActivity, `
	return nil
}

func other(ctx context.Context) error { time.Sleep(1); return nil }

func structural(r activities) {
	r.RegisterActivity(unseen)
	r.Register(other)
}

// workflows is a part of the library's own interface.
type workflows interface {
	RegisterWorkflow(w any)
}

func again(ctx workflow.Context) error {
	time.Sleep(1) // want `timewait: operator again \(workflows\.RegisterWorkflow → worker\.WorkflowRegistry\.RegisterWorkflow, `
	return nil
}

func part(w workflows, r worker.Worker) { w.RegisterWorkflow(again) }

func listed(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator listed \(registry\.Definition\.Func → worker\.ActivityRegistry\.RegisterActivity, registered\.go:\d+\)`
	return nil
}

// flow is a workflow, though the list has activities as well.
func flow(ctx workflow.Context) error {
	time.Sleep(1) // want `timewait: operator flow \(registry\.Definition\.Func → worker\.WorkflowRegistry\.RegisterWorkflow, registered\.go:\d+\)`
	return nil
}

func help(ctx context.Context) error { time.Sleep(1); return nil }

func lists(w worker.Worker) {
	set := registry.Set{}.Append(registry.Definition{Name: "listed", Func: listed, Help: help})
	registry.Register(w, registry.Set{{Func: flow}}, set)
}

// Slack implements the application's own interface.
type Slack struct{}

var _ registry.Job = (*Slack)(nil)

func (*Slack) Name() string { return "slack" }

func (*Slack) Run(params map[string]any) error {
	time.Sleep(1) // want `^timewait: operator \(\*Slack\)\.Run \(implements registry\.Job, registered\.go:\d+\) sleeps`
	return nil
}

func (*Slack) Close() error { time.Sleep(1); return nil }

// Lacks has one of its methods only.
type Lacks struct{}

func (Lacks) Run(params map[string]any) error { time.Sleep(1); return nil }

// Walker implements an interface of which no directive says anything.
type Walker struct{}

func (Walker) Walk() error { time.Sleep(1); return nil }

func step(params map[string]any) error {
	<-make(chan int) // want `chanwait: operator step \(registry\.Step, registered\.go:\d+\)`
	return nil
}

func noStep(params map[string]any) error { <-make(chan int); return nil }

func own() {
	registry.Add("slack", (*Slack)(nil))
	registry.Chain(step)
	registry.Then(noStep)
}
