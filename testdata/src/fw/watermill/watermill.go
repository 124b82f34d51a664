// Package watermill has every way to make an operator of watermill.
package watermill

import (
	"context"
	"time"

	"github.com/ThreeDotsLabs/watermill/components/cqrs"
	"github.com/ThreeDotsLabs/watermill/components/requestreply"
	"github.com/ThreeDotsLabs/watermill/message"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func handler(msg *message.Message) ([]*message.Message, error) {
	_ = lim.Wait(msg.Context())        // want `^ratewait: caution: operator handler \(message\.Router\.AddHandler, `
	_ = lim.Wait(context.Background()) // want `^ratewait: operator handler \(message\.Router\.AddHandler, watermill\.go:\d+\) blocks in .*: wait on the message's own context, and return its error, if the broker keeps what is not acked; `
	return nil, nil
}

func consumer(msg *message.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(message\.Router\.AddConsumerHandler, `
	return nil
}

func noPublisher(msg *message.Message) error {
	time.Sleep(1) // want `timewait: operator .*\(message\.Router\.AddNoPublisherHandler, `
	return nil
}

func transform(msg *message.Message) {
	time.Sleep(1) // want `timewait: operator .*\(message\.MessageTransformPublisherDecorator, `
}

func weak(msg *message.Message) error {
	time.Sleep(1) // want `timewait: caution: operator weak \(by its parameters, `
	return nil
}

func shape(msg *message.Message) ([]*message.Message, error) {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil, nil
}

func converted(msg *message.Message) ([]*message.Message, error) {
	time.Sleep(1) // want `timewait: operator .*\(message\.HandlerFunc, `
	return nil, nil
}

// throttle is middleware: the function that it returns runs once per message.
func throttle(next message.HandlerFunc) message.HandlerFunc {
	time.Sleep(1)
	return func(msg *message.Message) ([]*message.Message, error) {
		time.Sleep(1) // want `timewait: operator .*\(message\.Router\.AddMiddleware, `
		return next(msg)
	}
}

// limited makes middleware.
func limited(n int) message.HandlerMiddleware {
	time.Sleep(1)
	return func(next message.HandlerFunc) message.HandlerFunc {
		time.Sleep(1)
		return func(msg *message.Message) ([]*message.Message, error) {
			time.Sleep(1) // want `timewait: operator .*\(message\.Router\.AddMiddleware, `
			return next(msg)
		}
	}
}

type Cmd struct{}

type command struct{}

func (command) HandlerName() string { time.Sleep(1); return "" }
func (command) NewCommand() any     { time.Sleep(1); return &Cmd{} }

func (command) Handle(ctx context.Context, cmd any) error {
	time.Sleep(1) // want `timewait: operator .*\(cqrs\.CommandProcessor\.AddHandlers, `
	return nil
}

type event struct{}

func (*event) HandlerName() string { return "" }
func (*event) NewEvent() any       { time.Sleep(1); return &Cmd{} }

func (*event) Handle(ctx context.Context, e any) error {
	time.Sleep(1) // want `timewait: operator .*\(cqrs\.EventProcessor\.AddHandler, `
	return nil
}

type group struct{}

func (group) NewEvent() any { return &Cmd{} }

func (group) Handle(ctx context.Context, e any) error {
	time.Sleep(1) // want `timewait: operator .*\(cqrs\.EventGroupProcessor\.AddHandlersGroup, `
	return nil
}

func typed(ctx context.Context, cmd *Cmd) error {
	time.Sleep(1) // want `timewait: operator .*\(cqrs\.NewCommandHandler, `
	return nil
}

func typedEvent(ctx context.Context, cmd *Cmd) error {
	time.Sleep(1) // want `timewait: operator .*\(cqrs\.NewEventHandler, `
	return nil
}

func typedGroup(ctx context.Context, cmd *Cmd) error {
	time.Sleep(1) // want `timewait: operator .*\(cqrs\.NewGroupEventHandler, `
	return nil
}

func reply(ctx context.Context, cmd *Cmd) error {
	time.Sleep(1) // want `timewait: operator .*\(requestreply\.NewCommandHandler, `
	return nil
}

func unused(ctx context.Context, cmd *Cmd) error { time.Sleep(1); return nil }

func main() {
	time.Sleep(1)
	var r *message.Router
	r.AddHandler("name", "in", nil, "out", nil, handler)
	r.AddConsumerHandler("name", "in", nil, consumer)
	r.AddNoPublisherHandler("name", "in", nil, noPublisher)
	r.AddMiddleware(throttle, limited(1))
	message.MessageTransformPublisherDecorator(transform)
	_ = message.HandlerFunc(converted)
	h := r.AddHandler("literal", "in", nil, "out", nil, func(msg *message.Message) ([]*message.Message, error) {
		time.Sleep(1) // want `timewait: operator .*\(message\.Router\.AddHandler, `
		return nil, nil
	})
	h.AddMiddleware(func(next message.HandlerFunc) message.HandlerFunc {
		return func(msg *message.Message) ([]*message.Message, error) {
			time.Sleep(1) // want `timewait: operator .*\(message\.Handler\.AddMiddleware, `
			return next(msg)
		}
	})
	var cp *cqrs.CommandProcessor
	cp.AddHandlers(command{})
	cp.AddHandler(cqrs.NewCommandHandler("name", typed))
	var ep *cqrs.EventProcessor
	ep.AddHandler(&event{})
	ep.AddHandlers(cqrs.NewEventHandler("name", typedEvent))
	var gp *cqrs.EventGroupProcessor
	gp.AddHandlersGroup("group", group{}, cqrs.NewGroupEventHandler(typedGroup))
	requestreply.NewCommandHandler("name", nil, reply)
	_ = cqrs.CommandProcessorConfig{OnHandle: func(p cqrs.CommandProcessorOnHandleParams) error {
		time.Sleep(1) // want `timewait: operator .*\(cqrs\.CommandProcessorConfig\.OnHandle, `
		return nil
	}}
}
