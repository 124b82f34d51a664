// Package controller is a stub of sigs.k8s.io/controller-runtime/pkg/controller: as much
// of its API as the tests need.
package controller

import (
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
)

type Controller = TypedController[reconcile.Request]

type Options = TypedOptions[reconcile.Request]

type TypedController[request comparable] interface {
	reconcile.TypedReconciler[request]
}

type TypedOptions[request comparable] struct {
	MaxConcurrentReconciles int
	Reconciler              reconcile.TypedReconciler[request]
}

func New(name string, mgr manager.Manager, options Options) (Controller, error) { panic("stub") }
