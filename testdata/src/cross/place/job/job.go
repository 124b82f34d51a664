// Package job has operators with clients. It does not know how they were made.
package job

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"cross/place/client"

	"github.com/hibiken/asynq"
)

// Fetch gets its client from a constructor.
type Fetch struct{ c *http.Client }

func NewFetch(c *http.Client) *Fetch { return &Fetch{c: c} }

func (f *Fetch) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := f.c.Get("x")
	return err
}

// Quick is the same, and is given a client that does not wait.
type Quick struct{ c *http.Client }

func NewQuick(c *http.Client) *Quick { return &Quick{c: c} }

func (q *Quick) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := q.c.Get("x")
	return err
}

// Option has a default and an option.
type Option struct{ c *http.Client }

func WithClient(c *http.Client) func(*Option) { return func(o *Option) { o.c = c } }

func NewOption(opts ...func(*Option)) *Option {
	o := &Option{c: http.DefaultClient}
	for _, f := range opts {
		f(o)
	}
	return o
}

func (o *Option) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := o.c.Get("x")
	return err
}

// Handler returns an operator that keeps its parameter.
func Handler(c *http.Client) func(context.Context, *asynq.Task) error {
	return func(ctx context.Context, t *asynq.Task) error {
		r, err := http.NewRequestWithContext(ctx, "GET", "x", nil)
		if err != nil {
			return err
		}
		_, err = c.Do(r)
		return err
	}
}

// Anonymous has an interface without a name.
type Anonymous struct {
	P interface{ Ping() }
	Q interface{ Ping() }
}

func (a *Anonymous) ProcessTask(ctx context.Context, t *asynq.Task) error {
	a.P.Ping()
	return nil
}

// Prints writes to what it is given.
func Prints(w io.Writer) func(context.Context, *asynq.Task) error {
	return func(ctx context.Context, t *asynq.Task) error {
		_, err := fmt.Fprintln(w, "x")
		return err
	}
}

func endpoint(ctx context.Context, t *asynq.Task) error {
	e := client.NewEndpoint()
	_, _ = e.Other.Get("x")
	_, err := e.Client.Get("x") // want `timewait: operator endpoint .* sleeps in time\.Sleep via \(\*client\.slow\)\.RoundTrip \(client\.go:\d+\);`
	return err
}

func direct(ctx context.Context, t *asynq.Task) error {
	c := client.Named(client.Plain(), "x")
	_, _ = c.Get("x")
	_, _ = client.Plain().Get("x")
	_, err := client.New().Get("x") // want `timewait: operator direct .* via \(\*client\.slow\)\.RoundTrip`
	return err
}

func shared(ctx context.Context, t *asynq.Task) error {
	_, err := client.Shared.Get("x")
	return err
}

func Register(mux *asynq.ServeMux, h asynq.Handler) {
	mux.Handle("h", h)
	mux.HandleFunc("endpoint", endpoint)
	mux.HandleFunc("direct", direct)
	mux.HandleFunc("shared", shared)
}

// Doer is what an HTTP client is, too. Twin is the same, and gets one that does not wait.
type (
	Doer interface {
		Do(*http.Request) (*http.Response, error)
	}
	Twin interface {
		Do(*http.Request) (*http.Response, error)
	}
)

func Does(d Doer, t Twin) func(context.Context, *asynq.Task) error {
	return func(ctx context.Context, _ *asynq.Task) error {
		r, err := http.NewRequestWithContext(ctx, "GET", "x", nil)
		if err != nil {
			return err
		}
		_, _ = t.Do(r)
		_, err = d.Do(r)
		return err
	}
}
