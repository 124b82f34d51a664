// Package workqueue is a stub of k8s.io/client-go/util/workqueue: as much of its API
// as the tests need.
package workqueue

import (
	"context"
	"time"
)

type DoWorkPieceFunc func(piece int)

type Options func(*options)

type TypedBucketRateLimiter[T comparable] struct{}

func (*TypedBucketRateLimiter[T]) When(item T) time.Duration { panic("stub") }

type TypedDelayingInterface[T comparable] interface {
	TypedInterface[T]
	AddAfter(item T, duration time.Duration)
}

type TypedDelayingQueueConfig[T comparable] struct{}

type TypedInterface[T comparable] interface {
	Add(item T)
	Done(item T)
	Get() (item T, shutdown bool)
	Len() int
	ShutDown()
	ShutDownWithDrain()
	ShuttingDown() bool
}

type TypedRateLimiter[T comparable] interface {
	Forget(item T)
	NumRequeues(item T) int
	When(item T) time.Duration
}

type TypedRateLimitingInterface[T comparable] interface {
	TypedDelayingInterface[T]
	AddRateLimited(item T)
}

type options struct{}

func NewTypedDelayingQueueWithConfig[T comparable](config TypedDelayingQueueConfig[T]) TypedDelayingInterface[T] {
	panic("stub")
}

func NewTypedRateLimitingQueue[T comparable](rateLimiter TypedRateLimiter[T]) TypedRateLimitingInterface[T] {
	panic("stub")
}

func ParallelizeUntil(ctx context.Context, workers int, pieces int, doWorkPiece DoWorkPieceFunc, opts ...Options) {
	panic("stub")
}
