// Package predicate is a stub of sigs.k8s.io/controller-runtime/pkg/predicate: as much
// of its API as the tests need.
package predicate

import (
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/event"
)

type Funcs = TypedFuncs[client.Object]

type TypedFuncs[object any] struct {
	CreateFunc  func(event.TypedCreateEvent[object]) bool
	DeleteFunc  func(event.TypedDeleteEvent[object]) bool
	UpdateFunc  func(event.TypedUpdateEvent[object]) bool
	GenericFunc func(event.TypedGenericEvent[object]) bool
}

func NewPredicateFuncs(filter func(object client.Object) bool) Funcs { panic("stub") }

func NewTypedPredicateFuncs[object any](filter func(object object) bool) TypedFuncs[object] {
	panic("stub")
}
