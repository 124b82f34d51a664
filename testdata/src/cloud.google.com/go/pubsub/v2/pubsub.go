// Package pubsub is a stub of cloud.google.com/go/pubsub/v2: as much of its API
// as the tests need.
package pubsub

import (
	"context"

	"cloud.google.com/go/internal/pubsub"
)

type Message = pubsub.Message

type Subscriber struct{}

func (*Subscriber) Receive(ctx context.Context, f func(context.Context, *Message)) error {
	panic("stub")
}
