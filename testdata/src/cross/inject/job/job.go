// Package job has operators that a container makes.
package job

import (
	"context"
	"io"
	"net/http"

	"github.com/hibiken/asynq"
	"go.uber.org/fx"
)

type Mailer interface {
	Mail(ctx context.Context) error
}

// Clock is what nobody gives the container as.
type Clock interface{ Tick() }

type Send struct {
	m Mailer
	c Clock
}

func NewSend(m Mailer, c Clock) *Send { return &Send{m, c} }

func (s *Send) ProcessTask(ctx context.Context, t *asynq.Task) error {
	s.c.Tick()
	return s.m.Mail(ctx)
}

type Fetch struct{ c *http.Client }

func NewFetch(c *http.Client) *Fetch { return &Fetch{c} }

func (f *Fetch) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := f.c.Get("x")
	return err
}

// Params has what a constructor gets.
type Params struct {
	fx.In

	Log io.Writer
}

type Write struct{ w io.Writer }

func NewWrite(p Params) *Write { return &Write{p.Log} }

func (w *Write) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := w.w.Write(nil)
	return err
}

// Own is made by nobody, and gets nothing.
type Own struct{ c *http.Client }

func NewOwn(c *http.Client) *Own { return &Own{c} }

func (o *Own) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := o.c.Get("x")
	return err
}
