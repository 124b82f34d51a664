// Command watermill runs the job on watermill's router: over a Go channel, or over the
// broker of an address.
package main

import (
	"context"
	"strings"
	"time"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "limited"
	unlimited = "unlimited"
)

// A connector returns a subscriber and a publisher at a broker, and what ends their
// connections.
type connector func(broker string) (message.Subscriber, message.Publisher, func() error, error)

// over has the connectors of brokers, by the schemes of their addresses.
var over = map[string]connector{"redis": overRedis, "kafka": overKafka, "amqp": overAMQP}

func main() { worker.Main(open) }

type framework struct {
	router    *message.Router
	publisher message.Publisher
	stopped   chan error
	close     func() error
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	router, err := message.NewRouter(message.RouterConfig{CloseTimeout: time.Second}, watermill.NopLogger{})
	if err != nil {
		return nil, err
	}
	f := &framework{router: router, stopped: make(chan error, 1)}
	connect := overChannel
	if scheme, _, found := strings.Cut(l.Broker, "://"); found {
		connect = over[scheme]
	}
	subscriber, publisher, closing, err := connect(l.Broker)
	if err != nil {
		return nil, err
	}
	f.publisher, f.close = publisher, closing
	j := &job{lim: lim, tally: tally}
	router.AddConsumerHandler(limited, limited, subscriber, j.handle)
	router.AddConsumerHandler(unlimited, unlimited, subscriber, func(msg *message.Message) error {
		tally.Other(string(msg.Payload))
		return nil
	})
	return f, nil
}

func (f *framework) Add(_ context.Context, isLimited bool, items ...string) error {
	topic := unlimited
	if isLimited {
		topic = limited
	}
	for _, item := range items {
		if err := f.publisher.Publish(topic, message.NewMessage(watermill.NewUUID(), []byte(item))); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(ctx context.Context) error {
	go func() { f.stopped <- f.router.Run(ctx) }()
	select {
	case <-f.router.Running():
		return nil
	case err := <-f.stopped:
		return err
	}
}

func (f *framework) Stop() error {
	// The error says that handlers still run: the program ends all the same.
	_ = f.router.Close()
	return nil
}

// Failed returns nothing: watermill counts nothing.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error { return f.close() }
