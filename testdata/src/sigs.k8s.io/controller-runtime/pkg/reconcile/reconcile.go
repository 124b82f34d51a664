// Package reconcile is a stub of sigs.k8s.io/controller-runtime/pkg/reconcile: as much
// of its API as the tests need.
package reconcile

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

type Func = TypedFunc[Request]

type ObjectReconciler[object client.Object] interface {
	Reconcile(context.Context, object) (Result, error)
}

type Reconciler = TypedReconciler[Request]

type Request struct {
	types.NamespacedName
}

type Result struct {
	Requeue      bool
	RequeueAfter time.Duration
	Priority     *int
}

type TypedFunc[request comparable] func(context.Context, request) (Result, error)

func (r TypedFunc[request]) Reconcile(ctx context.Context, req request) (Result, error) {
	panic("stub")
}

type TypedReconciler[request comparable] interface {
	Reconcile(context.Context, request) (Result, error)
}

func AsReconciler[object client.Object](client client.Client, rec ObjectReconciler[object]) Reconciler {
	panic("stub")
}
