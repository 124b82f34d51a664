// Command watermill runs the job on watermill's router: over a Go channel, or over a
// stream of Redis if there is a broker.
package main

import (
	"context"
	"errors"
	"time"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill-redisstream/pkg/redisstream"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"
	"github.com/redis/go-redis/v9"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "limited"
	unlimited = "unlimited"
)

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
	subscriber, err := f.connect(l.Broker)
	if err != nil {
		return nil, err
	}
	j := &job{lim: lim, tally: tally}
	router.AddConsumerHandler(limited, limited, subscriber, j.handle)
	router.AddConsumerHandler(unlimited, unlimited, subscriber, func(msg *message.Message) error {
		tally.Other(string(msg.Payload))
		return nil
	})
	return f, nil
}

// connect sets the publisher and returns the subscriber.
func (f *framework) connect(broker string) (message.Subscriber, error) {
	if broker == "" {
		// Persistent keeps what was sent before the router runs.
		channel := gochannel.NewGoChannel(gochannel.Config{Persistent: true}, nil)
		f.publisher, f.close = channel, channel.Close
		return channel, nil
	}
	opts, err := redis.ParseURL(broker)
	if err != nil {
		return nil, err
	}
	client := redis.NewClient(opts)
	publisher, err := redisstream.NewPublisher(redisstream.PublisherConfig{Client: client}, nil)
	if err != nil {
		return nil, err
	}
	f.publisher = publisher
	f.close = func() error { return errors.Join(publisher.Close(), client.Close()) }
	return redisstream.NewSubscriber(redisstream.SubscriberConfig{Client: client, ConsumerGroup: "cure", Consumer: "worker", OldestId: "0",
		// A minute is the default; a message whose worker was stopped comes again then.
		MaxIdleTime: 2 * time.Second, ClaimInterval: time.Second}, nil)
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
