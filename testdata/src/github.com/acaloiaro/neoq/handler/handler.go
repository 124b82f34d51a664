// Package handler is a stub of github.com/acaloiaro/neoq/handler: as much of its API
// as the tests need.
package handler

import (
	"context"
	"time"
)

type Func func(ctx context.Context) error

type Handler struct {
	Handle          Func
	Concurrency     int
	JobTimeout      time.Duration
	QueueCapacity   int64
	Queue           string
	RecoverCallback RecoveryCallback
}

func (*Handler) WithOptions(opts ...Option) { panic("stub") }

type Option func(w *Handler)

type RecoveryCallback func(ctx context.Context, err error) (erro error)

func Concurrency(c int) Option { panic("stub") }

func New(queue string, f Func, opts ...Option) (h Handler) { panic("stub") }

func NewPeriodic(f Func, opts ...Option) (h Handler) { panic("stub") }
