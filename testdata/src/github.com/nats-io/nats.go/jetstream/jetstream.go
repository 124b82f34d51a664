// Package jetstream is a stub of github.com/nats-io/nats.go/jetstream: as much of its API
// as the tests need.
package jetstream

import (
	"context"
	"time"

	nats "github.com/nats-io/nats.go"
)

type ConsumeContext interface {
	Closed() <-chan struct{}
	Drain()
	Stop()
}

type ConsumerConfig struct{ MaxAckPending int }

type Consumer interface {
	CachedInfo() *ConsumerInfo
	Consume(handler MessageHandler, opts ...PullConsumeOpt) (ConsumeContext, error)
	Fetch(batch int, opts ...FetchOpt) (MessageBatch, error)
	FetchBytes(maxBytes int, opts ...FetchOpt) (MessageBatch, error)
	FetchNoWait(batch int) (MessageBatch, error)
	Info(context.Context) (*ConsumerInfo, error)
	Messages(opts ...PullMessagesOpt) (MessagesContext, error)
	Next(opts ...FetchOpt) (Msg, error)
}

type ConsumerInfo struct{}

type FetchOpt func(*pullRequest) error

type MessageBatch interface {
	Error() error
	Messages() <-chan Msg
}

type MessageHandler func(msg Msg)

type MessagesContext interface {
	Drain()
	Next(opts ...NextOpt) (Msg, error)
	Stop()
}

type Msg interface {
	Ack() error
	Data() []byte
	DoubleAck(context.Context) error
	Headers() nats.Header
	InProgress() error
	Metadata() (*MsgMetadata, error)
	Nak() error
	NakWithDelay(delay time.Duration) error
	Reply() string
	Subject() string
	Term() error
	TermWithReason(reason string) error
}

type MsgMetadata struct{}

type NextOpt interface {
	configureNext(*nextOpts)
}

type PullConsumeOpt interface {
	configureConsume(*consumeOpts) error
}

type PullMessagesOpt interface {
	configureMessages(*consumeOpts) error
}

type PushConsumeOpt interface {
	configurePushConsume(*pushConsumeOpts) error
}

type PushConsumer interface {
	CachedInfo() *ConsumerInfo
	Consume(handler MessageHandler, opts ...PushConsumeOpt) (ConsumeContext, error)
	Info(context.Context) (*ConsumerInfo, error)
}

type consumeOpts struct{}

type nextOpts struct{}

type pullRequest struct{}

type pushConsumeOpts struct{}
