// Package bulkhead is a stub of github.com/failsafe-go/failsafe-go/bulkhead: as much of its API
// as the tests need.
package bulkhead

import (
	"context"
	"time"

	failsafe "github.com/failsafe-go/failsafe-go"
)

type Bulkhead[R any] interface {
	failsafe.ResultAgnosticPolicy[R]
	AcquirePermit(ctx context.Context) error
	AcquirePermitWithMaxWait(ctx context.Context, maxWaitTime time.Duration) error
	ReleasePermit()
	TryAcquirePermit() bool
}
