// Package inject gives its own constructors to a container.
package inject

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/hibiken/asynq"
	"go.uber.org/fx"
)

type slow struct{}

func (slow) RoundTrip(*http.Request) (*http.Response, error) {
	time.Sleep(time.Second) // want `timewait: operator \(\*fetch\)\.ProcessTask .* via slow\.RoundTrip;`
	return nil, nil
}

func newClient() *http.Client { return &http.Client{Transport: slow{}} }

type fetch struct{ c *http.Client }

func newFetch(c *http.Client) *fetch { return &fetch{c} }

func (f *fetch) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := f.c.Get("x")
	return err
}

// own is made by nobody.
type own struct{ c *http.Client }

func newOwn(c *http.Client) *own { return &own{c} }

func (o *own) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := o.c.Get("x")
	return err
}

var _ = newOwn

type file struct{}

func (file) Write([]byte) (int, error) {
	time.Sleep(time.Second) // want `timewait: operator \(\*writes\)\.ProcessTask .* via file\.Write;`
	return 0, nil
}

// in has what the container is asked for, and out what it is given; config is no such
// structure.
type (
	in struct {
		fx.In

		Log io.Writer
	}
	out struct {
		fx.Out

		Log io.Writer
	}
	config struct{ In io.Reader }
)

func newOut() out { return out{Log: file{}} }

type idle struct{}

func (idle) Read([]byte) (int, error) {
	time.Sleep(time.Second)
	return 0, nil
}

func newConfig() config { return config{In: idle{}} }

type writes struct{ in in }

func newWrites(p in) (*writes, error) { return &writes{p}, nil }

func (w *writes) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := w.in.Log.Write(nil)
	return err
}

type reads struct{ r io.Reader }

func newReads(r io.Reader) *reads { return &reads{r} }

func (r *reads) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_, err := r.r.Read(nil)
	return err
}

type paced struct{}

func (paced) RoundTrip(*http.Request) (*http.Response, error) {
	time.Sleep(time.Second) // want `timewait: operator glob\.func2\.func1 .* via paced\.RoundTrip;`
	return nil, nil
}

var module = fx.Options(
	fx.Provide(newClient, newFetch, newOut, newConfig, newWrites, newReads),
	fx.Supply(http.RoundTripper(nil), paced{}, &http.Transport{}),
	fx.Supply(&http.Server{}),
	fx.Invoke(func(mux *asynq.ServeMux, rt http.RoundTripper) {}),
	fx.Provide(fx.Annotated{Name: "x", Target: newTripper}),
	fx.Invoke(func(mux *asynq.ServeMux, rt http.RoundTripper) {
		mux.HandleFunc("x", func(ctx context.Context, t *asynq.Task) error {
			_, err := rt.RoundTrip(nil)
			return err
		})
	}),
)

func newTripper() http.RoundTripper { return paced{} }
