package main

import (
	"errors"
	"time"

	"github.com/ThreeDotsLabs/watermill-redisstream/pkg/redisstream"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/redis/go-redis/v9"
)

// overRedis uses a stream of Redis for each topic.
func overRedis(broker string) (message.Subscriber, message.Publisher, func() error, error) {
	opts, err := redis.ParseURL(broker)
	if err != nil {
		return nil, nil, nil, err
	}
	client := redis.NewClient(opts)
	publisher, err := redisstream.NewPublisher(redisstream.PublisherConfig{Client: client}, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	subscriber, err := redisstream.NewSubscriber(redisstream.SubscriberConfig{Client: client, ConsumerGroup: "cure", Consumer: "worker", OldestId: "0",
		// A minute is the default; a message whose worker was stopped comes again then.
		MaxIdleTime: 2 * time.Second, ClaimInterval: time.Second}, nil)
	return subscriber, publisher, func() error { return errors.Join(publisher.Close(), client.Close()) }, err
}
