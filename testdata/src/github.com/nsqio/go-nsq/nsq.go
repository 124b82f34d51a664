// Package nsq is a stub of github.com/nsqio/go-nsq: as much of its API
// as the tests need.
package nsq

import (
	"io"
	"time"
)

type Config struct{ MaxInFlight int }

type Consumer struct{}

func (*Consumer) AddHandler(handler Handler) { panic("stub") }

func (*Consumer) AddConcurrentHandlers(handler Handler, concurrency int) { panic("stub") }

type Handler interface {
	HandleMessage(message *Message) error
}

type HandlerFunc func(message *Message) error

func (HandlerFunc) HandleMessage(m *Message) error { panic("stub") }

type Message struct {
	ID          MessageID
	Body        []byte
	Timestamp   int64
	Attempts    uint16
	NSQDAddress string
	Delegate    MessageDelegate
}

func (*Message) DisableAutoResponse() { panic("stub") }

func (*Message) IsAutoResponseDisabled() bool { panic("stub") }

func (*Message) HasResponded() bool { panic("stub") }

func (*Message) Finish() { panic("stub") }

func (*Message) Touch() { panic("stub") }

func (*Message) Requeue(delay time.Duration) { panic("stub") }

func (*Message) RequeueWithoutBackoff(delay time.Duration) { panic("stub") }

func (*Message) WriteTo(w io.Writer) (int64, error) { panic("stub") }

type MessageDelegate interface {
	OnFinish(*Message)
	OnRequeue(m *Message, delay time.Duration, backoff bool)
	OnTouch(*Message)
}

type MessageID [16]byte
