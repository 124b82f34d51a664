// Package parallel is a stub of github.com/samber/lo/parallel: as much of its API
// as the tests need.
package parallel

func ForEach[T any](collection []T, callback func(item T, index int)) { panic("stub") }

func GroupBy[T any, U comparable, Slice ~[]T](collection Slice, iteratee func(item T) U) map[U]Slice {
	panic("stub")
}

func Map[T, R any](collection []T, transform func(item T, index int) R) []R { panic("stub") }

func PartitionBy[T any, K comparable, Slice ~[]T](collection Slice, iteratee func(item T) K) []Slice {
	panic("stub")
}

func Times[T any](count int, iteratee func(index int) T) []T { panic("stub") }
