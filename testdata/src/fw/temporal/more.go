package temporal

import (
	"context"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

func mutable(ctx workflow.Context) error {
	workflow.MutableSideEffectWithOptions(ctx, "id", workflow.MutableSideEffectOptions{},
		func(ctx workflow.Context) any { time.Sleep(1); return nil }, // want `timewait: operator .*\(workflow\.MutableSideEffectWithOptions, `
		func(a, b any) bool { time.Sleep(1); return true })           // want `timewait: operator .*\(workflow\.MutableSideEffectWithOptions, `
	return nil
}

func dynamic(ctx context.Context, args any) error {
	time.Sleep(1) // want `timewait: operator .*\(worker\.ActivityRegistry\.RegisterDynamicActivity, `
	return nil
}

func register(w worker.Worker) { w.RegisterDynamicActivity(dynamic, activity.DynamicRegisterOptions{}) }

// named is an activity that only a workflow names.
func named(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator named \(workflow\.ExecuteActivity, `
	return nil
}

func names(ctx workflow.Context) error {
	workflow.ExecuteActivity(ctx, named, unnamed)
	workflow.ExecuteActivity(ctx, "by its name")
	return nil
}

// unnamed is no activity, but an argument of one.
func unnamed(ctx context.Context) error { time.Sleep(1); return nil }

// Pool is registered through a parameter of its own type, and any kind of value through
// another.
type Pool struct{}

func (*Pool) Take(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator \(\*Pool\)\.Take \(worker\.ActivityRegistry\.RegisterActivity, `
	return nil
}

func registerPool(w worker.Worker, p *Pool) { w.RegisterActivity(p) }

type Desk struct{}

func (*Desk) Open(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator \(\*Desk\)\.Open \(registerAny → worker\.ActivityRegistry\.RegisterActivity, `
	return nil
}

func registerAny(w worker.Worker, p any) { w.RegisterActivity(p) }

func registerDesk(w worker.Worker) { registerAny(w, &Desk{}) }
