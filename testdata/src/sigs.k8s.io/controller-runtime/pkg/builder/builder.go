// Package builder is a stub of sigs.k8s.io/controller-runtime/pkg/builder: as much of
// its API as the tests need.
package builder

import (
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
)

type Builder = TypedBuilder[reconcile.Request]

type TypedBuilder[request comparable] struct{}

func (blder *TypedBuilder[request]) Build(r reconcile.TypedReconciler[request]) (controller.TypedController[request], error) {
	panic("stub")
}

func (blder *TypedBuilder[request]) Complete(r reconcile.TypedReconciler[request]) error {
	panic("stub")
}

func (blder *TypedBuilder[request]) For(object client.Object) *TypedBuilder[request] { panic("stub") }

func (blder *TypedBuilder[request]) Watches(object client.Object, eventHandler handler.TypedEventHandler[client.Object, request]) *TypedBuilder[request] {
	panic("stub")
}

func ControllerManagedBy(m manager.Manager) *Builder { panic("stub") }

func TypedControllerManagedBy[request comparable](m manager.Manager) *TypedBuilder[request] {
	panic("stub")
}
