// Package job has operators that call interfaces. It does not know who implements them.
package job

import (
	"context"
	"time"

	"cross/seam/port"

	"github.com/hibiken/asynq"
)

type Handler struct {
	mailer port.Mailer
	store  port.Store
	Own    Sink
}

// Sink is an interface of the package itself, for others to implement.
type Sink interface{ Flush() }

func New(m port.Mailer, s port.Store) *Handler { return &Handler{mailer: m, store: s} }

func (h *Handler) ProcessTask(ctx context.Context, t *asynq.Task) error {
	h.store.Save("x")
	h.Own.Flush()
	return h.send(ctx)
}

func (h *Handler) send(ctx context.Context) error { return h.mailer.Send(ctx, "a") }

func Register(mux *asynq.ServeMux, h *Handler) { mux.Handle("mail", h) }

// Reads takes what reads, which the caller makes of a larger interface.
func Reads(mux *asynq.ServeMux, r port.Reader) {
	mux.HandleFunc("read", func(ctx context.Context, t *asynq.Task) error {
		r.Read()
		return nil
	})
}

// Work is no operator: who calls it is told what it calls.
func Work(ctx context.Context, c port.Clock) {
	c.Tick()
}

type local struct{}

func (local) Flush() { time.Sleep(time.Second) } // want `timewait: operator \(\*Handler\)\.ProcessTask .* sleeps in time\.Sleep via local\.Flush;`
