// Package job has operators that a container makes by constructors which nobody else can name.
package job

import (
	"context"
	"net/http"

	"github.com/hibiken/asynq"
	"go.uber.org/fx"
)

type fetch struct{ c *http.Client }

func newFetch(c *http.Client) *fetch { return &fetch{c} }

func (f *fetch) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := f.c.Get("x")
	return err
}

// quick gets a server's transport, which does not wait.
type quick struct{ rt *http.Transport }

func newQuick(rt *http.Transport) *quick { return &quick{rt} }

func (q *quick) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := (&http.Client{Transport: q.rt}).Get("x")
	return err
}

type Sender interface{ Send() }

type send struct{ s Sender }

func newSend(s Sender) *send { return &send{s} }

func (s *send) ProcessTask(ctx context.Context, t *asynq.Task) error {
	s.s.Send()
	return nil
}

var Module = fx.Module("job", fx.Provide(newFetch, newQuick, newSend))
