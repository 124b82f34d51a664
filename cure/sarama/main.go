// Command sarama runs the job on a consumer group of sarama, with its defaults.
package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/IBM/sarama"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "limited"
	unlimited = "unlimited"
)

func main() { worker.Main(open) }

type framework struct {
	producer sarama.SyncProducer
	group    sarama.ConsumerGroup
	handler  *handler
	stopped  chan error
}

// A handler has the job for one topic, and none for the other.
type handler struct {
	*job
	joined chan struct{}
}

func (h *handler) Setup(session sarama.ConsumerGroupSession) error {
	select {
	case h.joined <- struct{}{}:
	default:
	}
	return h.job.Setup(session)
}

func (h *handler) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	if claim.Topic() == limited {
		return h.job.ConsumeClaim(session, claim)
	}
	for msg := range claim.Messages() {
		h.tally.Other(string(msg.Value))
		session.MarkMessage(msg, "")
	}
	return nil
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	brokers := strings.Split(strings.TrimPrefix(l.Broker, "kafka://"), ",")
	f := &framework{handler: &handler{job: newJob(lim, tally), joined: make(chan struct{}, 1)}, stopped: make(chan error, 1)}
	var err error
	if f.producer, err = sarama.NewSyncProducer(brokers, config); err != nil {
		return nil, err
	}
	f.group, err = sarama.NewConsumerGroup(brokers, "cure", config)
	return f, err
}

func (f *framework) Add(_ context.Context, isLimited bool, items ...string) error {
	topic := unlimited
	if isLimited {
		topic = limited
	}
	for _, item := range items {
		if _, _, err := f.producer.SendMessage(&sarama.ProducerMessage{Topic: topic, Value: sarama.StringEncoder(item)}); err != nil {
			return err
		}
	}
	return nil
}

// Start returns when the group has its partitions.
func (f *framework) Start(ctx context.Context) error {
	go func() { f.stopped <- f.consume(ctx) }()
	select {
	case <-f.handler.joined:
		return nil
	case err := <-f.stopped:
		return err
	}
}

// consume takes part in the group until it is closed: each call is one session.
func (f *framework) consume(ctx context.Context) error {
	for {
		if err := f.group.Consume(ctx, []string{limited, unlimited}, f.handler); errors.Is(err, sarama.ErrClosedConsumerGroup) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Stop gives the messages that are being worked on a second.
func (f *framework) Stop() error {
	closed := make(chan error, 1)
	go func() { closed <- f.group.Close() }()
	select {
	case err := <-closed:
		return err
	case <-time.After(time.Second):
		return nil
	}
}

// Failed returns nothing: Kafka counts nothing.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error { return f.producer.Close() }
