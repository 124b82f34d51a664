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
