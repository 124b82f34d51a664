// Package pool is a stub of github.com/sourcegraph/conc/pool: as much of its API
// as the tests need.
package pool

import "context"

type ContextPool struct{}

func (*ContextPool) Go(f func(ctx context.Context) error) { panic("stub") }

func (*ContextPool) Wait() error { panic("stub") }

type ErrorPool struct{}

func (*ErrorPool) Go(f func() error) { panic("stub") }

func (*ErrorPool) Wait() error { panic("stub") }

type Pool struct{}

func (*Pool) Go(f func()) { panic("stub") }

func (*Pool) Wait() { panic("stub") }

type ResultContextPool[T any] struct{}

func (*ResultContextPool[T]) Go(f func(context.Context) (T, error)) { panic("stub") }

func (*ResultContextPool[T]) Wait() ([]T, error) { panic("stub") }

type ResultErrorPool[T any] struct{}

func (*ResultErrorPool[T]) Go(f func() (T, error)) { panic("stub") }

func (*ResultErrorPool[T]) Wait() ([]T, error) { panic("stub") }

type ResultPool[T any] struct{}

func (*ResultPool[T]) Go(f func() T) { panic("stub") }

func (*ResultPool[T]) Wait() []T { panic("stub") }
