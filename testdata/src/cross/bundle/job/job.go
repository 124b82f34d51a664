// Package job has operators that know nothing of who implements the interfaces.
package job

import (
	"context"

	"cross/bundle/step"

	"github.com/hibiken/asynq"
)

func Register(mux *asynq.ServeMux, t *step.Tools) {
	mux.HandleFunc("run", func(ctx context.Context, _ *asynq.Task) error { return t.Run(ctx, "a") })
	mux.HandleFunc("look", func(ctx context.Context, _ *asynq.Task) error { t.Look(); return nil })
}

func Detached(mux *asynq.ServeMux, t *step.Tools) {
	mux.HandleFunc("detached", func(ctx context.Context, _ *asynq.Task) error { return t.Detached(ctx, "a") })
}
