// Package adaptivelimiter is a stub of github.com/failsafe-go/failsafe-go/adaptivelimiter: as much of its API
// as the tests need.
package adaptivelimiter

import (
	"context"
	"time"

	failsafe "github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/priority"
)

type AdaptiveLimiter[R any] interface {
	failsafe.ResultAgnosticPolicy[R]
	AcquirePermit(context.Context) (Permit, error)
	AcquirePermitWithMaxWait(ctx context.Context, maxWaitTime time.Duration) (Permit, error)
	TryAcquirePermit() (Permit, bool)
}

type Permit interface {
	Drop()
	Record()
}

type PriorityLimiter[R any] interface {
	failsafe.ResultAgnosticPolicy[R]
	AcquirePermit(ctx context.Context) (Permit, error)
	AcquirePermitWithLevel(ctx context.Context, level int) (Permit, error)
	AcquirePermitWithMaxWait(ctx context.Context, maxWaitTime time.Duration) (Permit, error)
	AcquirePermitWithPriority(ctx context.Context, priority priority.Priority) (Permit, error)
}
