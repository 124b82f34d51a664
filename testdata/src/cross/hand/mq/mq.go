// Package mq implements it on a framework.
package mq

import (
	"context"

	"cross/hand/bus"

	"github.com/hibiken/asynq"
)

type consumer struct {
	mux    *asynq.ServeMux
	closed func()
}

func New(mux *asynq.ServeMux) bus.Consumer { return &consumer{mux: mux} }

func (c *consumer) Listen(ctx context.Context, dispatch func(context.Context, []byte) error) error {
	c.mux.HandleFunc("x", func(ctx context.Context, t *asynq.Task) error { return dispatch(ctx, t.Payload()) })
	return nil
}

func (c *consumer) Closed(f func()) { c.closed = f }
