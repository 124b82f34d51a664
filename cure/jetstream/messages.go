//go:build messages

package main

import "github.com/nats-io/nats.go/jetstream"

// consume takes one message after another from an iterator, which fetches ahead.
func consume(c consumer, handle jetstream.MessageHandler, ahead int) (consuming, error) {
	var options []jetstream.PullMessagesOpt
	if ahead > 0 {
		options = append(options, jetstream.PullMaxMessages(ahead))
	}
	messages, err := c.Messages(options...)
	if err != nil {
		return nil, err
	}
	l := &loop{stop: messages.Stop, closed: make(chan struct{})}
	go func() {
		defer close(l.closed)
		for {
			msg, err := messages.Next()
			if err != nil {
				return
			}
			handle(msg)
		}
	}()
	return l, nil
}
