package testfile

import (
	"context"

	"github.com/riverqueue/river"
)

type TestOnly struct{ river.WorkerDefaults[Args] }

func (*TestOnly) Work(ctx context.Context, job *river.Job[Args]) error { return nil }

func setup(workers *river.Workers) { river.AddWorker(workers, &TestOnly{}) }
