// Package pulsar has the way to make an operator of Pulsar Functions.
package pulsar

import (
	"context"

	"github.com/apache/pulsar/pulsar-function-go/pf"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func handle(ctx context.Context, in []byte) ([]byte, error) {
	return in, lim.Wait(ctx) // want `^ratewait: operator handle \(pf\.Start, pulsar\.go:\d+\) blocks in .*: use ratelimit\.TryAcquire and decide what becomes of a refused element`
}

func unused(ctx context.Context, in []byte) ([]byte, error) { return in, lim.Wait(ctx) }

func main() {
	_ = lim.Wait(context.Background())
	pf.Start(handle)
}
