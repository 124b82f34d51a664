// Package common is a stub of github.com/dapr/go-sdk/service/common: as much of its API
// as the tests need.
package common

import "context"

type BindingEvent struct {
	Data     []byte
	Metadata map[string]string
}

type BindingInvocationHandler func(ctx context.Context, in *BindingEvent) (out []byte, err error)

type Content struct{}

type InvocationEvent struct {
	Data        []byte
	ContentType string
	DataTypeURL string
	Verb        string
	QueryString string
}

type JobEvent struct {
	JobType string
	Data    []byte
}

type JobEventHandler func(ctx context.Context, in *JobEvent) error

type Service interface {
	AddBindingInvocationHandler(name string, fn BindingInvocationHandler) error
	AddJobEventHandler(name string, fn JobEventHandler) error
	AddServiceInvocationHandler(name string, fn ServiceInvocationHandler) error
	AddTopicEventHandler(sub *Subscription, fn TopicEventHandler) error
	AddTopicEventSubscriber(sub *Subscription, subscriber TopicEventSubscriber) error
}

type ServiceInvocationHandler func(ctx context.Context, in *InvocationEvent) (out *Content, err error)

type Subscription struct{}

type SubscriptionResponseStatus string

type TopicEvent struct {
	ID              string
	SpecVersion     string
	Type            string
	Source          string
	DataContentType string
	Data            interface{}
	RawData         []byte
	DataBase64      string
	Subject         string
	Topic           string
	PubsubName      string
	Metadata        map[string]string
	TraceID         string
	TraceParent     string
}

func (*TopicEvent) Struct(target interface{}) error { panic("stub") }

type TopicEventHandler func(ctx context.Context, e *TopicEvent) (retry bool, err error)

func (TopicEventHandler) Handle(ctx context.Context, e *TopicEvent) (retry bool, err error) {
	panic("stub")
}

type TopicEventSubscriber interface {
	Handle(ctx context.Context, e *TopicEvent) (retry bool, err error)
}
