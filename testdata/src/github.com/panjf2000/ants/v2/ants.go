// Package ants is a stub of github.com/panjf2000/ants/v2: as much of its API
// as the tests need.
package ants

import (
	"context"
	"time"
)

type Logger interface {
	Printf(format string, args ...any)
}

type MultiPool struct{}

func (*MultiPool) Submit(task func()) (err error) { panic("stub") }

type MultiPoolWithFunc struct{}

func (*MultiPoolWithFunc) Invoke(args any) (err error) { panic("stub") }

type MultiPoolWithFuncGeneric[T any] struct{}

func (*MultiPoolWithFuncGeneric[T]) Invoke(args T) (err error) { panic("stub") }

type Option func(opts *Options)

type Options struct {
	ExpiryDuration   time.Duration
	PreAlloc         bool
	MaxBlockingTasks int
	Nonblocking      bool
	PanicHandler     func(any)
	Logger           Logger
	DisablePurge     bool
}

type Pool struct{}

func (*Pool) Submit(task func()) error { panic("stub") }

type PoolWithFunc struct{}

func (*PoolWithFunc) Invoke(arg any) error { panic("stub") }

type PoolWithFuncGeneric[T any] struct{}

func (*PoolWithFuncGeneric[T]) Invoke(arg T) error { panic("stub") }

type poolCommon struct{}

func (*poolCommon) ReleaseTimeout(timeout time.Duration) error { panic("stub") }

func (*poolCommon) ReleaseContext(ctx context.Context) error { panic("stub") }

func NewPool(size int, options ...Option) (*Pool, error) { panic("stub") }

func ReleaseTimeout(timeout time.Duration) error { panic("stub") }

func Submit(task func()) error { panic("stub") }
