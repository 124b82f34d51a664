package hatchet

import (
	"time"

	"github.com/hatchet-dev/hatchet/pkg/worker"
)

func middleware(ctx worker.HatchetContext, next func(worker.HatchetContext) error) error {
	time.Sleep(1) // want `timewait: operator .*\(worker\.Worker\.Use, `
	return next(ctx)
}

func use(w *worker.Worker) { w.Use(middleware) }
