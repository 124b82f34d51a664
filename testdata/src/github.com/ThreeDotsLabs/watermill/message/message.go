// Package message is a stub of github.com/ThreeDotsLabs/watermill/message: as much of its API
// as the tests need.
package message

import "context"

type Handler struct{}

func (*Handler) AddMiddleware(m ...HandlerMiddleware) { panic("stub") }

type HandlerFunc func(msg *Message) ([]*Message, error)

type HandlerMiddleware func(h HandlerFunc) HandlerFunc

type Message struct {
	UUID     string
	Metadata Metadata
	Payload  Payload
}

func (*Message) Equals(toCompare *Message) bool { panic("stub") }

func (*Message) Ack() bool { panic("stub") }

func (*Message) Nack() bool { panic("stub") }

func (*Message) Acked() <-chan struct{} { panic("stub") }

func (*Message) Nacked() <-chan struct{} { panic("stub") }

func (*Message) Context() context.Context { panic("stub") }

func (*Message) SetContext(ctx context.Context) { panic("stub") }

func (*Message) Copy() *Message { panic("stub") }

func (*Message) CopyWithContext() *Message { panic("stub") }

type Metadata map[string]string

func (Metadata) Get(key string) string { panic("stub") }

func (Metadata) Set(key string, value string) { panic("stub") }

type NoPublishHandlerFunc func(msg *Message) error

type Payload []byte

type Publisher interface {
	Close() error
	Publish(topic string, messages ...*Message) error
}

type PublisherDecorator func(pub Publisher) (Publisher, error)

type Router struct{}

func (*Router) AddMiddleware(m ...HandlerMiddleware) { panic("stub") }

func (*Router) AddHandler(handlerName string, subscribeTopic string, subscriber Subscriber, publishTopic string, publisher Publisher, handlerFunc HandlerFunc) *Handler {
	panic("stub")
}

func (*Router) AddConsumerHandler(handlerName string, subscribeTopic string, subscriber Subscriber, handlerFunc NoPublishHandlerFunc) *Handler {
	panic("stub")
}

func (*Router) AddNoPublisherHandler(handlerName string, subscribeTopic string, subscriber Subscriber, handlerFunc NoPublishHandlerFunc) *Handler {
	panic("stub")
}

type Subscriber interface {
	Close() error
	Subscribe(ctx context.Context, topic string) (<-chan *Message, error)
}

type SubscriberDecorator func(sub Subscriber) (Subscriber, error)

func MessageTransformPublisherDecorator(transform func(*Message)) PublisherDecorator { panic("stub") }

func MessageTransformSubscriberDecorator(transform func(*Message)) SubscriberDecorator { panic("stub") }

func NewMessage(uuid string, payload Payload) *Message { panic("stub") }
