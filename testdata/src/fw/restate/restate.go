// Package restate has every way to make an operator of Restate.
package restate

import (
	"time"

	restate "github.com/restatedev/sdk-go"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func service(ctx restate.Context, in string) (string, error) {
	_ = lim.Wait(ctx) // want `^ratewait: operator service \(restate\.NewServiceHandler, restate\.go:\d+\) blocks in .*: .*restate\.Run`
	_ = restate.Sleep(ctx, time.Second)
	_, _ = restate.Run(ctx, func(ctx restate.RunContext) (int, error) {
		_ = lim.Wait(ctx) // want `ratewait: caution: operator service\.func1 \(restate\.Run, `
		time.Sleep(1)     // want `timewait: operator .*\(restate\.Run, `
		return 0, nil
	})
	_ = restate.RunVoid(ctx, func(ctx restate.RunContext) error { time.Sleep(1); return nil })        // want `timewait: operator .*\(restate\.RunVoid, `
	restate.RunAsync(ctx, func(ctx restate.RunContext) (int, error) { time.Sleep(1); return 0, nil }) // want `timewait: operator .*\(restate\.RunAsync, `
	go func() { _ = restate.Sleep(ctx, 1) }()                                                         // want `gospawn: operator service .* uses the framework's context ctx there`
	return "", nil
}

func object(ctx restate.ObjectContext, in string) (string, error) {
	time.Sleep(1) // want `timewait: operator .*\(restate\.NewObjectHandler, `
	return "", nil
}

func objectShared(ctx restate.ObjectSharedContext, in string) (string, error) {
	time.Sleep(1) // want `timewait: operator .*\(restate\.NewObjectSharedHandler, `
	return "", nil
}

func work(ctx restate.WorkflowContext, in string) (string, error) {
	time.Sleep(1) // want `timewait: operator .*\(restate\.NewWorkflowHandler, `
	return "", nil
}

func workShared(ctx restate.WorkflowSharedContext, in string) (string, error) {
	time.Sleep(1) // want `timewait: operator .*\(restate\.NewWorkflowSharedHandler, `
	return "", nil
}

func converted(ctx restate.Context, in string) (string, error) {
	time.Sleep(1) // want `timewait: operator .*\(restate\.ServiceHandlerFn, `
	return "", nil
}

func shape(ctx restate.Context, in string) (string, error) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return "", nil
}

func runShape(ctx restate.RunContext) error {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil
}

// Greeter has a handler for each method.
type Greeter struct{}

func (Greeter) ServiceName() string { time.Sleep(1); return "" }

func (Greeter) Greet(ctx restate.ObjectContext, in string) (string, error) {
	time.Sleep(1) // want `timewait: operator .*\(restate\.Reflect, `
	return "", nil
}

func (Greeter) helper() { time.Sleep(1) }

func main() {
	time.Sleep(1)
	restate.NewServiceHandler(service)
	restate.NewObjectHandler(object)
	restate.NewObjectSharedHandler(objectShared)
	restate.NewWorkflowHandler(work)
	restate.NewWorkflowSharedHandler(workShared)
	_ = restate.ServiceHandlerFn[string, string](converted)
	restate.Reflect(Greeter{})
}
