// Package embed has types that embed a library's value, and calls of its methods.
package embed

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/hibiken/asynq"
)

type slow struct{ http.RoundTripper }

func (s slow) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(time.Second) // want `timewait: operator pointer .* via slow\.RoundTrip;`
	return s.RoundTripper.RoundTrip(r)
}

// promoted calls the next transport by its promoted method.
type passes struct {
	http.RoundTripper
	name string
}

func (p passes) Do(r *http.Request) error {
	_, err := p.RoundTrip(r)
	return err
}

// API has the methods of a client that waits, and Quick those of one that does not.
type (
	API struct {
		*http.Client
		base string
	}
	Quick struct {
		*http.Client
		base string
	}
	Value  struct{ http.Client }
	Deep   struct{ *API }
	Logger struct{ *slog.Logger }
	Silent struct{ *slog.Logger }
)

func NewAPI() *API { return &API{Client: &http.Client{Transport: slow{http.DefaultTransport}}} }

func NewQuick() *Quick { return &Quick{&http.Client{}, "x"} }

type handler struct{}

func (handler) Enabled(context.Context, slog.Level) bool { return true }
func (handler) WithAttrs([]slog.Attr) slog.Handler       { return handler{} }
func (handler) WithGroup(string) slog.Handler            { return handler{} }
func (handler) Handle(context.Context, slog.Record) error {
	time.Sleep(time.Second) // want `timewait: operator logs .* via handler\.Handle;`
	return nil
}

func pointer(ctx context.Context, t *asynq.Task) error {
	a := NewAPI()
	if _, err := NewQuick().Get("x"); err != nil {
		return err
	}
	_, err := a.Get("x")
	return err
}

func value(ctx context.Context, t *asynq.Task) error {
	var v Value
	v.Transport = slow{http.DefaultTransport}
	_, err := v.Get("x")
	return err
}

func deep(ctx context.Context, t *asynq.Task) error {
	d := Deep{NewAPI()}
	_, err := d.Head("x")
	return err
}

func direct(ctx context.Context, t *asynq.Task) error {
	r, err := http.NewRequestWithContext(ctx, "GET", "x", nil)
	if err != nil {
		return err
	}
	return passes{slow{http.DefaultTransport}, "x"}.Do(r)
}

func logs(ctx context.Context, t *asynq.Task) error {
	l := Logger{slog.New(handler{})}
	l.Info("x")
	return nil
}

func quick(ctx context.Context, t *asynq.Task) error {
	l := Silent{slog.Default()}
	l.Info("x")
	_, err := NewQuick().Get("x")
	return err
}

// Doer is what an API is, too.
type Doer interface {
	Get(string) (*http.Response, error)
}

func does(d Doer) func(ctx context.Context, t *asynq.Task) error {
	return func(ctx context.Context, t *asynq.Task) error {
		_, err := d.Get("x")
		return err
	}
}

func Register(mux *asynq.ServeMux) {
	mux.HandleFunc("pointer", pointer)
	mux.HandleFunc("value", value)
	mux.HandleFunc("deep", deep)
	mux.HandleFunc("direct", direct)
	mux.HandleFunc("logs", logs)
	mux.HandleFunc("quick", quick)
	mux.HandleFunc("does", does(NewAPI()))
}
