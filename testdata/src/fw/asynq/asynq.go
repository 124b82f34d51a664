// Package asynq has every way to make an operator of asynq.
package asynq

import (
	"context"
	"time"

	"github.com/hibiken/asynq"
	"golang.org/x/time/rate"
)

type handler struct{ lim *rate.Limiter }

func (h *handler) ProcessTask(ctx context.Context, t *asynq.Task) error {
	_ = h.lim.Wait(ctx)               // want `ratewait: caution: operator \(\*handler\)\.ProcessTask`
	return h.lim.Wait(context.TODO()) // want `^ratewait: operator \(\*handler\)\.ProcessTask \(asynq\.ServeMux\.Handle, asynq\.go:\d+\) blocks in .*: wait on the operator's own context: h\.lim\.Wait\(ctx\)`
}

type implemented struct{}

func (implemented) ProcessTask(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator .*\(implements asynq\.Handler, `
	return nil
}

type server struct{}

func (server) ProcessTask(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator .*\(asynq\.Server\.Run, `
	return nil
}

func handle(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator .*\(asynq\.ServeMux\.HandleFunc, `
	return nil
}

func converted(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator .*\(asynq\.HandlerFunc, `
	return nil
}

func weak(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: caution: operator weak \(by its parameters, `
	return nil
}

func unused(ctx context.Context) error { time.Sleep(1); return nil }

// logging is middleware.
func logging(next asynq.Handler) asynq.Handler {
	time.Sleep(1)
	return asynq.HandlerFunc(func(ctx context.Context, t *asynq.Task) error {
		time.Sleep(1) // want `timewait: operator .*\(asynq\.ServeMux\.Use, `
		return next.ProcessTask(ctx, t)
	})
}

type wrapped struct{ next asynq.Handler }

func (w *wrapped) ProcessTask(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator .*\(asynq\.ServeMux\.Use, `
	return w.next.ProcessTask(ctx, t)
}

func wrap(next asynq.Handler) asynq.Handler { return &wrapped{next} }

func aggregate(group string, tasks []*asynq.Task) *asynq.Task {
	time.Sleep(1) // want `timewait: operator .*\(asynq\.Config\.GroupAggregator, `
	return nil
}

func onError(ctx context.Context, t *asynq.Task, err error) {
	time.Sleep(1) // want `timewait: operator .*\(asynq\.Config\.ErrorHandler, `
}

func delay(n int, err error, t *asynq.Task) time.Duration {
	time.Sleep(1) // want `timewait: operator .*\(asynq\.Config\.RetryDelayFunc, `
	return 0
}

func isFailure(err error) bool {
	time.Sleep(1) // want `timewait: operator .*\(asynq\.Config\.IsFailure, `
	return true
}

type aggregator struct{}

func (aggregator) Aggregate(group string, tasks []*asynq.Task) *asynq.Task {
	time.Sleep(1) // want `timewait: operator .*\(implements asynq\.GroupAggregator, `
	return nil
}

var config = asynq.Config{
	GroupAggregator: asynq.GroupAggregatorFunc(aggregate),
	ErrorHandler:    asynq.ErrorHandlerFunc(onError),
	RetryDelayFunc:  delay,
	IsFailure:       isFailure,
}

func main() {
	time.Sleep(1)
	mux := asynq.NewServeMux()
	mux.Handle("a", &handler{})
	mux.HandleFunc("b", handle)
	mux.HandleFunc("c", func(ctx context.Context, t *asynq.Task) error {
		time.Sleep(1) // want `timewait: operator .*\(asynq\.ServeMux\.HandleFunc, `
		return nil
	})
	_ = asynq.HandlerFunc(converted)
	mux.Use(logging, wrap)
	var s *asynq.Server
	_ = s.Run(server{})
}
