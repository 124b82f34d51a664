// Package use uses a framework of a user's catalogue.
package use

import (
	"context"

	"option/myfw"
)

type step struct{ lim *myfw.Limiter }

func (s *step) Do(x int) {
	s.lim.Block() // want `^ratewait: operator \(\*step\)\.Do \(myfw\.Add, use\.go:\d+\) blocks in \(\*myfw\.Limiter\)\.Block; the others wait too: do not wait here: take a permit with TryAcquire of a ratelimit\.Limiter, and decide what becomes of an element over the limit`
}

func init() { myfw.Add(&step{}) }

func init() {
	myfw.Each(func(ctx context.Context) error { return myfw.Wait(myfw.Detach(ctx)) }) // want `^chanwait: operator init.func\d \(myfw\.Each, use\.go:\d+\) waits in myfw\.Wait; it holds a worker`
	myfw.Each(func(ctx context.Context) error { return myfw.Wait(myfw.Limit(context.Background())) })
	myfw.Each(func(ctx context.Context) error { return myfw.Wait(myfw.Trace(ctx)) })
	myfw.Each(func(ctx context.Context) error { return myfw.Wait(myfw.Trace(context.Background())) }) // want `^chanwait: operator init.func\d \(myfw\.Each, use\.go:\d+\) waits in myfw\.Wait; it holds a worker`
}
