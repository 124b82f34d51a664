// Package ratelimit is a stub of go.uber.org/ratelimit: as much of its API
// as the tests need.
package ratelimit

import "time"

type Limiter interface {
	Take() time.Time
}

type Option interface {
	apply(*config)
}

type config struct{}

func New(rate int, opts ...Option) Limiter { panic("stub") }
