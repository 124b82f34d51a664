//go:build fetch || messages

package main

import (
	"context"

	"github.com/nats-io/nats.go/jetstream"
)

type consumer = jetstream.Consumer

func newConsumer(ctx context.Context, js jetstream.JetStream, config jetstream.ConsumerConfig) (consumer, error) {
	return js.CreateOrUpdateConsumer(ctx, stream, config)
}

// A loop takes messages until it is stopped.
type loop struct {
	stop   func()
	closed chan struct{}
}

func (l *loop) Stop() { l.stop() }

func (l *loop) Closed() <-chan struct{} { return l.closed }
