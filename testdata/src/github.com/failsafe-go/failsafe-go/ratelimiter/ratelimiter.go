// Package ratelimiter is a stub of github.com/failsafe-go/failsafe-go/ratelimiter: as much of its API
// as the tests need.
package ratelimiter

import (
	"context"
	"time"

	failsafe "github.com/failsafe-go/failsafe-go"
)

type RateLimiter[R any] interface {
	failsafe.ResultAgnosticPolicy[R]
	AcquirePermit(ctx context.Context) error
	AcquirePermitWithMaxWait(ctx context.Context, maxWaitTime time.Duration) error
	AcquirePermits(ctx context.Context, permits uint) error
	AcquirePermitsWithMaxWait(ctx context.Context, requestedPermits uint, maxWaitTime time.Duration) error
	ReservePermit() time.Duration
	ReservePermits(permits uint) time.Duration
	TryAcquirePermit() bool
	TryAcquirePermits(permits uint) bool
	TryReservePermit(maxWaitTime time.Duration) time.Duration
	TryReservePermits(requestedPermits uint, maxWaitTime time.Duration) time.Duration
}
