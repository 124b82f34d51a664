package inngest

import (
	"context"
	"time"

	"github.com/inngest/inngestgo/group"
)

func third(ctx context.Context) (any, error) {
	time.Sleep(1) // want `timewait: operator .*\(group\.ParallelWithOpts, `
	return nil, nil
}

func parallel(ctx context.Context) { group.ParallelWithOpts(ctx, group.ParallelOpts{}, third) }
