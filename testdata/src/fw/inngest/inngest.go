// Package inngest has every way to make an operator of Inngest.
package inngest

import (
	"context"
	"time"

	"github.com/inngest/inngestgo"
	"github.com/inngest/inngestgo/group"
	"github.com/inngest/inngestgo/step"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

type Data struct{}

func function(ctx context.Context, in inngestgo.Input[Data]) (any, error) {
	_ = lim.Wait(ctx) // want `^ratewait: operator function \(inngestgo\.CreateFunction, inngest\.go:\d+\) blocks in .*: .*step\.Run`
	step.Sleep(ctx, "pause", time.Second)
	_, _ = step.Run(ctx, "step", func(ctx context.Context) (int, error) {
		_ = lim.Wait(ctx) // want `ratewait: caution: operator function\.func1 \(step\.Run, `
		time.Sleep(1)     // want `timewait: operator .*\(step\.Run, `
		return 0, nil
	})
	group.Parallel(ctx, first, second)
	return nil, nil
}

func first(ctx context.Context) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(group\.Parallel, `
	return nil, nil
}

func second(ctx context.Context) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(group\.Parallel, `
	return nil, nil
}

func unused(ctx context.Context) (any, error) { time.Sleep(1); return nil, nil }

func converted(ctx context.Context, in inngestgo.Input[Data]) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(inngestgo\.SDKFunction, `
	return nil, nil
}

func shape(ctx context.Context, in inngestgo.Input[Data]) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil, nil
}

func main() {
	time.Sleep(1)
	_, _ = inngestgo.CreateFunction(nil, inngestgo.FunctionOpts{}, nil, function)
	_ = inngestgo.SDKFunction[Data](converted)
}
