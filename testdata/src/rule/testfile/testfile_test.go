package testfile

import (
	"context"
	"testing"
	"time"

	"github.com/riverqueue/river"
)

type args struct{}

func (args) Kind() string { return "args" }

type worker struct{ river.WorkerDefaults[args] }

func (worker) Work(ctx context.Context, job *river.Job[args]) error {
	time.Sleep(1)
	return nil
}

func TestWorker(t *testing.T) { river.AddWorker(river.NewWorkers(), worker{}) }
