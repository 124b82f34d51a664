package job

import (
	"context"
	"errors"

	"github.com/ThreeDotsLabs/watermill/message"
	"golang.org/x/sync/semaphore"
)

type Service struct {
	booked chan string
	slots  *semaphore.Weighted
}

func (s *Service) book(order []byte) error { return nil }

func Register(r *message.Router, sub message.Subscriber, s *Service) {
	r.AddConsumerHandler("book", "orders", sub, s.Book)
}

var errBusy = errors.New("busy")

var _ context.Context
