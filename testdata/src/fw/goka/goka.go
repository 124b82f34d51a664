// Package goka has every way to make an operator of goka.
package goka

import (
	"context"
	"time"

	"github.com/lovoo/goka"
	"github.com/lovoo/goka/storage"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func input(ctx goka.Context, msg any) {
	_ = lim.Wait(ctx.Context()) // want `^ratewait: operator input \(goka\.Input, goka\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait; .*: do not wait here: take a permit with TryAcquire of a ratelimit\.Limiter, and decide what becomes of an element over the limit`
	helper(ctx)
}

func detached(ctx goka.Context, msg any) {
	_ = lim.Wait(context.Background()) // want `^ratewait: operator detached \(goka\.Input, goka\.go:\d+\) blocks in .*: if a callback has to wait, wait on ctx\.Context\(\), and call ctx\.Fail when it ends`
}

// helper is called by an operator: what it does is the operator's.
func helper(ctx goka.Context) {
	time.Sleep(1) // want `timewait: operator input \(goka\.Input, goka\.go:\d+\) sleeps in time\.Sleep via helper`
}

func inputs(ctx goka.Context, msg any) {
	time.Sleep(1) // want `timewait: operator .*\(goka\.Inputs, `
}

func loop(ctx goka.Context, msg any) {
	time.Sleep(1) // want `timewait: operator .*\(goka\.Loop, `
}

func visit(ctx goka.Context, msg any) {
	time.Sleep(1) // want `timewait: operator .*\(goka\.Visitor, `
}

func converted(ctx goka.Context, m any) {
	time.Sleep(1) // want `timewait: operator .*\(goka\.ProcessCallback, `
}

func shape(ctx goka.Context, msg any) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
}

func weak(ctx goka.Context, n int) {
	time.Sleep(1) // want `timewait: caution: operator weak \(by its parameters, `
}

func update(ctx goka.UpdateContext, s storage.Storage, key string, value []byte) error {
	time.Sleep(1) // want `timewait: operator .*\(goka\.WithUpdateCallback, `
	return nil
}

func view(ctx goka.UpdateContext, s storage.Storage, key string, value []byte) error {
	time.Sleep(1) // want `timewait: operator .*\(goka\.WithViewCallback, `
	return nil
}

func unused(ctx goka.UpdateContext, s storage.Storage, key string, value []byte) error {
	time.Sleep(1)
	return nil
}

func rebalance(a goka.Assignment) { time.Sleep(1) }

func main() {
	time.Sleep(1)
	goka.DefineGroup("group",
		goka.Input("in", nil, input),
		goka.Input("detached", nil, detached),
		goka.Inputs(nil, nil, inputs),
		goka.Loop(nil, loop),
		goka.Visitor("visitor", visit),
		goka.Input("literal", nil, func(ctx goka.Context, msg any) { time.Sleep(1) }), // want `timewait: operator .*\(goka\.Input, `
	)
	cb := goka.ProcessCallback(converted)
	_ = cb
	goka.WithUpdateCallback(update)
	goka.WithViewCallback(view)
	goka.WithRebalanceCallback(rebalance)
}
