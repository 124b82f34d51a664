package main

import (
	"errors"
	"net/url"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill-amqp/v3/pkg/amqp"
	"github.com/ThreeDotsLabs/watermill/message"
)

// overAMQP uses a durable queue of RabbitMQ for each topic.
func overAMQP(broker string) (message.Subscriber, message.Publisher, func() error, error) {
	address, err := url.Parse(broker)
	if err != nil {
		return nil, nil, nil, err
	}
	prefix := address.Query().Get("queue")
	address.RawQuery = ""
	config := amqp.NewDurableQueueConfig(address.String())
	name := func(topic string) string { return prefix + "-" + topic }
	config.Queue.GenerateName, config.Publish.GenerateRoutingKey = name, name
	publisher, err := amqp.NewPublisher(config, watermill.NopLogger{})
	if err != nil {
		return nil, nil, nil, err
	}
	subscriber, err := amqp.NewSubscriber(config, watermill.NopLogger{})
	if err != nil {
		return nil, nil, nil, err
	}
	// The queues have to be there before the messages.
	err = errors.Join(subscriber.SubscribeInitialize(limited), subscriber.SubscribeInitialize(unlimited))
	return subscriber, publisher, publisher.Close, err
}
