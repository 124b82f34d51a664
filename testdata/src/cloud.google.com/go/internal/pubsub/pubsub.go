// Package pubsub is a stub of cloud.google.com/go/internal/pubsub: as much of its API
// as the tests need.
package pubsub

import "time"

type AckResult struct{}

type Message struct {
	ID              string
	Data            []byte
	Attributes      map[string]string
	PublishTime     time.Time
	DeliveryAttempt *int
	OrderingKey     string
}

func (*Message) Ack() { panic("stub") }

func (*Message) Nack() { panic("stub") }

func (*Message) AckWithResult() *AckResult { panic("stub") }

func (*Message) NackWithResult() *AckResult { panic("stub") }
