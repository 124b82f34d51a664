// Package iter is a stub of github.com/sourcegraph/conc/iter: as much of its API
// as the tests need.
package iter

type Iterator[T any] struct{}

func (Iterator[T]) ForEach(input []T, f func(*T)) { panic("stub") }

func (Iterator[T]) ForEachIdx(input []T, f func(int, *T)) { panic("stub") }

type Mapper[T any, R any] struct{}

func (Mapper[T, R]) Map(input []T, f func(*T) R) []R { panic("stub") }

func (Mapper[T, R]) MapErr(input []T, f func(*T) (R, error)) ([]R, error) { panic("stub") }

func ForEach[T any](input []T, f func(*T)) { panic("stub") }

func ForEachIdx[T any](input []T, f func(int, *T)) { panic("stub") }

func Map[T, R any](input []T, f func(*T) R) []R { panic("stub") }

func MapErr[T, R any](input []T, f func(*T) (R, error)) ([]R, error) { panic("stub") }
