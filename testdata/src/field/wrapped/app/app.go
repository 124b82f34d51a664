package app

import (
	"context"
	"time"

	"github.com/hibiken/asynq"

	"field/wrapped/queue"
)

func handlers() []*queue.Handler {
	return []*queue.Handler{
		queue.NewHandler("slow", slow),
		queue.NewHandler("quick", quick),
	}
}

// slow is registered with asynq by way of the wrapper, which the message says.
func slow(ctx context.Context, payload []byte) error {
	time.Sleep(time.Second) // want `timewait: operator slow \(queue.NewHandler → asynq, app\.go:\d+\) sleeps in time.Sleep; it holds a worker`
	return nil
}

func quick(ctx context.Context, payload []byte) error { return ctx.Err() }

// A function that nothing registers may sleep.
func other(ctx context.Context, payload []byte) error {
	time.Sleep(time.Second)
	return nil
}

func serve(s *queue.Server) {
	s.HandleFunc("literal", func(ctx context.Context, task *asynq.Task) error {
		time.Sleep(time.Second) // want `timewait: operator serve\.func1 \(queue\.Server\.HandleFunc → asynq, app\.go:\d+\) sleeps in time\.Sleep`
		return nil
	})
}
