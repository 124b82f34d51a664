// Package rate stands in for golang.org/x/time/rate.
package rate

import (
	"context"
	"time"
)

type Limit float64

func Every(interval time.Duration) Limit { return 1 / Limit(interval.Seconds()) }

type Limiter struct{ limit Limit }

func NewLimiter(r Limit, b int) *Limiter { return &Limiter{r} }

func (lim *Limiter) Allow() bool                              { return true }
func (lim *Limiter) AllowN(t time.Time, n int) bool           { return true }
func (lim *Limiter) Wait(ctx context.Context) error           { return nil }
func (lim *Limiter) WaitN(ctx context.Context, n int) error   { return nil }
func (lim *Limiter) Reserve() *Reservation                    { return nil }
func (lim *Limiter) ReserveN(t time.Time, n int) *Reservation { return nil }

type Reservation struct{ ok bool }

func (r *Reservation) OK() bool             { return true }
func (r *Reservation) Delay() time.Duration { return 0 }
func (r *Reservation) Cancel()              {}
