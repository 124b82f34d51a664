// Package lo is a stub of github.com/samber/lo: as much of its API
// as the tests need.
package lo

import "time"

type Tuple2[A any, B any] struct{}

type Tuple3[A any, B any, C any] struct{}

type Tuple4[A any, B any, C any, D any] struct{}

type Tuple5[A any, B any, C any, D any, E any] struct{}

type Tuple6[A any, B any, C any, D any, E any, F any] struct{}

func Async[A any](f func() A) <-chan A { panic("stub") }

func Async0(f func()) <-chan struct{} { panic("stub") }

func Async1[A any](f func() A) <-chan A { panic("stub") }

func Async2[A, B any](f func() (A, B)) <-chan Tuple2[A, B] { panic("stub") }

func Async3[A, B, C any](f func() (A, B, C)) <-chan Tuple3[A, B, C] { panic("stub") }

func Async4[A, B, C, D any](f func() (A, B, C, D)) <-chan Tuple4[A, B, C, D] { panic("stub") }

func Async5[A, B, C, D, E any](f func() (A, B, C, D, E)) <-chan Tuple5[A, B, C, D, E] { panic("stub") }

func Async6[A, B, C, D, E, F any](f func() (A, B, C, D, E, F)) <-chan Tuple6[A, B, C, D, E, F] {
	panic("stub")
}

func AttemptWhileWithDelay(maxIteration int, delay time.Duration, f func(int, time.Duration) (error, bool)) (int, time.Duration, error) {
	panic("stub")
}

func AttemptWithDelay(maxIteration int, delay time.Duration, f func(index int, duration time.Duration) error) (int, time.Duration, error) {
	panic("stub")
}

func Filter[T any, Slice ~[]T](collection Slice, predicate func(item T, index int) bool) Slice {
	panic("stub")
}

func ForEach[T any](collection []T, callback func(item T, index int)) { panic("stub") }

func Map[T, R any](collection []T, transform func(item T, index int) R) []R { panic("stub") }

func WaitFor(condition func(i int) bool, timeout time.Duration, heartbeatDelay time.Duration) (totalIterations int, elapsed time.Duration, conditionFound bool) {
	panic("stub")
}
