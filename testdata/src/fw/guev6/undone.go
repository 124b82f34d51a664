package guev6

import (
	"context"
	"time"

	gue "github.com/vgarvardt/gue/v6"
)

func undone(ctx context.Context, j *gue.Job, err error) {
	time.Sleep(1) // want `timewait: operator .*\(gue\.WithWorkerHooksJobUndone, `
}

var option = gue.WithWorkerHooksJobUndone(undone)
