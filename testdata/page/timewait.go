package job

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

type PollArgs struct{ ID int }

func (PollArgs) Kind() string { return "poll" }

type PollWorker struct{ river.WorkerDefaults[PollArgs] }

func (w *PollWorker) ready(ctx context.Context, id int) bool { return id > 0 }
