//go:build !push && !fetch && !messages

package main

import (
	"context"

	"github.com/nats-io/nats.go/jetstream"
)

type consumer = jetstream.Consumer

func newConsumer(ctx context.Context, js jetstream.JetStream, config jetstream.ConsumerConfig) (consumer, error) {
	return js.CreateOrUpdateConsumer(ctx, stream, config)
}

// consume has the library call the handler.
func consume(c consumer, handle jetstream.MessageHandler, ahead int) (consuming, error) {
	var options []jetstream.PullConsumeOpt
	if ahead > 0 {
		options = append(options, jetstream.PullMaxMessages(ahead))
	}
	return c.Consume(handle, options...)
}
