//go:build fetch

package main

import (
	"context"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const (
	// batch is how many messages a fetch asks for, and patience how long it waits for the first.
	batch    = 10
	patience = 200 * time.Millisecond
)

// consume fetches one batch after another.
func consume(c consumer, handle jetstream.MessageHandler, _ int) (consuming, error) {
	running, stop := context.WithCancel(context.Background())
	l := &loop{stop: stop, closed: make(chan struct{})}
	go func() {
		defer close(l.closed)
		for running.Err() == nil {
			fetched, err := c.Fetch(batch, jetstream.FetchMaxWait(patience))
			if err != nil {
				return
			}
			for msg := range fetched.Messages() {
				if running.Err() == nil {
					handle(msg)
				}
			}
		}
	}()
	return l, nil
}
