// Package mqtt is a stub of github.com/eclipse/paho.mqtt.golang: as much of its API
// as the tests need.
package mqtt

import "time"

type Client interface {
	AddRoute(topic string, callback MessageHandler)
	Connect() Token
	Disconnect(quiesce uint)
	IsConnected() bool
	IsConnectionOpen() bool
	OptionsReader() ClientOptionsReader
	Publish(topic string, qos byte, retained bool, payload interface{}) Token
	Subscribe(topic string, qos byte, callback MessageHandler) Token
	SubscribeMultiple(filters map[string]byte, callback MessageHandler) Token
	Unsubscribe(topics ...string) Token
}

type ClientOptions struct {
	DefaultPublishHandler MessageHandler
}

func NewClientOptions() *ClientOptions { panic("stub") }

func (*ClientOptions) SetOrderMatters(order bool) *ClientOptions { panic("stub") }

func (*ClientOptions) SetDefaultPublishHandler(defaultHandler MessageHandler) *ClientOptions {
	panic("stub")
}

type ClientOptionsReader struct{}

type Message interface {
	Ack()
	Duplicate() bool
	MessageID() uint16
	Payload() []byte
	Qos() byte
	Retained() bool
	Topic() string
}

type MessageHandler func(Client, Message)

type Token interface {
	Done() <-chan struct{}
	Error() error
	Wait() bool
	WaitTimeout(time.Duration) bool
}
