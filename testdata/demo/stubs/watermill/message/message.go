// Package message stands in for github.com/ThreeDotsLabs/watermill/message.
package message

import "context"

type Payload []byte

type Metadata map[string]string

type Message struct {
	UUID     string
	Metadata Metadata
	Payload  Payload
	ctx      context.Context
}

func NewMessage(uuid string, payload Payload) *Message { return &Message{UUID: uuid, Payload: payload} }

func (m *Message) Context() context.Context       { return m.ctx }
func (m *Message) SetContext(ctx context.Context) { m.ctx = ctx }
func (m *Message) Ack() bool                      { return true }
func (m *Message) Nack() bool                     { return true }

type Publisher interface {
	Publish(topic string, messages ...*Message) error
	Close() error
}

type Subscriber interface {
	Subscribe(ctx context.Context, topic string) (<-chan *Message, error)
	Close() error
}

type (
	HandlerFunc          func(msg *Message) ([]*Message, error)
	NoPublishHandlerFunc func(msg *Message) error
	HandlerMiddleware    func(h HandlerFunc) HandlerFunc
)

type Router struct{ handlers []any }

type Handler struct{}

func (r *Router) AddHandler(name, subscribeTopic string, subscriber Subscriber, publishTopic string, publisher Publisher, handlerFunc HandlerFunc) *Handler {
	r.handlers = append(r.handlers, handlerFunc)
	return new(Handler)
}

func (r *Router) AddConsumerHandler(name, subscribeTopic string, subscriber Subscriber, handlerFunc NoPublishHandlerFunc) *Handler {
	r.handlers = append(r.handlers, handlerFunc)
	return new(Handler)
}

func (r *Router) AddMiddleware(m ...HandlerMiddleware) { r.handlers = append(r.handlers, m) }
