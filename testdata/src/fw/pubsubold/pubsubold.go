// Package pubsubold has the way to make an operator of Google Pub/Sub.
package pubsubold

import (
	"context"
	"time"

	"cloud.google.com/go/pubsub"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func receive(ctx context.Context, m *pubsub.Message) {
	_ = lim.Wait(ctx)                  // want `ratewait: caution: operator`
	_ = lim.Wait(context.Background()) // want `^ratewait: operator receive \(pubsub\.Subscription\.Receive, pubsub\w*\.go:\d+\) blocks in .*: wait on the context of the callback, and call msg\.Nack when it ends`
}

func weak(ctx context.Context, m *pubsub.Message) {
	time.Sleep(1) // want `timewait: caution: operator weak \(by its parameters, `
}

func unused(ctx context.Context) { time.Sleep(1) }

func main() {
	time.Sleep(1)
	var s *pubsub.Subscription
	_ = s.Receive(context.Background(), receive)
	_ = s.Receive(context.Background(), func(ctx context.Context, m *pubsub.Message) {
		time.Sleep(1) // want `timewait: operator .*\(pubsub\.Subscription\.Receive, `
	})
}
