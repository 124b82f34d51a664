// Package rate is a stub of golang.org/x/time/rate.
package rate

import (
	"context"
	"time"
)

type Limit float64

type Limiter struct{ limit Limit }

func NewLimiter(r Limit, b int) *Limiter { return &Limiter{r} }

func Every(d time.Duration) Limit { return 0 }

func (l *Limiter) Wait(ctx context.Context) error           { return nil }
func (l *Limiter) WaitN(ctx context.Context, n int) error   { return nil }
func (l *Limiter) Allow() bool                              { return true }
func (l *Limiter) AllowN(t time.Time, n int) bool           { return true }
func (l *Limiter) Reserve() *Reservation                    { return nil }
func (l *Limiter) ReserveN(t time.Time, n int) *Reservation { return nil }
func (l *Limiter) SetLimit(r Limit)                         {}
func (l *Limiter) SetBurst(n int)                           {}

type Reservation struct{}

func (r *Reservation) OK() bool             { return true }
func (r *Reservation) Delay() time.Duration { return 0 }
func (r *Reservation) Cancel()              {}
