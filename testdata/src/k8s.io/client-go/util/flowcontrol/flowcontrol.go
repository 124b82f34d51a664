// Package flowcontrol is a stub of k8s.io/client-go/util/flowcontrol: as much of its API
// as the tests need.
package flowcontrol

import (
	"context"
	"time"
)

type Backoff struct{}

func (*Backoff) Get(id string) time.Duration { panic("stub") }

type PassiveRateLimiter interface {
	QPS() float32
	Stop()
	TryAccept() bool
}

type RateLimiter interface {
	PassiveRateLimiter
	Accept()
	Wait(ctx context.Context) error
}
