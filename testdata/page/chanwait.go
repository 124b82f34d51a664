package job

import (
	"errors"

	"github.com/ThreeDotsLabs/watermill/message"
)

type Service struct {
	booked chan string
}

func (s *Service) book(order []byte) error { return nil }

func Register(r *message.Router, sub message.Subscriber, s *Service) {
	r.AddConsumerHandler("book", "orders", sub, s.Book)
}

var errBusy = errors.New("busy")
