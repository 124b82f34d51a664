// Package rmq is a stub of github.com/adjust/rmq/v5: as much of its API
// as the tests need.
package rmq

import "time"

type BatchConsumer interface {
	Consume(batch Deliveries)
}

type BatchConsumerFunc func(Deliveries)

func (BatchConsumerFunc) Consume(batch Deliveries) { panic("stub") }

type Consumer interface {
	Consume(delivery Delivery)
}

type ConsumerFunc func(Delivery)

func (ConsumerFunc) Consume(delivery Delivery) { panic("stub") }

type Deliveries []Delivery

func (Deliveries) Payloads() []string { panic("stub") }

func (Deliveries) Ack() (errMap map[int]error) { panic("stub") }

func (Deliveries) Reject() (errMap map[int]error) { panic("stub") }

func (Deliveries) Push() (errMap map[int]error) { panic("stub") }

type Delivery interface {
	Ack() error
	Payload() string
	Push() error
	Reject() error
}

type Queue interface {
	AddBatchConsumer(tag string, batchSize int64, timeout time.Duration, consumer BatchConsumer) (string, error)
	AddBatchConsumerFunc(tag string, batchSize int64, timeout time.Duration, batchConsumerFunc BatchConsumerFunc) (string, error)
	AddConsumer(tag string, consumer Consumer) (string, error)
	AddConsumerFunc(tag string, consumerFunc ConsumerFunc) (string, error)
}
