// Package queue wraps a framework in an API of its own, whose handlers it
// keeps in a field until it registers them.
package queue

import (
	"context"

	"github.com/hibiken/asynq"
)

type HandlerFunc func(ctx context.Context, payload []byte) error

type Handler struct {
	name   string
	handle HandlerFunc
}

func NewHandler(name string, handle HandlerFunc) *Handler {
	return &Handler{name: name, handle: handle}
}

func (h *Handler) process(ctx context.Context, payload []byte) error {
	return h.handle(ctx, payload)
}

// Setup registers a literal around each handler.
func Setup(mux *asynq.ServeMux, handlers []*Handler) {
	for _, h := range handlers {
		mux.HandleFunc(h.name, func(ctx context.Context, task *asynq.Task) error {
			return h.process(ctx, task.Payload())
		})
	}
}

// A Server registers the handlers that its methods are given.
type Server struct{ mux *asynq.ServeMux }

func (s *Server) HandleFunc(name string, handle func(context.Context, *asynq.Task) error) {
	s.register(name, handle)
}

func (s *Server) register(name string, handle func(context.Context, *asynq.Task) error) {
	s.mux.HandleFunc(name, func(ctx context.Context, task *asynq.Task) error {
		return handle(ctx, task)
	})
}
