// Package controllerruntime is a stub of sigs.k8s.io/controller-runtime: as much of its
// API as the tests need.
package controllerruntime

import (
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
)

type Builder = builder.Builder

type Manager = manager.Manager

type Request = reconcile.Request

type Result = reconcile.Result

var NewControllerManagedBy = builder.ControllerManagedBy
