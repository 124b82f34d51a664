// Package backoff is a stub of github.com/cenkalti/backoff/v4: as much of its API
// as the tests need.
package backoff

import (
	"context"
	"time"
)

type BackOff interface {
	NextBackOff() time.Duration
	Reset()
}

type BackOffContext interface {
	BackOff
	Context() context.Context
}

type Clock interface {
	Now() time.Time
}

type ExponentialBackOff struct {
	InitialInterval     time.Duration
	RandomizationFactor float64
	Multiplier          float64
	MaxInterval         time.Duration
	MaxElapsedTime      time.Duration
	Stop                time.Duration
	Clock               Clock
}

func (*ExponentialBackOff) Reset() { panic("stub") }

func (*ExponentialBackOff) NextBackOff() time.Duration { panic("stub") }

func (*ExponentialBackOff) GetElapsedTime() time.Duration { panic("stub") }

type ExponentialBackOffOpts func(*ExponentialBackOff)

type Notify func(error, time.Duration)

type Operation func() error

type OperationWithData[T any] func() (T, error)

type Ticker struct{}

type Timer interface {
	C() <-chan time.Time
	Start(duration time.Duration)
	Stop()
}

func NewExponentialBackOff(opts ...ExponentialBackOffOpts) *ExponentialBackOff { panic("stub") }

func NewTicker(b BackOff) *Ticker { panic("stub") }

func NewTickerWithTimer(b BackOff, timer Timer) *Ticker { panic("stub") }

func Retry(o Operation, b BackOff) error { panic("stub") }

func RetryNotify(operation Operation, b BackOff, notify Notify) error { panic("stub") }

func RetryNotifyWithData[T any](operation OperationWithData[T], b BackOff, notify Notify) (T, error) {
	panic("stub")
}

func RetryNotifyWithTimer(operation Operation, b BackOff, notify Notify, t Timer) error {
	panic("stub")
}

func RetryNotifyWithTimerAndData[T any](operation OperationWithData[T], b BackOff, notify Notify, t Timer) (T, error) {
	panic("stub")
}

func RetryWithData[T any](o OperationWithData[T], b BackOff) (T, error) { panic("stub") }

func WithContext(b BackOff, ctx context.Context) BackOffContext { panic("stub") }
