// Package argo has the ways to make an operator of Argo Dataflow.
package argo

import (
	"context"
	"time"

	"github.com/argoproj-labs/argo-dataflow/sdks/golang"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func handle(ctx context.Context, msg []byte) ([]byte, error) {
	_ = lim.Wait(ctx)                    // want `^ratewait: caution: operator handle`
	return nil, lim.Wait(context.TODO()) // want `^ratewait: operator handle \(golang\.Start, argo\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(ctx\)`
}

func withContext(ctx context.Context, msg []byte) ([]byte, error) {
	time.Sleep(1) // want `timewait: operator .*\(golang\.StartWithContext, `
	return nil, nil
}

func unused(ctx context.Context, msg []byte) ([]byte, error) { time.Sleep(1); return nil, nil }

func main() {
	time.Sleep(1)
	golang.Start(handle)
	_ = golang.StartWithContext(context.Background(), withContext)
}
