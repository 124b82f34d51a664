// Package lease is a stub of the limiter for many workers.
package lease

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

type Limiter struct{ _ int }

type Option func() error

func New(ctx context.Context, client redis.UniversalClient, name string, rate float64, burst int, opts ...Option) (*Limiter, error) {
	return nil, nil
}

func (l *Limiter) TryAcquire() bool                         { return true }
func (l *Limiter) TryAcquireN(n int) bool                   { return true }
func (l *Limiter) TryAcquireUpTo(n int) int                 { return n }
func (l *Limiter) RetryAfter(n int) time.Duration           { return 0 }
func (l *Limiter) Acquire(ctx context.Context, n int) error { return nil }
func (l *Limiter) Close(ctx context.Context) error          { return nil }
func (l *Limiter) MarshalJSON() ([]byte, error)             { return nil, nil }
func (l *Limiter) UnmarshalJSON(data []byte) error          { return nil }
