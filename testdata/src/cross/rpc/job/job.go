// Package job calls a service.
package job

import (
	"context"

	"cross/rpc/pb"

	"github.com/hibiken/asynq"
)

// Hello calls a method without a stream, and Bye one with a stream.
type (
	Hello struct{ c pb.GreeterClient }
	Bye   struct{ c pb.GreeterClient }
)

func NewHello(c pb.GreeterClient) *Hello { return &Hello{c} }

func NewBye(c pb.GreeterClient) *Bye { return &Bye{c} }

func (h *Hello) ProcessTask(ctx context.Context, t *asynq.Task) error { return h.c.Hello(ctx) }

func (b *Bye) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := b.c.Bye(ctx)
	return err
}
