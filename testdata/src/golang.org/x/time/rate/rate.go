// Package rate is a stub of golang.org/x/time/rate: as much of its API
// as the tests need.
package rate

import (
	"context"
	"math"
	"time"
)

type Limit float64

const Inf = Limit(math.MaxFloat64)

type Limiter struct{ tokens float64 }

func (*Limiter) Allow() bool { panic("stub") }

func (*Limiter) AllowN(t time.Time, n int) bool { panic("stub") }

func (*Limiter) Reserve() *Reservation { panic("stub") }

func (*Limiter) ReserveN(t time.Time, n int) *Reservation { panic("stub") }

func (*Limiter) Wait(ctx context.Context) (err error) { panic("stub") }

func (*Limiter) WaitN(ctx context.Context, n int) (err error) { panic("stub") }

func (*Limiter) SetLimit(newLimit Limit) { panic("stub") }

func (*Limiter) SetBurst(newBurst int) { panic("stub") }

type Reservation struct{}

func (*Reservation) OK() bool { panic("stub") }

func (*Reservation) Delay() time.Duration { panic("stub") }

func (*Reservation) DelayFrom(t time.Time) time.Duration { panic("stub") }

func (*Reservation) Cancel() { panic("stub") }

type Sometimes struct {
	First    int
	Every    int
	Interval time.Duration
}

func (*Sometimes) Do(f func()) { panic("stub") }

func Every(interval time.Duration) Limit { panic("stub") }

func NewLimiter(r Limit, b int) *Limiter { panic("stub") }
