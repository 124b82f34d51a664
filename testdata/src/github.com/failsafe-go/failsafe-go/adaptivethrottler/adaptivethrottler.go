// Package adaptivethrottler is a stub of github.com/failsafe-go/failsafe-go/adaptivethrottler: as much of its API
// as the tests need.
package adaptivethrottler

import failsafe "github.com/failsafe-go/failsafe-go"

type AdaptiveThrottler[R any] interface {
	failsafe.ResultAgnosticPolicy[R]
	AcquirePermit() error
	TryAcquirePermit() bool
}
