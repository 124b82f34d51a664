//go:build push

package main

import (
	"context"

	"github.com/nats-io/nats.go/jetstream"
)

type consumer = jetstream.PushConsumer

// newConsumer makes a consumer to whose subject the server sends, one group of processes.
func newConsumer(ctx context.Context, js jetstream.JetStream, config jetstream.ConsumerConfig) (consumer, error) {
	config.DeliverSubject, config.DeliverGroup = "deliver."+config.Durable, "cure"
	return js.CreateOrUpdatePushConsumer(ctx, stream, config)
}

// consume has the library call the handler; the server sends as many messages as MaxAckPending allows.
func consume(c consumer, handle jetstream.MessageHandler, _ int) (consuming, error) {
	return c.Consume(handle)
}
