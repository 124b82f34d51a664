package asynq

import (
	"context"
	"time"

	"github.com/hibiken/asynq"
)

type recovered struct{ next asynq.Handler }

func (r recovered) ProcessTask(ctx context.Context, t *asynq.Task) error {
	time.Sleep(1) // want `timewait: operator .*\(asynq\.MiddlewareFunc, `
	return r.next.ProcessTask(ctx, t)
}

func recovering(next asynq.Handler) asynq.Handler {
	time.Sleep(1)
	return recovered{next}
}

var middleware = asynq.MiddlewareFunc(recovering)
