package main

import (
	"strings"

	"github.com/IBM/sarama"
	"github.com/ThreeDotsLabs/watermill-kafka/v3/pkg/kafka"
	"github.com/ThreeDotsLabs/watermill/message"
)

// overKafka uses a topic of Kafka for each topic.
func overKafka(broker string) (message.Subscriber, message.Publisher, func() error, error) {
	brokers := strings.Split(strings.TrimPrefix(broker, "kafka://"), ",")
	publisher, err := kafka.NewPublisher(kafka.PublisherConfig{Brokers: brokers, Marshaler: kafka.DefaultMarshaler{}}, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	config := kafka.DefaultSaramaSubscriberConfig()
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	subscriber, err := kafka.NewSubscriber(kafka.SubscriberConfig{Brokers: brokers, Unmarshaler: kafka.DefaultMarshaler{}, ConsumerGroup: "cure", OverwriteSaramaConfig: config}, nil)
	return subscriber, publisher, publisher.Close, err
}
