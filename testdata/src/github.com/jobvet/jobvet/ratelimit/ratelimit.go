// Package ratelimit is a stub of github.com/jobvet/jobvet/ratelimit: as much of
// its API as the tests need.
package ratelimit

import (
	"context"
	"errors"
	"time"
)

const Never time.Duration = -1

var ErrExceedsBurst = errors.New("stub")

type Limiter struct{ state uint64 }

func (l *Limiter) MarshalText() ([]byte, error) { panic("stub") }

func (l *Limiter) UnmarshalText(text []byte) error { panic("stub") }

type Bookings[K comparable] struct{ state uint64 }

func NewBookings[K comparable](l *Limiter, capacity int, late time.Duration) (*Bookings[K], error) {
	panic("stub")
}

func (*Bookings[K]) TryAcquire(id K) (ok bool, retryAfter time.Duration) { panic("stub") }

func (*Bookings[K]) TryAcquireN(id K, n int) (ok bool, retryAfter time.Duration) { panic("stub") }

func New(rate float64, burst int) (*Limiter, error) { panic("stub") }

func (*Limiter) Burst() int { panic("stub") }

func (*Limiter) Check(n int) error { panic("stub") }

func Must(l *Limiter, err error) *Limiter { panic("stub") }

func (*Limiter) Acquire(ctx context.Context, n int) error { panic("stub") }

func (*Limiter) Admit(ctx context.Context, n int) error { panic("stub") }

func (*Limiter) Reserve(n int) (retryAfter time.Duration) { panic("stub") }

func (*Limiter) RetryAfter(n int) time.Duration { panic("stub") }

func (*Limiter) TryAcquire() bool { panic("stub") }

func (*Limiter) TryAcquireAsync(ctx context.Context, n int) <-chan bool { panic("stub") }

func (*Limiter) TryAcquireAt(now time.Time, n int) bool { panic("stub") }

func (*Limiter) TryAcquireN(n int) bool { panic("stub") }

func (*Limiter) TryAcquireUpTo(n int) int { panic("stub") }

func AllowWaiting(ctx context.Context) context.Context { panic("stub") }
