// Package queue has constructors that return a library's interface.
package queue

import (
	"context"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
	"golang.org/x/time/rate"
)

type limited struct {
	message.Publisher
	lim *rate.Limiter
}

func (l *limited) Publish(topic string, messages ...*message.Message) error {
	if err := l.lim.WaitN(context.Background(), len(messages)); err != nil {
		return err
	}
	return l.Publisher.Publish(topic, messages...)
}

func (l *limited) Close() error {
	time.Sleep(time.Second)
	return nil
}

func NewLimited(p message.Publisher) message.Publisher {
	return &limited{p, rate.NewLimiter(1, 1)}
}

// quick does not wait.
type quick struct{ message.Publisher }

func NewQuick(p message.Publisher) message.Publisher { return &quick{p} }

// Slow is known by its type.
type Slow struct{ message.Publisher }

func (*Slow) Publish(topic string, messages ...*message.Message) error {
	time.Sleep(time.Second)
	return nil
}

func NewSlow() *Slow { return &Slow{} }
