// Package retry is a stub of github.com/avast/retry-go/v4: as much of its API
// as the tests need.
package retry

import "context"

type Config struct{}

type Option func(*Config)

type RetryableFunc func() error

type RetryableFuncWithData[T any] func() (T, error)

func Do(retryableFunc RetryableFunc, opts ...Option) error { panic("stub") }

func DoWithData[T any](retryableFunc RetryableFuncWithData[T], opts ...Option) (T, error) {
	panic("stub")
}

func Context(ctx context.Context) Option { panic("stub") }

func Attempts(attempts uint) Option { panic("stub") }
