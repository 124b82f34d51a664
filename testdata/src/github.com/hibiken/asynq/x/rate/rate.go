// Package rate is a stub of github.com/hibiken/asynq/x/rate: as much of its API
// as the tests need.
package rate

import "context"

type Semaphore struct{}

func (*Semaphore) Acquire(ctx context.Context) (bool, error) { panic("stub") }
