package watermill

import (
	"context"
	"time"

	"github.com/ThreeDotsLabs/watermill/components/cqrs"
	"github.com/ThreeDotsLabs/watermill/message"
	"golang.org/x/time/rate"
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

// limitedPublisher is given to a router, idlePublisher is not.
type (
	limitedPublisher struct{ lim *rate.Limiter }
	idlePublisher    struct{ lim *rate.Limiter }
)

func (l *limitedPublisher) Publish(topic string, messages ...*message.Message) error {
	return l.lim.Wait(context.Background()) // want `^ratewait: operator \(\*limitedPublisher\)\.Publish \(message\.Router\.AddHandler, `
}

func (l *limitedPublisher) Close() error { return l.lim.Wait(context.Background()) }

func (l *idlePublisher) Publish(topic string, messages ...*message.Message) error {
	return l.lim.Wait(context.Background())
}

func (l *idlePublisher) Close() error { return nil }

func publishers(r *message.Router, p message.Publisher) message.Publisher {
	r.AddHandler("limited", "in", nil, "out", &limitedPublisher{}, nil)
	return &idlePublisher{}
}
