// Package pulsar has the way to make an operator of Pulsar Functions.
package pulsar

import (
	"context"

	"github.com/apache/pulsar/pulsar-function-go/pf"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func handle(ctx context.Context, in []byte) ([]byte, error) {
	return in, lim.Wait(ctx) // want `^ratewait: operator handle \(pf\.Start, pulsar\.go:\d+\) blocks in .*: do not wait here: take a permit with TryAcquire of a ratelimit\.Limiter, and decide what becomes of an element over the limit`
}

func unused(ctx context.Context, in []byte) ([]byte, error) { return in, lim.Wait(ctx) }

func main() {
	_ = lim.Wait(context.Background())
	pf.Start(handle)
}
