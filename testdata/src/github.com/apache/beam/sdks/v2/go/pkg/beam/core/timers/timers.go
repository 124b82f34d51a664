// Package timers is a stub of github.com/apache/beam/sdks/v2/go/pkg/beam/core/timers: as much of its API
// as the tests need.
package timers

import (
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/mtime"
)

type ProcessingTime struct{}

func (ProcessingTime) Set(p Provider, FiringTimestamp time.Time, opts ...timerOptions) { panic("stub") }

type Provider interface {
	Set(t TimerMap)
}

type TimerMap struct{}

type timerConfig struct {
	Tag           string
	HoldSet       bool
	HoldTimestamp mtime.Time
}

type timerOptions func(*timerConfig)
