package job

import (
	"context"

	"github.com/riverqueue/river"
	"golang.org/x/sync/semaphore"
)

type Order struct{ ID string }

func (Order) Kind() string { return "order" }

type Worker struct {
	river.WorkerDefaults[Order]
	slots *semaphore.Weighted
}

func book(id string) error { return nil }

func Register(workers *river.Workers, w *Worker) {
	river.AddWorker(workers, w)
}

var _ context.Context
