// Package cqrs is a stub of github.com/ThreeDotsLabs/watermill/components/cqrs: as much of its API
// as the tests need.
package cqrs

import (
	"context"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
)

type CommandEventMarshaler interface {
	Marshal(v interface{}) (*message.Message, error)
	Name(v interface{}) string
	NameFromMessage(msg *message.Message) string
	Unmarshal(msg *message.Message, v interface{}) (err error)
}

type CommandHandler interface {
	Handle(ctx context.Context, cmd any) error
	HandlerName() string
	NewCommand() any
}

type CommandProcessor struct{}

func (*CommandProcessor) AddHandlers(handlers ...CommandHandler) error { panic("stub") }

func (*CommandProcessor) AddHandler(handler CommandHandler) (*message.Handler, error) { panic("stub") }

type CommandProcessorConfig struct {
	OnHandle CommandProcessorOnHandleFn
}

type CommandProcessorOnHandleFn func(params CommandProcessorOnHandleParams) error

type CommandProcessorOnHandleParams struct{}

type CommandsSubscriberConstructor func(handlerName string) (message.Subscriber, error)

type EventGroupProcessor struct{}

func (*EventGroupProcessor) AddHandlersGroup(groupName string, handlers ...GroupEventHandler) error {
	panic("stub")
}

type EventGroupProcessorConfig struct {
	OnHandle EventGroupProcessorOnHandleFn
}

type EventGroupProcessorOnHandleFn func(params EventGroupProcessorOnHandleParams) error

type EventGroupProcessorOnHandleParams struct{}

type EventHandler interface {
	Handle(ctx context.Context, event any) error
	HandlerName() string
	NewEvent() any
}

type EventProcessor struct{}

func (*EventProcessor) AddHandlers(handlers ...EventHandler) error { panic("stub") }

func (*EventProcessor) AddHandler(handler EventHandler) (*message.Handler, error) { panic("stub") }

type EventProcessorConfig struct {
	OnHandle EventProcessorOnHandleFn
}

type EventProcessorOnHandleFn func(params EventProcessorOnHandleParams) error

type EventProcessorOnHandleParams struct{}

type EventsSubscriberConstructor func(handlerName string) (message.Subscriber, error)

type GroupEventHandler interface {
	Handle(ctx context.Context, event interface{}) error
	NewEvent() interface{}
}

func NewCommandHandler[Command any](handlerName string, handleFunc func(ctx context.Context, cmd *Command) error) CommandHandler {
	panic("stub")
}

func NewCommandProcessor(handlers []CommandHandler, generateTopic func(commandName string) string, subscriberConstructor CommandsSubscriberConstructor, marshaler CommandEventMarshaler, logger watermill.LoggerAdapter) (*CommandProcessor, error) {
	panic("stub")
}

func NewEventHandler[T any](handlerName string, handleFunc func(ctx context.Context, event *T) error) EventHandler {
	panic("stub")
}

func NewEventProcessor(individualHandlers []EventHandler, generateTopic func(eventName string) string, subscriberConstructor EventsSubscriberConstructor, marshaler CommandEventMarshaler, logger watermill.LoggerAdapter) (*EventProcessor, error) {
	panic("stub")
}

func NewGroupEventHandler[T any](handleFunc func(ctx context.Context, event *T) error) GroupEventHandler {
	panic("stub")
}
