// Package middleware is a stub of github.com/ThreeDotsLabs/watermill/message/router/middleware: as much of its API
// as the tests need.
package middleware

import (
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
)

type DelayOnError struct{}

func (*DelayOnError) Middleware(h message.HandlerFunc) message.HandlerFunc { panic("stub") }

func Recoverer(h message.HandlerFunc) message.HandlerFunc { panic("stub") }

type Retry struct {
	MaxRetries      int
	InitialInterval time.Duration
	Multiplier      float64
}

func (r Retry) Middleware(h message.HandlerFunc) message.HandlerFunc { panic("stub") }

type Throttle struct{}

func (t Throttle) Middleware(h message.HandlerFunc) message.HandlerFunc { panic("stub") }

func NewThrottle(count int64, duration time.Duration) *Throttle { panic("stub") }
