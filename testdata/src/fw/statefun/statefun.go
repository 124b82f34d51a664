// Package statefun has every way to make an operator of Flink's Stateful Functions.
package statefun

import (
	"time"

	"github.com/apache/flink-statefun/statefun-sdk-go/v3/pkg/statefun"
	"golang.org/x/time/rate"
)

type greeter struct{ lim *rate.Limiter }

func (g *greeter) Invoke(ctx statefun.Context, msg statefun.Message) error {
	return g.lim.Wait(ctx) // want `^ratewait: operator \(\*greeter\)\.Invoke \(statefun\.StatefulFunctionSpec\.Function, statefun\.go:\d+\) blocks in .*: do not wait here: take a permit with TryAcquire of a ratelimit\.Limiter, and decide what becomes of an element over the limit`
}

type implemented struct{}

func (implemented) Invoke(ctx statefun.Context, msg statefun.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(implements statefun\.StatefulFunction, `
	return nil
}

func pointer(ctx statefun.Context, msg statefun.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(statefun\.StatefulFunctionPointer, `
	return nil
}

func shape(ctx statefun.Context, msg statefun.Message) error {
	time.Sleep(1)                  // want `timewait: operator .*\(by its parameters, `
	go func() { _ = ctx.Self() }() // want `gospawn: operator shape .* uses the framework's context ctx there`
	return nil
}

type Invoker struct{}

func (Invoker) Invoke() { time.Sleep(1) }

func newGreeter() *greeter {
	time.Sleep(1)
	return &greeter{}
}

var spec = statefun.StatefulFunctionSpec{Function: newGreeter()}

var pointers = []statefun.StatefulFunction{statefun.StatefulFunctionPointer(pointer)}
