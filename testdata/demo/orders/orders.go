// Package orders is a watermill service that books orders.
package orders

import (
	"errors"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/jobvet/jobvet/ratelimit"
)

// A Service books orders.
type Service struct {
	lim    *ratelimit.Limiter
	booked chan string
}

// BookLater acknowledges the order before it is booked: a crash loses it. And
// then it waits for somebody to read the channel, which nothing bounds.
func (s *Service) BookLater(msg *message.Message) error {
	go book(msg.Payload)
	s.booked <- msg.UUID
	return nil
}

var errLimited = errors.New("over the limit, deliver again")

// Book books the order, or has it delivered again.
func (s *Service) Book(msg *message.Message) error {
	if !s.lim.TryAcquire() {
		return errLimited
	}
	if err := book(msg.Payload); err != nil {
		return err
	}
	select {
	case s.booked <- msg.UUID:
	case <-msg.Context().Done():
		return msg.Context().Err()
	}
	return nil
}

func book(order []byte) error { return nil }

// Register adds the handlers.
func Register(r *message.Router, sub message.Subscriber, s *Service) {
	r.AddConsumerHandler("later", "orders", sub, s.BookLater)
	r.AddConsumerHandler("now", "orders", sub, s.Book)
}
