// Package rabbitmq is a stub of github.com/wagslane/go-rabbitmq: as much of its API
// as the tests need.
package rabbitmq

type Action int

type Consumer struct{}

type ConsumerOptions struct{}

func WithConsumerOptionsQOSPrefetch(prefetchCount int) func(*ConsumerOptions) { panic("stub") }

func (*Consumer) Run(handler Handler) error { panic("stub") }

type Delivery struct{}

type Handler func(d Delivery) (action Action)

const (
	Ack Action = iota
	NackDiscard
	NackRequeue
)
