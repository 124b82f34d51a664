// Package top is a stub of github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/top: as much of its API
// as the tests need.
package top

import "github.com/apache/beam/sdks/v2/go/pkg/beam"

func Largest(s beam.Scope, col beam.PCollection, n int, less any) beam.PCollection { panic("stub") }

func LargestPerKey(s beam.Scope, col beam.PCollection, n int, less any) beam.PCollection {
	panic("stub")
}

func Smallest(s beam.Scope, col beam.PCollection, n int, less any) beam.PCollection { panic("stub") }

func SmallestPerKey(s beam.Scope, col beam.PCollection, n int, less any) beam.PCollection {
	panic("stub")
}
