// Package flow is a stub of github.com/reugn/go-streams/flow: as much of its API
// as the tests need.
package flow

import (
	"time"

	streams "github.com/reugn/go-streams"
)

type Filter[T any] struct{}

type FilterPredicate[T any] func(T) bool

type FlatMap[T any, R any] struct{}

type FlatMapFunction[T any, R any] func(T) []R

type Fold[T any, R any] struct{}

type FoldFunction[T any, R any] func(T, R) R

type Keyed[K comparable, V any] struct{}

type Map[T any, R any] struct{}

type MapFunction[T any, R any] func(T) R

type Reduce[T any] struct{}

type ReduceFunction[T any] func(T, T) T

type SlidingWindowOpts[T any] struct {
	EventTimeExtractor func(T) time.Time
}

type ThrottleMode int8

type Throttler struct{}

func NewFilter[T any](filterPredicate FilterPredicate[T], parallelism int) *Filter[T] { panic("stub") }

func NewFlatMap[T, R any](flatMapFunction FlatMapFunction[T, R], parallelism int) *FlatMap[T, R] {
	panic("stub")
}

func NewFold[T, R any](init R, foldFunction FoldFunction[T, R]) *Fold[T, R] { panic("stub") }

func NewKeyed[K comparable, V any](keySelector func(V) K, operators ...func() streams.Flow) *Keyed[K, V] {
	panic("stub")
}

func NewMap[T, R any](mapFunction MapFunction[T, R], parallelism int) *Map[T, R] { panic("stub") }

func NewReduce[T any](reduceFunction ReduceFunction[T]) *Reduce[T] { panic("stub") }

func NewThrottler(elements int, period time.Duration, bufferSize int, mode ThrottleMode) *Throttler {
	panic("stub")
}

func Split[T any](outlet streams.Outlet, predicate func(T) bool) [2]streams.Flow { panic("stub") }

func ZipWith[T, R any](combine func([]T) R, outlets ...streams.Outlet) streams.Flow { panic("stub") }
