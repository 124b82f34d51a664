package watermill

import (
	"context"
	"time"

	"github.com/ThreeDotsLabs/watermill/components/cqrs"
	"github.com/ThreeDotsLabs/watermill/message"
)

var counting = message.HandlerMiddleware(func(next message.HandlerFunc) message.HandlerFunc {
	return func(msg *message.Message) ([]*message.Message, error) {
		time.Sleep(1) // want `timewait: operator .*\(message\.HandlerMiddleware, `
		return next(msg)
	}
})

type oneCommand struct{}

func (oneCommand) HandlerName() string { return "" }
func (oneCommand) NewCommand() any     { return &Cmd{} }

func (oneCommand) Handle(ctx context.Context, cmd any) error {
	time.Sleep(1) // want `timewait: operator .*\(cqrs\.CommandProcessor\.AddHandler, `
	return nil
}

type manyEvents struct{}

func (manyEvents) HandlerName() string { return "" }
func (manyEvents) NewEvent() any       { return &Cmd{} }

func (manyEvents) Handle(ctx context.Context, e any) error {
	time.Sleep(1) // want `timewait: operator .*\(cqrs\.EventProcessor\.AddHandlers, `
	return nil
}

func register(cp *cqrs.CommandProcessor, ep *cqrs.EventProcessor) {
	_, _ = cp.AddHandler(oneCommand{})
	_ = ep.AddHandlers(manyEvents{})
}
